// SPDX-License-Identifier: Apache-2.0
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

const server = process.env['STENO_SERVER'] ?? 'http://localhost:4318';

export default defineConfig({
  plugins: [react()],
  // Assets find each other relatively, so that one build serves under any base path; only
  // index.html needs the path itself, and the server writes it there for each response.
  base: './',
  experimental: {
    renderBuiltUrl: (filename, { hostType }) =>
      hostType === 'html' ? `__BASE_PATH__/${filename}` : { relative: true },
  },
  html: { cspNonce: '__CSP_NONCE__' },
  build: {
    target: ['chrome123', 'firefox120', 'safari17.5'],
    outDir: 'target/classes/dev/steno/ui',
    emptyOutDir: true,
    manifest: true,
    assetsInlineLimit: 0,
    // dev/budget.mjs weighs the chunks as they travel, and fails.
    chunkSizeWarningLimit: 1000,
    modulePreload: { polyfill: false },
  },
  server: { proxy: { '/api': server } },
  test: { include: ['test/**/*.test.ts'], environment: 'node' },
});

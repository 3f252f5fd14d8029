// SPDX-License-Identifier: Apache-2.0
// Weighs the built page and fails above the budget. Reads the manifest of the build.
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const FOLDER = new URL('../target/classes/dev/steno/ui/', import.meta.url);
const KIB = 1024;
const manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', FOLDER), 'utf8'));
const page = readFileSync(new URL('index.html', FOLDER), 'utf8');

const weights = new Map();
const weigh = (file) => {
  if (!weights.has(file)) weights.set(file, gzipSync(readFileSync(new URL(file, FOLDER))).length);
  return weights.get(file);
};

/** The files of a chunk and of everything it imports at once. */
function filesOf(key, found = new Set()) {
  const chunk = manifest[key];
  if (chunk === undefined || found.has(chunk.file)) return found;
  found.add(chunk.file);
  for (const css of chunk.css ?? []) found.add(css);
  for (const imported of chunk.imports ?? []) filesOf(imported, found);
  return found;
}

const sum = (files) => [...files].reduce((total, file) => total + weigh(file), 0);
const entry = Object.keys(manifest).find((key) => manifest[key].isEntry);
const first = filesOf(entry);
const keyOf = (source) => {
  const key = Object.keys(manifest).find((candidate) => candidate.endsWith(source));
  if (key === undefined) throw new Error(`budget: no chunk for ${source} (is it still lazy?)`);
  return key;
};
const without = (files, ...loaded) => [...files].filter((f) => !loaded.some((set) => set.has(f)));
const screen = filesOf(keyOf('trace/TraceScreen.tsx'));
const markdown = filesOf(keyOf('content/Markdown.tsx'));
const whole = new Set(Object.keys(manifest).flatMap((key) => [...filesOf(key)]));

const budgets = [
  ['first load', sum(first), 220],
  ['trace screen', sum(without(screen, first)), 40],
  ['markdown', sum(without(markdown, first, screen)), 55],
  ['whole page', sum(whole), 600],
];
let failed = false;
for (const [name, bytes, limit] of budgets) {
  const over = bytes > limit * KIB;
  failed ||= over;
  const line = `${name.padEnd(14)} ${(bytes / KIB).toFixed(1).padStart(6)} KiB gzip, budget ${limit}`;
  console.log(over ? `${line}: too much` : line);
}
for (const placeholder of ['__CSP_NONCE__', '__BASE_PATH__/assets/', 'content="__BASE_PATH__"']) {
  if (page.includes(placeholder)) continue;
  failed = true;
  console.log(`index.html: ${placeholder} is missing (the server fills it in for each response)`);
}
if (/(?:src|href)="(?!__BASE_PATH__\/)/.test(page)) {
  failed = true;
  console.log('index.html: an address that does not begin with __BASE_PATH__/');
}
process.exit(failed ? 1 : 0);

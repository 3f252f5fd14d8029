// SPDX-License-Identifier: Apache-2.0
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { SPAN_TYPES } from '../src/api/types';
import { KINDS } from '../src/record/kinds';

const ROOT = new URL('../', import.meta.url);
const sources = ['src', 'test', 'dev', 'public'].flatMap((folder) =>
  readdirSync(new URL(folder, ROOT), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath}/${entry.name}`),
);
const styles = sources.filter((path) => path.endsWith('.css'));
const read = (path: string) => readFileSync(path, 'utf8');
const tokens = read(new URL('src/styles/tokens.css', ROOT).pathname);

const HEX = /#[0-9a-fA-F]{3,8}\b/;

test.each(sources)('%s begins with its licence', (path) => {
  expect(read(path).slice(0, 80)).toContain('SPDX-License-Identifier: Apache-2.0');
});

test.each(sources.filter((path) => !path.endsWith('tokens.css') && !path.includes('/test/')))(
  '%s leaves colours to tokens.css',
  (path) => expect(read(path).match(HEX)?.[0]).toBeUndefined(),
);

test.each(styles)('%s stands in a layer', (path) => expect(read(path)).toMatch(/@layer \w+ \{/));

test.each(styles.filter((path) => !path.endsWith('tokens.css')))(
  '%s uses only tokens that exist',
  (path) => {
    const own = new Set([...read(path).matchAll(/(--[\w-]+):/g)].map((found) => found[1]));
    const used = [...read(path).matchAll(/var\((--[\w-]+)/g)].map((found) => found[1] ?? '');

    expect(used.filter((name) => !own.has(name) && !tokens.includes(`${name}:`))).toEqual([]);
  },
);

describe('kinds', () => {
  test.each([...SPAN_TYPES, 'FEEDBACK'] as const)('%s has a code, a shape and a colour', (kind) => {
    expect(KINDS[kind].code).toMatch(/^[A-Z]{3}$/);
    expect(tokens).toContain(`--kind-${kind.toLowerCase()}: light-dark(`);
    expect(tokens).toContain(`[data-kind='${kind}']`);
  });

  test('no two kinds share a code or a shape', () => {
    const looks = Object.values(KINDS);

    expect(new Set(looks.map((look) => look.code)).size).toBe(looks.length);
    expect(new Set(looks.map((look) => look.glyph)).size).toBe(looks.length);
  });
});

describe('contrast', () => {
  const pairs = new Map(
    [...tokens.matchAll(/--([\w-]+): light-dark\((#\w+), (#\w+)\)/g)].map((found) => [
      found[1] ?? '',
      [found[2] ?? '', found[3] ?? ''] as const,
    ]),
  );
  const surfaces = ['surface', 'surface-raised', 'surface-selected'];
  const inks = [...pairs.keys()].filter(
    (name) =>
      name.startsWith('kind-') ||
      ['text', 'text-muted', 'accent', 'error', 'attention'].includes(name),
  );
  const own: [string, string][] = [
    ['error', 'error-surface'],
    ['attention', 'attention-surface'],
    ['on-accent', 'accent'],
  ];
  const cases = [
    ...inks.flatMap((ink) => surfaces.map((surface) => [ink, surface] as [string, string])),
    ...own,
  ];

  test.each(cases)('%s can be read on %s in both themes', (ink, surface) => {
    for (const theme of [0, 1] as const) {
      const ratio = contrast(pairs.get(ink)?.[theme] ?? '', pairs.get(surface)?.[theme] ?? '');

      expect(ratio).toBeGreaterThanOrEqual(4.5);
    }
  });
});

/** Of WCAG 2: between 1 and 21. */
function contrast(a: string, b: string): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].toSorted((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

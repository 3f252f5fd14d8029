// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import type { Message } from '../src/api/types';
import { documents, flatRows } from '../src/record/documents';
import { messagesIn, parsed, picture, sameJson } from '../src/record/messages';
import { withoutOperation } from '../src/record/names';
import { entryIndex, tellStory } from '../src/record/story';
import { ruler, ticks, union } from '../src/record/timeline';
import { sumBelow, totals } from '../src/record/totals';
import { markdownTranscript } from '../src/record/transcript';
import { totalTokens, usageParts } from '../src/record/usage';
import { generation, news, numbers, recording, span, trace } from './fixtures';

const said = (role: string, text: string): Message => ({ role, content: [{ type: 'text', text }] });

describe('json', () => {
  test('is the same in whatever order its members stand', () => {
    const told = parsed('{"price":1,"of":{"b":[1,2],"a":null}}');

    expect(sameJson(told, parsed('{"of":{"a":null,"b":[1,2]},"price":1}'))).toBe(true);
    expect(sameJson(told, parsed('{"of":{"a":null,"b":[2,1]},"price":1}'))).toBe(false);
  });
});

describe('usage', () => {
  test('parts add up to the sides, with the rest as not reported', () => {
    const parts = usageParts({ input_tokens: 100, cache_read: 60, output_tokens: 20 });

    expect(parts.map(({ part, tokens }) => [part, tokens])).toEqual([
      ['cache_read', 60],
      ['input_unknown', 40],
      ['output_unknown', 20],
    ]);
  });

  test('nothing reported is not zero', () => {
    expect(totalTokens({})).toBeNull();
    expect(usageParts(undefined)).toEqual([]);
  });
});

describe('the ruler', () => {
  test('keeps true proportion unless asked to fold', () => {
    const { place, idle } = ruler(
      [
        { start: 0, end: 10 },
        { start: 90, end: 100 },
      ],
      false,
    );

    expect(place(50)).toBeCloseTo(0.5);
    expect(idle).toBeCloseTo(0.8);
  });

  test('folds pauses to a small width and keeps their length', () => {
    const { place, gaps } = ruler(
      [
        { start: 0, end: 10 },
        { start: 990, end: 1_000 },
      ],
      true,
    );

    expect(gaps).toMatchObject([{ start: 10, end: 990 }]);
    expect(place(10)).toBeGreaterThan(0.45);
    expect(place(990)).toBeLessThan(0.55);
    expect(place(1_000)).toBeCloseTo(1);
  });

  test('never runs backwards, and stays on the ruler', () => {
    const next = numbers(11);
    for (let round = 0; round < 300; round += 1) {
      const stretches = Array.from({ length: 1 + next(9) }, () => {
        const start = next(100_000);
        return { start, end: start + next(2_000) };
      });
      const { place, start, end } = ruler(stretches, next(2) === 0);

      const places = Array.from({ length: 50 }, (_, i) => place(start + ((end - start) * i) / 49));

      expect(places).toEqual(places.toSorted((a, b) => a - b));
      expect(Math.min(...places)).toBeGreaterThanOrEqual(0);
      expect(Math.max(...places)).toBeLessThanOrEqual(1);
    }
  });

  test('joins what overlaps and marks round times', () => {
    expect(
      union([
        { start: 5, end: 9 },
        { start: 0, end: 6 },
      ]),
    ).toEqual([{ start: 0, end: 9 }]);
    expect(ticks(7_100, 3)).toEqual([5_000]);
    expect(ticks(150_000, 3)).toEqual([60_000, 120_000]);
    expect(ticks(0.9, 3)).toEqual([0.5]);
    expect(ticks(0, 3)).toEqual([]);
  });
});

describe('pictures', () => {
  test.each([
    [{ type: 'image', media_type: 'image/png', data: 'AAAA' }, 'raster'],
    [{ type: 'image', url: 'data:image/webp;base64,AAAA' }, 'raster'],
    [{ type: 'image', media_type: 'image/svg+xml', data: 'AAAA' }, 'withheld'],
    [{ type: 'image', url: 'data:image/svg+xml;base64,AAAA' }, 'withheld'],
    [{ type: 'image', url: 'data:image/png,raw' }, 'withheld'],
    [{ type: 'image', media_type: 'image/png', data: '"><script>' }, 'withheld'],
    [{ type: 'image', url: 'https://a.example/x.png' }, 'remote'],
    [{ type: 'image', url: 'javascript:alert(1)' }, 'withheld'],
    [{ type: 'image' }, 'withheld'],
  ])('%o is %s', (block, kind) => expect(picture(block).kind).toBe(kind));
});

test('a kept blob is drawn only if it is pixels and can be fetched', () => {
  const blob = (media_type: string) => ({
    type: 'image',
    blob: { sha256: 'ab', media_type, size: 9 },
  });
  const address = (sha256: string) => `/blobs/${sha256}`;

  expect(picture(blob('image/png'), address)).toEqual({
    kind: 'raster',
    url: '/blobs/ab',
    bytes: 9,
  });
  expect(picture(blob('image/svg+xml'), address).kind).toBe('withheld');
  expect(picture(blob('image/png')).kind).toBe('withheld');
});

describe('documents', () => {
  test('are read from any common shape, in their order', () => {
    const found = documents({
      results: [
        { document: { page_content: 'a' }, score: 0.9 },
        { text: 'b', id: 'x', page: 3 },
      ],
    });

    expect(found).toMatchObject([
      { text: 'a', score: 0.9 },
      { text: 'b', id: 'x', rest: { page: 3 } },
    ]);
  });

  test('other values are no documents', () => {
    expect(documents({ removed: 3 })).toBeNull();
    expect(documents([1, 2])).toBeNull();
    expect(documents('text')).toBeNull();
  });
});

test('a list of like flat objects is a table, and no other list is', () => {
  expect(
    flatRows([
      { a: 1, b: 'x' },
      { a: 2, b: null },
    ])?.columns,
  ).toEqual(['a', 'b']);
  expect(flatRows([{ a: 1 }, { b: 1 }])).toBeNull();
  expect(flatRows([{ a: 1 }, { a: [1] }])).toBeNull();
  expect(flatRows([{ a: 1 }])).toBeNull();
  expect(flatRows([{ a: 'x' }, { a: 'y'.repeat(61) }])).toBeNull();
});

test('a string is JSON only if all of it is', () => {
  expect(parsed('{"a":1}')).toEqual({ a: 1 });
  expect(parsed('{"a":')).toBe('{"a":');
  expect(parsed('42')).toBe('42');
});

test('a value is shown as messages only if nothing of it is lost by that', () => {
  expect(messagesIn([{ role: 'user', content: 'hi' }])?.[0]?.content[0]?.text).toBe('hi');
  expect(messagesIn({ role: 'user', content: [{ type: 'text', text: 'hi' }] })).toHaveLength(1);
  expect(messagesIn([{ role: 'user', content: 'hi', extra: 1 }])).toBeNull();
  expect(messagesIn([{ role: 'user', content: [1] }])).toBeNull();
  expect(messagesIn([])).toBeNull();
});

test.each([
  ['invoke_agent tea-shop', 'tea-shop'],
  ['execute_tool look up', 'look up'],
  ['chat', 'chat'],
  ['chatter box', 'chatter box'],
])('%s is shown as %s', (name, short) => expect(withoutOperation(name)).toBe(short));

describe('the story', () => {
  const messages = {
    u: said('user', 'hi'),
    a: {
      ...said('assistant', ''),
      tool_calls: [{ id: 'c1', function: { name: 'f', arguments: '{}' } }],
    },
    r: { ...said('tool', '3'), tool_call_id: 'c1' },
    z: said('assistant', 'three'),
  };
  const first = generation({
    system: ['s1'],
    added: ['u'],
    head: 'h1',
    answer: 'h2',
    choices: [['a']],
  });
  const second = generation({ system: ['s2'], base: 'h2', added: ['r'], choices: [['z']] });
  const tool = { type: 'TOOL', tool: { name: 'f', call_id: 'c1' } } as const;
  const spans = [
    span('root', null, 0, { type: 'AGENT' }),
    span('q1', 'root', 1),
    span('q2', 'root', 2),
    span('g1', 'root', 3, { type: 'GENERATION', generation: first }),
    span('t1', 'root', 4, { ...tool, status: 'error' }),
    span('t2', 'root', 5, { ...tool, output: 3 }),
    span('g2', 'root', 6, { type: 'GENERATION', generation: second }),
  ];
  const fresh = (...after: string[]) =>
    ({ kind: 'new', count: after.length, before: [], after }) as const;
  const steps = [
    news('g1', { changes: [fresh('u')], system: [fresh('s1')] }),
    news('g2', { basis: 'compared', reference: 'g1', common: 2, changes: [fresh('r')] }),
  ];
  const recorded = recording([trace(spans)], messages, steps);
  const story = tellStory(recorded, false);

  test('folds the runs of framework spans into one entry that holds them all', () => {
    expect(story.entries.map((entry) => entry.kind)).toEqual([
      'span',
      'quiet',
      'span',
      'span',
      'span',
      'span',
    ]);
    expect(entryIndex(story.entries, 'q2')).toBe(1);
  });

  test('numbers the calls and says what the server found new in each', () => {
    expect(story.steps.get('g2')).toMatchObject({ number: 2, news: { reference: 'g1' } });
    expect(story.steps.get('g2')?.seen()).toEqual(['u', 'a', 'r']);
  });

  test('knows a second try of the same call', () => {
    expect(story.attempts.get('t2')).toEqual({ number: 2, of: 2 });
    expect(story.toolByCall.get('c1')?.span_id).toBe('t2');
  });

  test('is told as Markdown with only what was new', () => {
    const text = markdownTranscript(recorded, story);

    expect(text).toContain('_2 unchanged messages_');
    expect(text.match(/\bhi\b/g)).toHaveLength(1);
    expect(text.indexOf('Tool t1')).toBeLessThan(text.indexOf('three'));
  });

  test('sums what is below a step, without guessing', () => {
    const root = story.tree.byKey.get('root');

    expect(root === undefined ? null : sumBelow(root)).toEqual({
      calls: 2,
      tools: 2,
      tokens: null,
      cost: null,
    });
  });

  test('adds up what is known and counts what is not', () => {
    const sums = totals(recording([trace(spans, { usage: { input_tokens: 5 }, cost: null })]));

    expect(sums).toMatchObject({ tokens: 5, cost: null, unpriced: 2, errors: 1, spans: 7 });
  });
});

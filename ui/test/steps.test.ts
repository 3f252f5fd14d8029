// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import { traceRecording } from '../src/api/normal';
import type { StepNews } from '../src/api/types';
import { contextsOf } from '../src/record/context';
import { segmentsOf, unchangedOf, type Step } from '../src/record/story';
import { generation, news, span } from './fixtures';

describe('the context of a call', () => {
  const first = generation({ added: ['a'], head: 'h1', answer: 'h2', choices: [['b']] });
  const second = generation({ base: 'h2', added: ['c'], head: 'h3' });
  const calls = [first, second].map((one, i) => span(`s${i}`, null, i, { generation: one }));

  test('is the messages of its base followed by those added', () => {
    expect(contextsOf(calls)(second)).toEqual(['a', 'b', 'c']);
    expect(contextsOf([...calls].reverse())(second)).toEqual(['a', 'b', 'c']);
  });

  test('is not known where the base is nowhere', () => {
    expect(contextsOf(calls)(generation({ base: 'ff', added: ['z'] }))).toBeNull();
  });

  test('ends where the same call made twice names its own head as its base', () => {
    const again = generation({ base: 'h3', added: [], head: 'h3' });
    const all = [span('s2', null, 2, { generation: again }), ...calls];

    expect(contextsOf(all)(again)).toEqual(['a', 'b', 'c']);
  });

  test('ends where commits lead in a circle', () => {
    const one = generation({ base: 'y', added: ['a'], head: 'x' });
    const other = generation({ base: 'x', added: ['b'], head: 'y' });
    const all = [one, other].map((call, i) => span(`s${i}`, null, i, { generation: call }));

    expect(contextsOf(all)(one)).toBeNull();
  });
});

describe('the segments of a step', () => {
  const step = (more: Partial<StepNews>, seen: readonly string[] | null): Step => ({
    number: 1,
    span: span('s', null, 0, { generation: generation({ added: ['z'] }) }),
    news: news('s', more),
    seen: () => seen,
  });

  test('take the ids of what is unchanged from what the model saw', () => {
    const told = step(
      {
        basis: 'compared',
        common: 1,
        changes: [
          { kind: 'gone', count: 2, before: ['x', 'y'], after: [] },
          { kind: 'new', count: 1, before: [], after: ['sum'] },
          { kind: 'reasoning_left', count: 1, before: [], after: [] },
          { kind: 'edited', count: 1, before: ['old'], after: ['now'] },
          { kind: 'unchanged', count: 2, before: [], after: [] },
        ],
      },
      ['a', 'sum', 'r', 'now', 'b', 'c'],
    );

    expect(segmentsOf(told)).toEqual([
      { kind: 'same', ids: ['a'] },
      { kind: 'gone', ids: ['x', 'y'] },
      { kind: 'new', ids: ['sum'] },
      { kind: 'same', ids: ['r'] },
      { kind: 'gone', ids: ['old'] },
      { kind: 'edited', ids: ['now'] },
      { kind: 'same', ids: ['b', 'c'] },
    ]);
    expect(unchangedOf(told.news)).toBe(4);
  });

  test('are all that was seen where there is nothing to compare with', () => {
    expect(segmentsOf(step({ basis: 'undetermined' }, ['a', 'b']))).toEqual([
      { kind: 'same', ids: ['a', 'b'] },
    ]);
    expect(segmentsOf(step({ basis: 'unknown' }, null))).toEqual([{ kind: 'same', ids: ['z'] }]);
  });
});

test('steps are read with every list present', () => {
  const read = traceRecording(
    { trace_id: 't', spans: [] },
    {
      steps: [
        {
          span_id: 's',
          basis: 'compared',
          reference: { trace_id: 't', span_id: 'r' },
          common: { count: 3, head: 'h' },
          changes: [{ kind: 'new', count: 1, after: ['a'] }],
        },
      ],
    },
  );

  expect(read.steps).toEqual([
    {
      span_id: 's',
      basis: 'compared',
      reference: 'r',
      common: 3,
      changes: [{ kind: 'new', count: 1, before: [], after: ['a'] }],
      compacted: false,
      replaced: false,
      system: [],
      tools: [],
    },
  ]);
});

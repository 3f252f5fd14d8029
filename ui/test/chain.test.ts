// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import { candidate, deltaOf, replay, segments, withoutReasoning } from '../src/record/chain';
import { generation, numbers, span } from './fixtures';

const ids = (kind: string, parts: ReturnType<typeof segments>) =>
  parts.filter((part) => part.kind === 'same' || part.kind === kind).flatMap((part) => part.ids);

describe('replay', () => {
  test('a chain is the messages of its base followed by those added', () => {
    const first = generation({ added: ['a'], head: 'h1', answer: 'h2', choices: [['b']] });
    const second = generation({ base: 'h2', added: ['c'], head: 'h3' });

    const contexts = replay([
      span('s1', null, 0, { generation: first }),
      span('s2', null, 1, { generation: second }),
    ]);

    expect(contexts.get('s2')).toEqual({ chain: ['a', 'b', 'c'], answer: [], complete: true });
  });

  test('a base may stand later in the list than the call that builds on it', () => {
    const first = generation({ added: ['a'], head: 'h1' });
    const second = generation({ base: 'h1', added: ['b'], head: 'h2' });

    const contexts = replay([
      span('s2', null, 1, { generation: second }),
      span('s1', null, 0, { generation: first }),
    ]);

    expect(contexts.get('s2')?.chain).toEqual(['a', 'b']);
  });

  test('a base that is nowhere leaves the chain incomplete, and ends', () => {
    const lost = generation({ base: 'ff', added: ['z'] });

    const contexts = replay([span('s1', null, 0, { generation: lost })]);

    expect(contexts.get('s1')).toEqual({ chain: ['z'], answer: [], complete: false });
  });
});

describe('segments', () => {
  test('always rebuild both lists', () => {
    const next = numbers(7);
    const list = () => Array.from({ length: next(14) }, () => `m${next(6)}`);

    for (let round = 0; round < 2_000; round += 1) {
      const before = list();
      const after = next(3) === 0 ? list() : [...before.slice(0, next(15)), ...list()];

      const parts = segments(before, after);

      expect(ids('gone', parts)).toEqual(before);
      expect(ids('new', parts)).toEqual(after);
    }
  });

  test('a compaction is many gone and few new between what stayed', () => {
    const parts = segments(['s', 'a', 'b', 'c', 'd', 'y', 'z'], ['s', 'SUM', 'y', 'z']);

    expect(parts.map((part) => [part.kind, part.ids.length])).toEqual([
      ['same', 1],
      ['gone', 4],
      ['new', 1],
      ['same', 2],
    ]);
  });

  test('a middle too long to align counts as replaced', () => {
    const before = Array.from({ length: 900 }, (_, i) => `a${i}`);
    const after = Array.from({ length: 900 }, (_, i) => `b${i}`);

    expect(segments(before, after).map((part) => part.kind)).toEqual(['gone', 'new']);
  });
});

describe('deltaOf', () => {
  const call = (spanId: string, lane: string, chain: string[], answer: string[] = []) =>
    candidate(spanId, lane, { chain, answer, complete: true });

  test('the first call is all new', () => {
    expect(deltaOf(call('s1', '', ['a', 'b']), [])).toMatchObject({
      reference: null,
      same: 0,
      added: 2,
    });
  });

  test('the answer of the call before counts as known', () => {
    const delta = deltaOf(call('s2', '', ['a', 'b', 'c']), [call('s1', '', ['a'], ['b'])]);

    expect(delta).toMatchObject({ reference: 's1', same: 2, added: 1, gone: 0 });
  });

  test('among parallel calls the one with the longest common beginning is compared with', () => {
    const earlier = [call('s1', 'x', ['a', 'b', 'c']), call('s2', 'y', ['a'])];

    expect(deltaOf(call('s3', 'x', ['a', 'b', 'c', 'd']), earlier).reference).toBe('s1');
  });

  test('without anything in common the last call of the same lane is compared with', () => {
    const earlier = [call('s1', 'x', ['a']), call('s2', 'y', ['b'])];

    expect(deltaOf(call('s3', 'x', ['q']), earlier)).toMatchObject({
      reference: 's1',
      gone: 1,
      added: 1,
    });
  });

  test('an answer that comes back without its reasoning is unchanged, and that is told', () => {
    const text = [{ type: 'text', text: 'yes' }];
    const key = withoutReasoning({
      r: { role: 'assistant', content: text, reasoning_content: 'hm' },
      p: { role: 'assistant', content: text },
    });

    const before = candidate('s1', '', { chain: ['a'], answer: ['r'], complete: true }, key);
    const after = candidate('s2', '', { chain: ['a', 'p', 'c'], answer: [], complete: true }, key);

    const delta = deltaOf(after, [before]);

    expect(delta).toMatchObject({ same: 2, added: 1, gone: 0, withoutReasoning: 1 });
  });

  test('an incomplete chain is not compared with anything', () => {
    const own = candidate('s2', '', { chain: ['a'], answer: [], complete: false });

    expect(deltaOf(own, [call('s1', '', ['a'])])).toMatchObject({
      reference: null,
      complete: false,
    });
  });
});

// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import { allNodes, ancestors, buildForest, buildTree, visibleRows } from '../src/record/tree';
import { numbers, span, trace } from './fixtures';

const shape = (spans: Parameters<typeof trace>[0], folded: string[] = []) =>
  visibleRows(buildTree(trace(spans)).roots, new Set(folded)).map(
    (row) => `${'  '.repeat(row.node.level - 1)}${row.node.key}`,
  );

describe('buildTree', () => {
  test('puts siblings in the order in which they began', () => {
    expect(shape([span('c', 'a', 9), span('b', 'a', 5), span('a', null, 0)])).toEqual([
      'a',
      '  b',
      '  c',
    ]);
  });

  test('shows a span whose parent is missing at the top, and counts it', () => {
    const tree = buildTree(trace([span('a', null, 0), span('b', 'nowhere', 1)]));

    expect(tree.orphans).toBe(1);
    expect(tree.roots.map((node) => [node.key, node.stray])).toEqual([
      ['a', null],
      ['b', 'orphan'],
    ]);
  });

  test('breaks a cycle at its earliest span and keeps what hangs on it', () => {
    const spans = [span('a', 'c', 1), span('b', 'a', 2), span('c', 'b', 3), span('d', 'c', 0)];

    const tree = buildTree(trace(spans));

    expect(tree.cycles).toBe(1);
    expect(shape(spans)).toEqual(['a', '  b', '    c', '      d']);
  });

  test('a span that is its own parent is shown once', () => {
    expect(shape([span('a', 'a', 0)])).toEqual(['a']);
  });

  test('counts failures and spans below, at every level', () => {
    const failed = { status: 'error' } as const;
    const tree = buildTree(
      trace([
        span('a', null, 0),
        span('b', 'a', 1),
        span('c', 'b', 2, failed),
        span('d', 'b', 3, failed),
      ]),
    );

    expect(tree.byKey.get('a')).toMatchObject({ errorsBelow: 2, size: 3 });
    expect(tree.byKey.get('c')).toMatchObject({ errorsBelow: 0, size: 0 });
  });

  test('a chain of twenty thousand spans does not exhaust the stack', () => {
    const spans = Array.from({ length: 20_000 }, (_, i) =>
      span(`s${i}`, i === 0 ? null : `s${i - 1}`, 0),
    );

    expect(allNodes(buildTree(trace(spans)).roots)).toHaveLength(20_000);
  });

  test('every span is shown exactly once, whatever the parents say', () => {
    const next = numbers(3);
    for (let round = 0; round < 500; round += 1) {
      const size = 1 + next(20);
      const spans = Array.from({ length: size }, (_, i) =>
        span(`s${i}`, next(4) === 0 ? null : `s${next(size + 3)}`, next(900)),
      );

      const keys = allNodes(buildTree(trace(spans)).roots).map((node) => node.key);

      expect(keys.toSorted()).toEqual(spans.map((one) => one.span_id).toSorted());
    }
  });
});

describe('visibleRows', () => {
  test('leaves out what is below a folded row', () => {
    const spans = [span('a', null, 0), span('b', 'a', 1), span('c', 'b', 2), span('d', 'a', 3)];

    expect(shape(spans, ['b'])).toEqual(['a', '  b', '  d']);
  });

  test('says of each row where it stands among its siblings', () => {
    const rows = visibleRows(
      buildTree(trace([span('a', null, 0), span('b', 'a', 1), span('c', 'a', 2)])).roots,
      new Set(),
    );

    expect(rows.map((row) => [row.position, row.setSize, row.expanded])).toEqual([
      [1, 1, true],
      [1, 2, null],
      [2, 2, null],
    ]);
  });
});

test('a forest puts each trace under a row of its own', () => {
  const one = trace([span('a', null, 0), span('b', 'a', 1)], { trace_id: 't1' });
  const two = trace([span('c', null, 0)], { trace_id: 't2', start_time: '2031-05-10T10:00:00Z' });

  const forest = buildForest([one, two]);

  expect(allNodes(forest.roots).map((node) => [node.key, node.level])).toEqual([
    ['t1', 1],
    ['a', 2],
    ['b', 3],
    ['t2', 1],
    ['c', 2],
  ]);
  const deepest = forest.byKey.get('b');
  expect(deepest === undefined ? [] : ancestors(deepest)).toEqual(['a', 't1']);
});

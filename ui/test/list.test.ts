// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import type { TraceSummary } from '../src/api/types';
import { latencyShare, listRows, stepFrom, toggleTerm } from '../src/traces/rows';

const row = (trace_id: string, start_time: string) => ({ trace_id, start_time }) as TraceSummary;
const rows = [
  row('a', '2031-05-09T08:00:00Z'),
  row('b', '2031-05-08T23:00:00Z'),
  row('c', '2031-05-08T09:00:00Z'),
];

test('each day stands above the traces that began on it', () => {
  expect(listRows(rows, 'UTC').map((one) => one.key)).toEqual([
    '2031-05-09',
    'a',
    '2031-05-08',
    'b',
    'c',
  ]);
});

test('a trace that two pages hold stands once', () => {
  const first = rows[0] ?? row('a', '');

  expect(listRows([...rows, first], 'UTC').filter((one) => one.key === 'a')).toHaveLength(1);
});

test('stepping stays within the list and begins at its top', () => {
  expect(stepFrom(rows, undefined, 1)).toBe('a');
  expect(stepFrom(rows, 'a', 1)).toBe('b');
  expect(stepFrom(rows, 'c', 1)).toBe('c');
  expect(stepFrom([], 'a', 1)).toBeUndefined();
});

test('a quick filter goes in and out of the query', () => {
  expect(toggleTerm('refund', 'status:error')).toBe('refund status:error');
  expect(toggleTerm('refund status:error', 'status:error')).toBe('refund');
});

test('a latency bar grows with the latency and ends at the longest', () => {
  expect(latencyShare(undefined, 10)).toBe(0);
  expect(latencyShare(10, 10)).toBe(1);
  expect(latencyShare(2, 10)).toBeLessThan(latencyShare(5, 10));
});

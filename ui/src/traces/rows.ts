// SPDX-License-Identifier: Apache-2.0
import type { TraceSummary } from '../api/types';
import { day, type Zone } from '../format/time';

export type ListRow =
  | { readonly kind: 'day'; readonly key: string }
  | { readonly kind: 'trace'; readonly key: string; readonly trace: TraceSummary };

/** The traces with a row for each day on which the first of them began. */
export function listRows(traces: readonly TraceSummary[], zone: Zone): ListRow[] {
  const rows: ListRow[] = [];
  const seen = new Set<string>();
  let current = '';
  for (const trace of traces) {
    // A trace that changed between two pages would otherwise stand in both.
    if (seen.has(trace.trace_id)) continue;
    seen.add(trace.trace_id);
    const key = day(trace.start_time, zone);
    if (key !== current) rows.push({ kind: 'day', key });
    current = key;
    rows.push({ kind: 'trace', key: trace.trace_id, trace });
  }
  return rows;
}

/** The trace `by` places further on, held within the list; the first one if none is selected. */
export function stepFrom(
  traces: readonly TraceSummary[],
  at: string | undefined,
  by: number,
): string | undefined {
  const index = traces.findIndex((trace) => trace.trace_id === at);
  if (index === -1) return traces[0]?.trace_id;
  return traces[Math.min(traces.length - 1, Math.max(0, index + by))]?.trace_id;
}

/** The length of a latency bar, 0 to 1, by its root against the longest in the list. */
export function latencyShare(ms: number | undefined, longest: number): number {
  if (ms === undefined || ms <= 0 || longest <= 0) return 0;
  return Math.min(1, Math.sqrt(ms / longest));
}

/** The query with a term added, or taken out if it was there. */
export function toggleTerm(q: string, term: string): string {
  const terms = q.split(/\s+/).filter((one) => one !== '');
  const kept = terms.filter((one) => one !== term);
  return (kept.length < terms.length ? kept : [...terms, term]).join(' ');
}

// SPDX-License-Identifier: Apache-2.0
import type { Recording, Status } from '../api/types';
import { totalTokens } from './usage';

export interface Totals {
  readonly status: Status;
  readonly durationMs: number | null;
  readonly spans: number;
  readonly errors: number;
  readonly tokens: number | null;
  /** Decimal text in dollars; null where no price is known. */
  readonly cost: string | null;
  /** Calls whose price is not known and is therefore not in the sum. */
  readonly unpriced: number;
}

/** The sums of a recording: of its one trace as the server gives them, of several added up. */
export function totals({ traces }: Recording): Totals {
  const spans = traces.flatMap((trace) => trace.spans);
  const tokens = traces.map((trace) => totalTokens(trace.usage)).filter((n) => n !== null);
  const costs = traces.flatMap((trace) => (trace.cost == null ? [] : [trace.cost]));
  const durations = traces.flatMap((trace) => trace.duration_ms ?? []);
  const calls = spans.flatMap((span) => span.generation ?? []);
  return {
    status: worst(traces.map((trace) => trace.status)),
    durationMs: durations.length === 0 ? null : sum(durations),
    spans: spans.length,
    errors: spans.filter((span) => span.status === 'error').length,
    tokens: tokens.length === 0 ? null : sum(tokens),
    cost:
      costs.length === 1
        ? (costs[0] ?? null)
        : costs.length === 0
          ? null
          : String(sum(costs.map(Number))),
    unpriced: calls.filter((call) => call.cost == null).length,
  };
}

const GRAVITY: readonly Status[] = ['running', 'error', 'unfinished', 'ok', 'unset'];

function worst(all: readonly Status[]): Status {
  return GRAVITY.find((status) => all.includes(status)) ?? 'unset';
}

function sum(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0);
}

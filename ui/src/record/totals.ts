// SPDX-License-Identifier: Apache-2.0
import type { Recording, Status } from '../api/types';
import { allNodes, type TreeNode } from './tree';
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

export interface Sums {
  readonly calls: number;
  readonly tools: number;
  readonly tokens: number | null;
  readonly cost: string | null;
}

/** The model and tool calls below a node, itself not counted. What nobody reported is not zero. */
export function sumBelow(node: TreeNode): Sums {
  const spans = allNodes(node.children).flatMap((one) => one.span ?? []);
  const calls = spans.flatMap((span) => span.generation ?? []);
  const tokens = calls.map((call) => totalTokens(call.usage)).filter((n) => n !== null);
  const costs = calls.flatMap((call) => (call.cost == null ? [] : [Number(call.cost)]));
  return {
    calls: calls.length,
    tools: spans.filter((span) => span.type === 'TOOL').length,
    tokens: tokens.length === 0 ? null : sum(tokens),
    cost: costs.length === 0 ? null : String(sum(costs)),
  };
}

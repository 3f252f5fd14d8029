// SPDX-License-Identifier: Apache-2.0
import { millis } from '../../format/time';
import type { TreeNode } from '../../record/tree';
import { totalTokens, usageParts, type Part } from '../../record/usage';
import type { Ruler, Stretch } from '../../record/timeline';
import type { RulerUnit } from '../../routes';

export interface Bar {
  /** Both as shares of the ruler. */
  readonly left: number;
  readonly width: number;
  readonly parts?: readonly { readonly part: Part; readonly share: number }[];
  /** Still running: the right edge is not known. */
  readonly open?: boolean;
}

/** Where a span lies in time; an unfinished one ends now, or where the last thing known ends. */
export function stretchOf(node: TreeNode, latest: number): Stretch {
  const { start_time, end_time, duration_ms, status } = node.span ?? node.trace;
  const start = millis(start_time);
  const told = duration_ms === undefined ? millis(end_time) : start + duration_ms;
  if (Number.isNaN(told) || status === 'running') return { start, end: Math.max(start, latest) };
  return { start, end: Math.max(start, told) };
}

/** The latest moment that any span names. */
export function latestOf(nodes: readonly TreeNode[]): number {
  let latest = 0;
  for (const node of nodes) {
    const { start_time, duration_ms } = node.span ?? node.trace;
    const end = millis(start_time) + (duration_ms ?? 0);
    if (end > latest) latest = end;
  }
  return latest;
}

/** The bars of all rows in a unit, by the key of the row. Rows without a bar are left out. */
export function barsOf(
  unit: RulerUnit,
  nodes: readonly TreeNode[],
  ruler: Ruler,
): Map<string, Bar> {
  if (unit === 'time') return timeBars(nodes, ruler);
  return unit === 'steps' ? stepBars(nodes) : amountBars(unit, nodes);
}

function timeBars(nodes: readonly TreeNode[], ruler: Ruler): Map<string, Bar> {
  const bars = new Map<string, Bar>();
  for (const node of nodes) {
    const { start, end } = stretchOf(node, ruler.end);
    const left = ruler.place(start);
    const open = (node.span ?? node.trace).status === 'running';
    bars.set(node.key, { left, width: ruler.place(end) - left, ...(open ? { open } : {}) });
  }
  return bars;
}

/** Every leaf has the same width, so that 40 ms are as visible as 30 s; a parent covers its own. */
function stepBars(nodes: readonly TreeNode[]): Map<string, Bar> {
  const leaves = nodes.filter((node) => node.children.length === 0);
  const ranges = new Map<string, [number, number]>();
  leaves.forEach((leaf, i) => {
    for (let at: TreeNode | null = leaf; at !== null; at = at.parent) {
      const range = ranges.get(at.key);
      if (range === undefined) ranges.set(at.key, [i, i + 1]);
      else range[1] = i + 1;
    }
  });
  const width = 1 / Math.max(1, leaves.length);
  return new Map(
    [...ranges].map(([key, [from, to]]) => [
      key,
      { left: from * width, width: (to - from) * width },
    ]),
  );
}

/** Model calls drawn from the left edge, against the largest one. */
function amountBars(unit: 'tokens' | 'cost', nodes: readonly TreeNode[]): Map<string, Bar> {
  const most = largest(unit, nodes);
  const bars = new Map<string, Bar>();
  for (const node of nodes) {
    const amount = amountOf(unit, node);
    if (amount === null || most === 0) continue;
    const parts = unit === 'cost' ? [] : usageParts(node.span?.generation?.usage);
    const sum = parts.reduce((total, part) => total + part.tokens, 0);
    const shares = parts.map(({ part, tokens }) => ({ part, share: tokens / (sum || 1) }));
    bars.set(node.key, {
      left: 0,
      width: amount / most,
      ...(shares.length === 0 ? {} : { parts: shares }),
    });
  }
  return bars;
}

/** What the full width of a ruler of tokens or cost stands for. */
export function largest(unit: 'tokens' | 'cost', nodes: readonly TreeNode[]): number {
  return nodes.reduce((most, node) => Math.max(most, amountOf(unit, node) ?? 0), 0);
}

function amountOf(unit: 'tokens' | 'cost', node: TreeNode): number | null {
  const call = node.span?.generation;
  if (call === undefined) return null;
  if (unit === 'tokens') return totalTokens(call.usage);
  return call.cost == null ? null : Number(call.cost);
}

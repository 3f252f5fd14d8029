// SPDX-License-Identifier: Apache-2.0
import type { Span, Trace } from '../api/types';

/** A span with its place in the tree. Built by {@link buildTree}; not changed afterwards. */
export interface TreeNode {
  readonly key: string;
  readonly span: Span | null;
  readonly trace: Trace;
  readonly children: readonly TreeNode[];
  readonly parent: TreeNode | null;
  readonly level: number;
  /** Failed spans below this one, itself not counted. */
  readonly errorsBelow: number;
  /** Spans below this one, itself not counted. */
  readonly size: number;
  /** Why a span stands at the top although it names a parent. */
  readonly stray: 'orphan' | 'cycle' | null;
}

interface Draft extends TreeNode {
  children: Draft[];
  parent: Draft | null;
  level: number;
  errorsBelow: number;
  size: number;
  stray: TreeNode['stray'];
}

export interface SpanTree {
  readonly roots: readonly TreeNode[];
  /** By span id, and by trace id for the rows of whole traces. */
  readonly byKey: ReadonlyMap<string, TreeNode>;
  readonly orphans: number;
  readonly cycles: number;
}

/** The spans of one trace as a tree, siblings by start. Survives missing parents and cycles. */
export function buildTree(trace: Trace): SpanTree {
  const drafts = new Map<string, Draft>();
  for (const span of trace.spans) {
    if (!drafts.has(span.span_id)) drafts.set(span.span_id, draft(span.span_id, span, trace));
  }
  const roots: Draft[] = [];
  for (const node of drafts.values()) attach(node, drafts, roots);
  const cycles = breakCycles(drafts, roots);
  finish(roots, 1);
  const orphans = roots.filter((node) => node.stray === 'orphan').length;
  return { roots, byKey: drafts, orphans, cycles };
}

/** The traces of a conversation as one tree, each under a row of its own. */
export function buildForest(traces: readonly Trace[]): SpanTree {
  const byKey = new Map<string, TreeNode>();
  const roots: Draft[] = [];
  let orphans = 0;
  let cycles = 0;
  for (const trace of traces) {
    const tree = buildTree(trace);
    const root = draft(trace.trace_id, null, trace);
    root.children = tree.roots as Draft[];
    for (const child of root.children) child.parent = root;
    for (const [key, node] of tree.byKey) if (!byKey.has(key)) byKey.set(key, node);
    byKey.set(root.key, root);
    roots.push(root);
    orphans += tree.orphans;
    cycles += tree.cycles;
  }
  finish(roots, 1);
  return { roots, byKey, orphans, cycles };
}

function draft(key: string, span: Span | null, trace: Trace): Draft {
  return {
    key,
    span,
    trace,
    children: [],
    parent: null,
    level: 1,
    errorsBelow: 0,
    size: 0,
    stray: null,
  };
}

function attach(node: Draft, drafts: ReadonlyMap<string, Draft>, roots: Draft[]): void {
  const parentId = node.span?.parent_id;
  if (parentId === undefined) {
    roots.push(node);
    return;
  }
  const parent = drafts.get(parentId);
  if (parent === undefined) {
    node.stray = 'orphan';
    roots.push(node);
    return;
  }
  node.parent = parent;
  parent.children.push(node);
}

/** Spans that no root reaches stand in a cycle; the earliest of each cycle becomes a root. */
function breakCycles(drafts: ReadonlyMap<string, Draft>, roots: Draft[]): number {
  const reached = new Set<Draft>();
  reach(roots, reached);
  let cycles = 0;
  const rest = [...drafts.values()].filter((node) => !reached.has(node)).sort(byStart);
  for (const candidate of rest) {
    if (reached.has(candidate)) continue;
    const node = onCycle(candidate);
    cycles += 1;
    const parent = node.parent;
    if (parent !== null) parent.children = parent.children.filter((child) => child !== node);
    node.parent = null;
    node.stray = 'cycle';
    roots.push(node);
    reach([node], reached);
  }
  return cycles;
}

/** Walks up until a span comes back: that one is on the cycle, and not merely below it. */
function onCycle(from: Draft): Draft {
  const seen = new Set<Draft>();
  let node = from;
  while (!seen.has(node)) {
    seen.add(node);
    node = node.parent ?? node;
  }
  let earliest = node;
  for (let at = node.parent ?? node; at !== node; at = at.parent ?? node) {
    if (byStart(at, earliest) < 0) earliest = at;
  }
  return earliest;
}

function reach(from: readonly Draft[], reached: Set<Draft>): void {
  const stack = [...from];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (reached.has(node)) continue;
    reached.add(node);
    stack.push(...node.children);
  }
}

/** Sorts siblings and fills in levels and sums, without recursion: traces may be deep. */
function finish(roots: Draft[], level: number): void {
  const order: Draft[] = [];
  const stack = [...roots];
  for (const root of roots) root.level = level;
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    order.push(node);
    node.errorsBelow = 0;
    node.size = 0;
    node.children.sort(byStart);
    for (const child of node.children) {
      child.level = node.level + 1;
      stack.push(child);
    }
  }
  roots.sort(byStart);
  for (const node of order.reverse()) {
    if (node.parent === null) continue;
    node.parent.size += node.size + 1;
    node.parent.errorsBelow += node.errorsBelow + (node.span?.status === 'error' ? 1 : 0);
  }
}

function byStart(a: TreeNode, b: TreeNode): number {
  const left = startOf(a);
  const right = startOf(b);
  if (left !== right) return left < right ? -1 : 1;
  return a.key < b.key ? -1 : 1;
}

/** RFC 3339 in UTC with a fixed number of digits sorts as text. */
function startOf(node: TreeNode): string {
  return node.span?.start_time ?? node.trace.start_time;
}

/** A visible row of the tree. */
export interface TreeRow {
  readonly node: TreeNode;
  readonly expanded: boolean | null;
  readonly position: number;
  readonly setSize: number;
}

/** The rows to show, in order, with the children of folded rows left out. */
export function visibleRows(roots: readonly TreeNode[], folded: ReadonlySet<string>): TreeRow[] {
  const rows: TreeRow[] = [];
  const stack = [...roots].reverse().map((node, i) => ({ node, position: roots.length - i }));
  for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
    const { node, position } = top;
    const setSize = node.parent === null ? roots.length : node.parent.children.length;
    const open = !folded.has(node.key);
    rows.push({ node, expanded: node.children.length === 0 ? null : open, position, setSize });
    if (!open) continue;
    for (let i = node.children.length - 1; i >= 0; i -= 1) {
      const child = node.children[i];
      if (child !== undefined) stack.push({ node: child, position: i + 1 });
    }
  }
  return rows;
}

/** The keys of all ancestors, nearest first. */
export function ancestors(node: TreeNode): string[] {
  const keys: string[] = [];
  for (let at = node.parent; at !== null; at = at.parent) keys.push(at.key);
  return keys;
}

/** Every node, in the order of the fully opened tree. */
export function allNodes(roots: readonly TreeNode[]): TreeNode[] {
  return visibleRows(roots, new Set()).map((row) => row.node);
}

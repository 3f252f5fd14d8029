// SPDX-License-Identifier: Apache-2.0
import type {
  Feedback,
  Message,
  Recording,
  Span,
  StepChange,
  StepKind,
  StepNews,
  Trace,
} from '../api/types';
import { contextsOf } from './context';
import { buildForest, buildTree, allNodes, type SpanTree, type TreeNode } from './tree';

/** A model call with its number and what the server says is new in it. */
export interface Step {
  readonly number: number;
  readonly span: Span;
  readonly news: StepNews;
  /** Everything that the model saw after its system messages; null if it is not known whole. */
  readonly seen: () => readonly string[] | null;
}

/** Messages of a step that stand alike and follow each other, as they are shown. */
export interface Segment {
  readonly kind: 'same' | 'new' | 'gone' | 'edited';
  readonly ids: readonly string[];
}

export type StoryEntry =
  | { readonly kind: 'turn'; readonly key: string; readonly trace: Trace; readonly turn: number }
  | { readonly kind: 'span'; readonly key: string; readonly node: TreeNode }
  | { readonly kind: 'quiet'; readonly key: string; readonly nodes: readonly TreeNode[] };

/** Everything that the regions of the Trace screen draw from, computed once per recording. */
export interface Story {
  readonly tree: SpanTree;
  readonly nodes: readonly TreeNode[];
  readonly steps: ReadonlyMap<string, Step>;
  readonly entries: readonly StoryEntry[];
  /** Tool spans by the id of the call they answer. */
  readonly toolByCall: ReadonlyMap<string, Span>;
  /** The call ids that appear in an answer of a model. */
  readonly askedCalls: ReadonlySet<string>;
  /** For a tool span that ran again: which attempt it is, and of how many. */
  readonly attempts: ReadonlyMap<string, { readonly number: number; readonly of: number }>;
  readonly feedback: ReadonlyMap<string, readonly Feedback[]>;
}

export function tellStory(recording: Recording, asForest: boolean): Story {
  const first = recording.traces[0];
  const tree = asForest || first === undefined ? buildForest(recording.traces) : buildTree(first);
  const nodes = allNodes(tree.roots);
  const steps = stepsOf(recording);
  return {
    tree,
    nodes,
    steps,
    entries: entriesOf(nodes, recording),
    ...callsOf(nodes, recording.messages),
    attempts: attemptsOf(nodes),
    feedback: grouped(recording.feedback, (one) => one.span_id ?? one.trace_id),
  };
}

function stepsOf(recording: Recording): Map<string, Step> {
  const spans = recording.traces.flatMap((trace) => trace.spans);
  const byId = new Map(spans.map((span) => [span.span_id, span]));
  const contextOf = contextsOf(spans);
  const steps = new Map<string, Step>();
  for (const news of recording.steps) {
    const span = byId.get(news.span_id);
    if (span === undefined) continue;
    const call = span.generation;
    const seen = () => (call === undefined ? null : contextOf(call));
    steps.set(span.span_id, { number: steps.size + 1, span, news, seen });
  }
  return steps;
}

/** How many messages of a step stand so. */
export function countOf(changes: readonly StepChange[], kind: StepKind): number {
  return changes.reduce((sum, change) => sum + (change.kind === kind ? change.count : 0), 0);
}

/** The ids that a call has and the one compared with had not, edited ones included. */
export function addedIds(changes: readonly StepChange[]): readonly string[] {
  return changes.flatMap((change) => change.after);
}

/** The ids that the call compared with had and this one has not, edited ones included. */
export function removedIds(changes: readonly StepChange[]): readonly string[] {
  return changes.flatMap((change) => change.before);
}

export function unchangedOf({ common, changes }: StepNews): number {
  return common + countOf(changes, 'unchanged') + countOf(changes, 'reasoning_left');
}

/** A step's messages in order. The server counts what is unchanged; its ids are those seen. */
export function segmentsOf(step: Step): readonly Segment[] {
  const seen = step.seen() ?? step.span.generation?.added ?? [];
  if (step.news.basis === 'undetermined' || step.news.basis === 'unknown') {
    return [{ kind: 'same', ids: seen }];
  }
  const segments: Segment[] = [{ kind: 'same', ids: seen.slice(0, step.news.common) }];
  let at = step.news.common;
  for (const { kind, count, before, after } of step.news.changes) {
    if (kind === 'unchanged' || kind === 'reasoning_left') {
      segments.push({ kind: 'same', ids: seen.slice(at, at + count) });
    } else {
      if (before.length > 0) segments.push({ kind: 'gone', ids: before });
      if (after.length > 0) segments.push({ kind: kind === 'edited' ? kind : 'new', ids: after });
    }
    at += kind === 'gone' ? 0 : count;
  }
  return segments.filter((segment) => segment.ids.length > 0);
}

/** Frameworks' own steps: worth counting, rarely worth reading. */
function isQuiet(node: TreeNode): boolean {
  const span = node.span;
  return (
    span !== null && (span.type === 'SYSTEM' || span.type === 'SPAN') && span.status !== 'error'
  );
}

function entriesOf(nodes: readonly TreeNode[], recording: Recording): StoryEntry[] {
  const entries: StoryEntry[] = [];
  let run: TreeNode[] = [];
  for (const node of nodes) {
    if (node.span === null) {
      const turn = recording.traces.indexOf(node.trace) + 1;
      entries.push({ kind: 'turn', key: node.key, trace: node.trace, turn });
    } else if (!isQuiet(node)) {
      entries.push({ kind: 'span', key: node.key, node });
    } else if (entries.at(-1)?.kind === 'quiet') {
      run.push(node);
    } else {
      run = [node];
      entries.push({ kind: 'quiet', key: `quiet-${node.key}`, nodes: run });
    }
  }
  return entries;
}

function callsOf(
  nodes: readonly TreeNode[],
  messages: Readonly<Record<string, Message>>,
): Pick<Story, 'toolByCall' | 'askedCalls'> {
  const toolByCall = new Map<string, Span>();
  for (const { span } of nodes) {
    // The last attempt is the one whose result went back to the model.
    if (span?.tool?.call_id !== undefined) toolByCall.set(span.tool.call_id, span);
  }
  const askedCalls = new Set<string>();
  for (const message of Object.values(messages)) {
    for (const call of message.tool_calls ?? []) if (call.id !== undefined) askedCalls.add(call.id);
  }
  return { toolByCall, askedCalls };
}

function attemptsOf(nodes: readonly TreeNode[]): Story['attempts'] {
  const attempts = new Map<string, { number: number; of: number }>();
  const calls = grouped(
    nodes.flatMap(({ span }) => (span?.tool?.call_id === undefined ? [] : [span])),
    (span) => span.tool?.call_id ?? '',
  );
  for (const spans of calls.values()) {
    if (spans.length < 2) continue;
    spans.forEach((span, i) => attempts.set(span.span_id, { number: i + 1, of: spans.length }));
  }
  return attempts;
}

function grouped<T>(values: readonly T[], key: (value: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const value of values) {
    const group = groups.get(key(value));
    if (group === undefined) groups.set(key(value), [value]);
    else group.push(value);
  }
  return groups;
}

/** The place in the story where a span is told, by the key of its entry. */
export function entryIndex(entries: readonly StoryEntry[], key: string): number {
  return entries.findIndex(
    (entry) =>
      entry.key === key || (entry.kind === 'quiet' && entry.nodes.some((node) => node.key === key)),
  );
}

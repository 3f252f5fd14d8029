// SPDX-License-Identifier: Apache-2.0
import type { Feedback, Message, Recording, Span, Trace } from '../api/types';
import {
  candidate,
  deltaOf,
  replay,
  withoutReasoning,
  type Candidate,
  type Context,
  type Delta,
} from './chain';
import { buildForest, buildTree, allNodes, type SpanTree, type TreeNode } from './tree';

/** A model call with its number and its delta. */
export interface Step {
  readonly number: number;
  readonly span: Span;
  readonly context: Context;
  readonly delta: Delta;
  /** Ids of system messages that the call compared with did not have. */
  readonly newSystem: readonly string[];
  readonly systemChanged: boolean;
  readonly toolsAdded: readonly string[];
  readonly toolsRemoved: readonly string[];
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
  const steps = stepsOf(nodes, recording);
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

/** The nearest agent above a span; the calls of one agent compare with each other first. */
function laneOf(node: TreeNode): string {
  for (let at = node.parent; at !== null; at = at.parent) {
    if (at.span?.type === 'AGENT') return at.span.name;
  }
  return '';
}

function stepsOf(nodes: readonly TreeNode[], recording: Recording): Map<string, Step> {
  const key = withoutReasoning(recording.messages);
  const contexts = replay(recording.traces.flatMap((trace) => trace.spans));
  const steps = new Map<string, Step>();
  const earlier: Candidate[] = [];
  const ordered = nodes
    .filter((node) => node.span?.generation !== undefined)
    .sort((a, b) => ((a.span?.start_time ?? '') < (b.span?.start_time ?? '') ? -1 : 1));
  for (const node of ordered) {
    const span = node.span;
    const context = span === null ? undefined : contexts.get(span.span_id);
    if (span === null || context === undefined) continue;
    const own = candidate(span.span_id, laneOf(node), context, key);
    const delta = deltaOf(own, earlier);
    const before = delta.reference === null ? undefined : steps.get(delta.reference);
    steps.set(span.span_id, stepOf(steps.size + 1, span, context, delta, before));
    earlier.push(own);
  }
  return steps;
}

function stepOf(
  number: number,
  span: Span,
  context: Context,
  delta: Delta,
  before: Step | undefined,
): Step {
  const system = span.generation?.system ?? [];
  const tools = span.generation?.tools ?? [];
  const oldSystem = before?.span.generation?.system ?? [];
  const oldTools = before?.span.generation?.tools ?? [];
  return {
    number,
    span,
    context,
    delta,
    newSystem: system.filter((id) => !oldSystem.includes(id)),
    systemChanged: before !== undefined && system.join() !== oldSystem.join(),
    toolsAdded: tools.filter((id) => !oldTools.includes(id)),
    toolsRemoved: oldTools.filter((id) => !tools.includes(id)),
  };
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

// SPDX-License-Identifier: Apache-2.0
import type { Generation, Message, Span } from '../api/types';

/** The messages that a call saw, without its system messages, and what it answered. */
export interface Context {
  readonly chain: readonly string[];
  readonly answer: readonly string[];
  /** False where the base is unknown: then `chain` holds only what this call added. */
  readonly complete: boolean;
}

const ZERO = /^0*$/;

/**
 * Replays the commits of one trace: a chain is the messages of its base and those added. A base may
 * stand later in the list than the call that builds on it, so passes go on while they find more.
 */
export function replay(spans: readonly Span[]): Map<string, Context> {
  const heads = new Map<string, readonly string[]>();
  const contexts = new Map<string, Context>();
  let waiting = spans.filter((span) => span.generation !== undefined);
  for (let before = -1; waiting.length !== before;) {
    before = waiting.length;
    waiting = waiting.filter((span) => !resolve(span, heads, contexts));
  }
  for (const span of waiting) {
    const commit = span.generation;
    if (commit === undefined) continue;
    contexts.set(span.span_id, { chain: commit.added, answer: answerOf(commit), complete: false });
  }
  return contexts;
}

function resolve(
  span: Span,
  heads: Map<string, readonly string[]>,
  contexts: Map<string, Context>,
): boolean {
  const commit = span.generation;
  if (commit === undefined) return true;
  const base = ZERO.test(commit.base) ? [] : heads.get(commit.base);
  if (base === undefined) return false;
  const chain = [...base, ...commit.added];
  const answer = answerOf(commit);
  contexts.set(span.span_id, { chain, answer, complete: true });
  if (commit.head !== undefined) heads.set(commit.head, chain);
  if (commit.answer !== undefined) heads.set(commit.answer, [...chain, ...answer]);
  return true;
}

function answerOf(commit: Generation): readonly string[] {
  return commit.choices[0] ?? [];
}

export type Segment =
  | { readonly kind: 'same'; readonly ids: readonly string[] }
  | { readonly kind: 'new'; readonly ids: readonly string[] }
  | { readonly kind: 'gone'; readonly ids: readonly string[] };

/** Above this many differing messages on a side no alignment is sought: the context was replaced. */
const ALIGN_LIMIT = 400;

/**
 * What became of `before` in `after`. The `same` and `gone` segments together are `before`, the
 * `same` and `new` ones `after`, both in order.
 */
export function segments(
  before: readonly string[],
  after: readonly string[],
  key: (id: string) => string = (id) => id,
): Segment[] {
  const left = before.map(key);
  const right = after.map(key);
  const start = commonPrefix(left, right);
  const room = Math.min(left.length, right.length) - start;
  let end = 0;
  while (end < room && left[left.length - 1 - end] === right[right.length - 1 - end]) end += 1;
  const found: Segment[] = [];
  push(found, 'same', after.slice(0, start));
  align(
    found,
    before.slice(start, before.length - end),
    after.slice(start, after.length - end),
    key,
  );
  push(found, 'same', after.slice(after.length - end));
  return found;
}

function commonPrefix(left: readonly string[], right: readonly string[]): number {
  const room = Math.min(left.length, right.length);
  let n = 0;
  while (n < room && left[n] === right[n]) n += 1;
  return n;
}

/** Longest common subsequence of the middle, by the usual table. */
function align(
  into: Segment[],
  gone: readonly string[],
  added: readonly string[],
  key: (id: string) => string,
): void {
  if (
    gone.length === 0 ||
    added.length === 0 ||
    Math.max(gone.length, added.length) > ALIGN_LIMIT
  ) {
    push(into, 'gone', gone);
    push(into, 'new', added);
    return;
  }
  const left = gone.map(key);
  const right = added.map(key);
  const width = right.length + 1;
  const table = new Uint16Array((left.length + 1) * width);
  const at = (i: number, j: number): number => table[i * width + j] ?? 0;
  for (let i = left.length - 1; i >= 0; i -= 1) {
    for (let j = right.length - 1; j >= 0; j -= 1) {
      table[i * width + j] =
        left[i] === right[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  let i = 0;
  let j = 0;
  while (i < left.length || j < right.length) {
    if (i < left.length && j < right.length && left[i] === right[j]) {
      push(into, 'same', added.slice(j, j + 1));
      i += 1;
      j += 1;
    } else if (i < left.length && (j === right.length || at(i + 1, j) >= at(i, j + 1))) {
      push(into, 'gone', gone.slice(i, ++i));
    } else {
      push(into, 'new', added.slice(j, ++j));
    }
  }
}

function push(into: Segment[], kind: Segment['kind'], ids: readonly string[]): void {
  if (ids.length === 0) return;
  const last = into.at(-1);
  if (last?.kind === kind) into[into.length - 1] = { kind, ids: [...last.ids, ...ids] };
  else into.push({ kind, ids });
}

/** What a call saw, told relative to an earlier one. */
export interface Delta {
  /** The span id of the call compared with; null for the first one. */
  readonly reference: string | null;
  readonly segments: readonly Segment[];
  readonly same: number;
  readonly added: number;
  readonly gone: number;
  /** Answers that came back without their reasoning; they count as unchanged. */
  readonly withoutReasoning: number;
  /** The replay did not find the base, so nothing before `added` can be told. */
  readonly complete: boolean;
}

export interface Candidate {
  readonly spanId: string;
  readonly lane: string;
  readonly context: Context;
}

/** How many earlier calls are looked at besides the last of the same lane. */
const CANDIDATES = 8;

/**
 * The delta of a call against the earlier one that shares the longest prefix with it; among equals
 * the latest. `earlier` is in order of start.
 */
export function deltaOf(
  own: Candidate,
  earlier: readonly Candidate[],
  key: (id: string) => string = (id) => id,
): Delta {
  const after = own.context.chain;
  const reference = own.context.complete ? referenceOf(own, earlier, key) : null;
  const before =
    reference === null ? [] : [...reference.context.chain, ...reference.context.answer];
  const parts = segments(before, after, key);
  const total = (kind: Segment['kind']): number =>
    parts.reduce((sum, part) => sum + (part.kind === kind ? part.ids.length : 0), 0);
  const known = new Set(before);
  const changed = parts
    .flatMap((part) => (part.kind === 'same' ? part.ids : []))
    .filter((id) => !known.has(id)).length;
  return {
    reference: reference?.spanId ?? null,
    segments: parts,
    same: total('same'),
    added: total('new'),
    gone: total('gone'),
    withoutReasoning: changed,
    complete: own.context.complete,
  };
}

function referenceOf(
  own: Candidate,
  earlier: readonly Candidate[],
  key: (id: string) => string,
): Candidate | null {
  const usable = earlier.filter((candidate) => candidate.context.complete);
  const sameLane = usable.findLast((candidate) => candidate.lane === own.lane) ?? null;
  const after = own.context.chain.map(key);
  let best: Candidate | null = null;
  let longest = 0;
  const near = usable.slice(-CANDIDATES);
  for (const candidate of sameLane === null ? near : [...near, sameLane]) {
    const before = [...candidate.context.chain, ...candidate.context.answer].map(key);
    const shared = commonPrefix(before, after);
    if (shared > 0 && shared >= longest) {
      best = candidate;
      longest = shared;
    }
  }
  return best ?? sameLane;
}

/**
 * A key under which an answer equals itself without its reasoning: providers often do not take the
 * reasoning back, and that is not a change of the conversation.
 */
export function withoutReasoning(
  messages: Readonly<Record<string, Message>>,
): (id: string) => string {
  const keys = new Map<string, string>();
  return (id) => {
    const known = keys.get(id);
    if (known !== undefined) return known;
    const message = messages[id];
    const key = message?.role === 'assistant' ? bare(message) : id;
    keys.set(id, key);
    return key;
  };
}

function bare(message: Message): string {
  const { role, content, tool_calls, tool_call_id, name } = message;
  return JSON.stringify([role, content, tool_calls ?? [], tool_call_id ?? '', name ?? '']);
}

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

/** Under what a message is compared: usually its id. */
type Key = (id: string) => string;
const SELF: Key = (id) => id;

/** Long histories are not copied for nothing. */
function keysOf(ids: readonly string[], key: Key): readonly string[] {
  return key === SELF ? ids : ids.map(key);
}

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
  key: Key = SELF,
): Segment[] {
  return aligned(before, after, keysOf(before, key), keysOf(after, key));
}

/** The same with the keys at hand. `right` may be longer than `after`: the rest is not looked at. */
function aligned(
  before: readonly string[],
  after: readonly string[],
  left: readonly string[],
  right: readonly string[],
): Segment[] {
  const room = Math.min(before.length, after.length);
  const start = Math.min(commonPrefix(left, right), room);
  let end = 0;
  while (end < room - start && left[before.length - 1 - end] === right[after.length - 1 - end]) {
    end += 1;
  }
  const found: Segment[] = [];
  push(found, 'same', after.slice(0, start));
  align(
    found,
    before.slice(start, before.length - end),
    after.slice(start, after.length - end),
    left.slice(start, before.length - end),
    right.slice(start, after.length - end),
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
  left: readonly string[],
  right: readonly string[],
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

/** A call as one that others can be compared with. Made by {@link candidate}. */
export interface Candidate {
  readonly spanId: string;
  readonly lane: string;
  readonly context: Context;
  /** The keys of the messages seen, and then of the answer: worked out once, read often. */
  readonly keys: readonly string[];
}

export function candidate(
  spanId: string,
  lane: string,
  context: Context,
  key: Key = SELF,
): Candidate {
  const seen = [...context.chain, ...context.answer];
  return { spanId, lane, context, keys: keysOf(seen, key) };
}

/** How many earlier calls are looked at besides the last of the same lane. */
const CANDIDATES = 8;

/**
 * The delta of a call against the earlier one that shares the longest prefix with it; among equals
 * the latest. `earlier` is in order of start.
 */
export function deltaOf(own: Candidate, earlier: readonly Candidate[]): Delta {
  const { chain, complete } = own.context;
  const reference = complete ? referenceOf(own, earlier) : null;
  const before =
    reference === null ? [] : [...reference.context.chain, ...reference.context.answer];
  const parts = aligned(before, chain, reference?.keys ?? [], own.keys);
  const total = (kind: Segment['kind']): number =>
    parts.reduce((sum, part) => sum + (part.kind === kind ? part.ids.length : 0), 0);
  const same = parts[0]?.kind === 'same' ? parts[0].ids : [];
  return {
    reference: reference?.spanId ?? null,
    segments: parts,
    same: total('same'),
    added: total('new'),
    gone: total('gone'),
    withoutReasoning: same.filter((id, i) => id !== before[i]).length,
    complete,
  };
}

function referenceOf(own: Candidate, earlier: readonly Candidate[]): Candidate | null {
  const usable = (one: Candidate | undefined) => one?.context.complete === true;
  const sameLane = earlier.findLast((one) => one.lane === own.lane && usable(one));
  let best: Candidate | undefined;
  let longest = 0;
  for (const one of [sameLane, ...earlier.slice(-CANDIDATES)]) {
    if (one === undefined || !usable(one)) continue;
    const shared = Math.min(commonPrefix(one.keys, own.keys), own.context.chain.length);
    if (shared > 0 && shared >= longest) {
      best = one;
      longest = shared;
    }
  }
  return best ?? sameLane ?? null;
}

/**
 * A key under which an answer equals itself without its reasoning: providers often do not take the
 * reasoning back, and that is not a change of the conversation.
 */
export function withoutReasoning(messages: Readonly<Record<string, Message>>): Key {
  const all = Object.values(messages);
  if (all.every((message) => message.reasoning_content === undefined)) return SELF;
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

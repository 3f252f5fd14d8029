// SPDX-License-Identifier: Apache-2.0
import type { Generation, Span } from '../api/types';

const ZERO = /^0*$/;

/** Finds the whole list that a call saw. What became of it is for the server to say. */
export type ContextOf = (call: Generation) => readonly string[] | null;

/**
 * Reads the lists of these calls back from their commits: the messages of the base, then those
 * added. Null where the base is not among them.
 */
export function contextsOf(spans: readonly Span[]): ContextOf {
  const heads = new Map<string, { readonly base: string; readonly ids: readonly string[] }>();
  const lead = (head: string | undefined, base: string, ids: readonly string[]) => {
    // A head that adds nothing to its base would lead back to itself.
    if (head !== undefined && head !== base && !heads.has(head)) heads.set(head, { base, ids });
  };
  for (const { generation: call } of spans) {
    if (call === undefined) continue;
    lead(call.head, call.base, call.added);
    if (call.head !== undefined) lead(call.answer, call.head, call.choices[0] ?? []);
  }
  return (call) => {
    const runs = [call.added];
    let at = call.base;
    for (let left = heads.size; !ZERO.test(at); left -= 1) {
      const step = heads.get(at);
      if (step === undefined || left === 0) return null;
      runs.push(step.ids);
      at = step.base;
    }
    return runs.reverse().flat();
  };
}

// SPDX-License-Identifier: Apache-2.0
import type { Usage } from '../api/types';

export type Part =
  | 'cache_read'
  | 'cache_write'
  | 'input_uncached'
  | 'reasoning'
  | 'output_text'
  | 'input_unknown'
  | 'output_unknown';

export interface UsagePart {
  readonly part: Part;
  readonly label: string;
  readonly side: 'input' | 'output';
  readonly tokens: number;
}

const PARTS: readonly [Part & keyof Usage, string, 'input' | 'output'][] = [
  ['cache_read', 'Cache read', 'input'],
  ['cache_write', 'Cache write', 'input'],
  ['input_uncached', 'Uncached', 'input'],
  ['reasoning', 'Reasoning', 'output'],
  ['output_text', 'Text', 'output'],
];

/**
 * The reported parts, and the remainder of each side as a part that nobody told apart, so that the
 * parts always add up to the side's total.
 */
export function usageParts(usage: Usage | undefined): UsagePart[] {
  if (usage === undefined) return [];
  const parts: UsagePart[] = [];
  for (const side of ['input', 'output'] as const) {
    let known = 0;
    for (const [part, label, of] of PARTS) {
      const tokens = usage[part];
      if (of !== side || tokens === undefined) continue;
      known += tokens;
      parts.push({ part, label, side, tokens });
    }
    const total = side === 'input' ? usage.input_tokens : usage.output_tokens;
    const rest = (total ?? 0) - known;
    if (rest > 0) {
      const label = known === 0 ? 'Not split further' : 'Not reported';
      parts.push({ part: `${side}_unknown`, label, side, tokens: rest });
    }
  }
  return parts;
}

/** All tokens of a usage: what it says, else the sum of its sides; null if it says nothing. */
export function totalTokens(usage: Usage | undefined): number | null {
  if (usage === undefined) return null;
  if (usage.total_tokens !== undefined) return usage.total_tokens;
  if (usage.input_tokens === undefined && usage.output_tokens === undefined) return null;
  return (usage.input_tokens ?? 0) + (usage.output_tokens ?? 0);
}

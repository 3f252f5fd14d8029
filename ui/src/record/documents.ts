// SPDX-License-Identifier: Apache-2.0
import type { Json, JsonObject } from '../api/types';

export interface RankedDocument {
  readonly id: string | null;
  readonly score: number | null;
  readonly title: string | null;
  readonly text: string | null;
  /** Everything else that came with the document. */
  readonly rest: JsonObject;
}

const TEXT = ['content', 'text', 'page_content', 'document', 'chunk', 'body'];
const TITLE = ['title', 'name', 'source', 'path', 'url'];
const SCORE = ['score', 'relevance_score', 'similarity'];

/** Retrieved documents of any common shape, in the order given; null if it is no such list. */
export function documents(output: Json | undefined): readonly RankedDocument[] | null {
  const found = Array.isArray(output) ? (output as readonly Json[]) : inside(output);
  if (found === null || found.length === 0) return null;
  const read = found.map(document);
  return read.every((one): one is RankedDocument => one !== null) ? read : null;
}

function inside(output: Json | undefined): readonly Json[] | null {
  if (!isObject(output)) return null;
  for (const key of ['documents', 'results', 'hits', 'matches']) {
    const value = output[key];
    if (Array.isArray(value)) return value as readonly Json[];
  }
  return null;
}

function document(value: Json): RankedDocument | null {
  if (typeof value === 'string')
    return { id: null, score: null, title: null, text: value, rest: {} };
  if (!isObject(value)) return null;
  const nested = isObject(value['document']) ? { ...value, ...value['document'] } : value;
  const rest: Record<string, Json> = { ...nested };
  const take = (keys: readonly string[], type: 'string' | 'number'): Json => {
    const key = keys.find((candidate) => typeof rest[candidate] === type);
    if (key === undefined) return null;
    const found = rest[key] ?? null;
    Reflect.deleteProperty(rest, key);
    return found;
  };
  const text = take(TEXT, 'string') as string | null;
  const score = take(SCORE, 'number') as number | null;
  if (text === null && score === null) return null;
  const id = (take(['id', 'doc_id', 'document_id'], 'string') ?? null) as string | null;
  return { id, score, title: take(TITLE, 'string') as string | null, text, rest };
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

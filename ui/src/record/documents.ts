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

type Cell = null | boolean | number | string;

export interface FlatRows {
  readonly columns: readonly string[];
  readonly rows: readonly Readonly<Record<string, Cell>>[];
}

/** More columns, or longer cells, are easier to read as a tree. */
const MOST_COLUMNS = 6;
const LONGEST_CELL = 60;

/** A list of at least two objects with the same few short fields, as a table; null otherwise. */
export function flatRows(value: Json): FlatRows | null {
  if (!Array.isArray(value) || value.length < 2) return null;
  const list = value as readonly Json[];
  const first = list[0];
  if (!isObject(first)) return null;
  const columns = Object.keys(first);
  if (columns.length === 0 || columns.length > MOST_COLUMNS) return null;
  const alike = list.every(
    (row) =>
      isObject(row) &&
      Object.keys(row).join() === columns.join() &&
      Object.values(row).every(isCell),
  );
  return alike ? { columns, rows: list as FlatRows['rows'] } : null;
}

function isCell(value: Json): boolean {
  if (typeof value === 'string') return value.length <= LONGEST_CELL && !value.includes('\n');
  return value === null || typeof value !== 'object';
}

// SPDX-License-Identifier: Apache-2.0
import type { JsonObject } from './types';

/** The path under which the server serves the page: "" or "/steno", never with a slash at the end. */
export const BASE_PATH = basePath();

function basePath(): string {
  if (typeof document === 'undefined') return '';
  const told = document.querySelector('meta[name="steno-base"]')?.getAttribute('content') ?? '';
  // The development server does not fill the placeholder in.
  return told.startsWith('__') ? '' : told.replace(/\/+$/, '');
}

/** What went wrong, in the server's words where it gave any. Status 0 means no answer at all. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly title: string,
    readonly detail: string,
  ) {
    super(detail || title);
    this.name = 'Problem';
  }

  static of(error: unknown): Problem {
    if (error instanceof Problem) return error;
    return new Problem(
      0,
      'Unexpected error',
      error instanceof Error ? error.message : String(error),
    );
  }
}

export interface Call {
  readonly project?: string;
  readonly method?: 'GET' | 'POST' | 'DELETE';
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly body?: unknown;
  readonly signal?: AbortSignal;
}

/** The address of a REST resource, under the base path. */
export function apiUrl(path: string, query: Call['query'] = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== '') search.set(name, String(value));
  }
  const text = search.toString();
  return `${BASE_PATH}/api/v1${path}${text === '' ? '' : `?${text}`}`;
}

/** Calls the server and returns its JSON, or null for an empty answer. Throws {@link Problem}. */
export async function call(path: string, options: Call = {}): Promise<unknown> {
  const response = await answer(path, options);
  const text = await response.text();
  if (!response.ok) throw problemOf(response.status, response.statusText, text);
  if (text === '') return null;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new Problem(
      response.status,
      'Unreadable answer',
      `GET ${path} answered something other than JSON. Is this address a Steno server?`,
    );
  }
}

async function answer(path: string, options: Call): Promise<Response> {
  const headers: Record<string, string> = { accept: 'application/json' };
  if (options.project !== undefined) headers['x-steno-project'] = options.project;
  if (options.body !== undefined) headers['content-type'] = 'application/json';
  try {
    return await fetch(apiUrl(path, options.query), {
      method: options.method ?? 'GET',
      headers,
      credentials: 'same-origin',
      ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    });
  } catch (error) {
    if (options.signal?.aborted) throw error;
    throw new Problem(
      0,
      'No answer',
      `The server at ${location.host} does not answer. Is “steno serve” running?`,
    );
  }
}

/** Reads `application/problem+json`; other bodies become a sentence with the status. */
export function problemOf(status: number, statusText: string, body: string): Problem {
  try {
    const read = JSON.parse(body) as JsonObject | null;
    const title = typeof read?.['title'] === 'string' ? read['title'] : statusText;
    const detail = typeof read?.['detail'] === 'string' ? read['detail'] : '';
    return new Problem(status, title, detail);
  } catch {
    const title = statusText === '' ? `Status ${status}` : statusText;
    return new Problem(status, title, `The server answered ${status} without saying why.`);
  }
}

// SPDX-License-Identifier: Apache-2.0
import {
  infiniteQueryOptions,
  keepPreviousData,
  QueryClient,
  queryOptions,
} from '@tanstack/react-query';
import { call, Problem, type Call } from './fetch';
import { conversationRecording, tracePage, traceRecording } from './normal';
import type { Feedback, NewFeedback, Recording, Session } from './types';

export const PAGE_SIZE = 100;

/** Asks again only where asking again can help: no answer, or a server that is busy. */
function mayHelp(failures: number, error: unknown): boolean {
  const status = Problem.of(error).status;
  return failures < 2 && (status === 429 || status === 502 || status === 503);
}

export const queries = new QueryClient({
  defaultOptions: {
    queries: { retry: mayHelp, staleTime: 10_000, refetchOnWindowFocus: false },
    mutations: { retry: false },
  },
});

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async ({ signal }) => (await call('/session', { signal })) as Session,
  staleTime: 60_000,
});

export const projectsQuery = queryOptions({
  queryKey: ['projects'],
  queryFn: async ({ signal }) => {
    const read = (await call('/projects', { signal })) as { projects?: { name: string }[] } | null;
    return (read?.projects ?? []).map((project) => project.name);
  },
});

export function tracesQuery(project: string, q: string) {
  return infiniteQueryOptions({
    queryKey: ['traces', project, q],
    queryFn: async ({ pageParam, signal }) =>
      tracePage(
        await call('/traces', {
          project,
          signal,
          query: { q, limit: PAGE_SIZE, cursor: pageParam ?? undefined },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    // The rows of the last query stay while the next one is asked, or is found to be wrong.
    placeholderData: keepPreviousData,
  });
}

export function traceQuery(project: string, id: string) {
  return queryOptions({
    queryKey: ['trace', project, id],
    queryFn: async ({ signal }) =>
      traceRecording(
        ...(await withSteps(`/traces/${encodeURIComponent(id)}`, { project, signal })),
      ),
    refetchInterval: ({ state }) => (isRunning(state.data) ? 2_000 : false),
  });
}

export function conversationQuery(project: string, id: string) {
  return queryOptions({
    queryKey: ['conversation', project, id],
    queryFn: async ({ signal }) =>
      conversationRecording(
        ...(await withSteps(`/conversations/${encodeURIComponent(id)}`, {
          project,
          signal,
          query: { limit: 200 },
        })),
      ),
    refetchInterval: ({ state }) => (isRunning(state.data) ? 2_000 : false),
  });
}

/** A record and its steps, which the server works out of the same. */
function withSteps(path: string, options: Call): Promise<[unknown, unknown]> {
  return Promise.all([call(path, options), call(`${path}/steps`, options)]);
}

function isRunning(recording: Recording | undefined): boolean {
  return recording?.traces.some((trace) => trace.status === 'running') ?? false;
}

export async function sendFeedback(project: string, body: NewFeedback): Promise<Feedback> {
  const read = await call('/feedback', { project, method: 'POST', body });
  return (read as { feedback: Feedback }).feedback;
}

export async function logIn(key: string): Promise<void> {
  await call('/session', { method: 'POST', body: { key } });
}

export async function logOut(): Promise<void> {
  await call('/session', { method: 'DELETE' });
}

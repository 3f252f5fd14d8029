// SPDX-License-Identifier: Apache-2.0
import type { InfiniteData } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { queries, tracesQuery } from '../api/queries';
import { openTail, type TailState } from '../api/tail';
import type { TracePage, TraceSummary } from '../api/types';

type Pages = InfiniteData<TracePage, string | null>;

export interface Live {
  readonly state: TailState;
  /** Traces that began since the list was read, latest first; not in the list yet. */
  readonly fresh: readonly TraceSummary[];
  readonly show: () => void;
}

/** A burst of changes becomes one redraw. */
const FLUSH_MS = 200;

/**
 * Follows the server. Rows that are in the list change in place; new ones wait until they are asked
 * for, so that nothing moves under the pointer.
 */
export function useLive(project: string, q: string, enabled: boolean): Live {
  const [state, setState] = useState<TailState>('connecting');
  const [fresh, setFresh] = useState<readonly TraceSummary[]>([]);
  const pending = useRef(new Map<string, TraceSummary>());

  useEffect(() => {
    if (!enabled) return;
    const waiting = pending.current;
    let timer = 0;
    const flush = () => {
      timer = 0;
      const changed = [...waiting.values()];
      waiting.clear();
      const unknown = updateRows(project, q, changed);
      if (unknown.length > 0) setFresh((before) => newestFirst(before, unknown));
    };
    const close = openTail(project, q, {
      onState: setState,
      onTrace: (trace) => {
        waiting.set(trace.trace_id, trace);
        if (timer === 0) timer = window.setTimeout(flush, FLUSH_MS);
      },
    });
    return () => {
      close();
      clearTimeout(timer);
      waiting.clear();
      setFresh([]);
    };
  }, [project, q, enabled]);

  const show = useCallback(() => {
    prepend(project, q, fresh);
    setFresh([]);
  }, [project, q, fresh]);

  return { state, fresh, show };
}

/** Replaces the rows that the list holds and returns those that it does not. */
function updateRows(
  project: string,
  q: string,
  changed: readonly TraceSummary[],
): readonly TraceSummary[] {
  const key = tracesQuery(project, q).queryKey;
  const pages = queries.getQueryData<Pages>(key);
  if (pages === undefined) return changed;
  const byId = new Map(changed.map((trace) => [trace.trace_id, trace]));
  const known = new Set<string>();
  const next = pages.pages.map((page) => ({
    ...page,
    traces: page.traces.map((row) => {
      const update = byId.get(row.trace_id);
      if (update !== undefined) known.add(row.trace_id);
      return update ?? row;
    }),
  }));
  if (known.size > 0) queries.setQueryData<Pages>(key, { ...pages, pages: next });
  return changed.filter((trace) => !known.has(trace.trace_id));
}

function prepend(project: string, q: string, fresh: readonly TraceSummary[]): void {
  queries.setQueryData<Pages>(tracesQuery(project, q).queryKey, (pages) => {
    const [first, ...rest] = pages?.pages ?? [];
    if (pages === undefined || first === undefined) return pages;
    return { ...pages, pages: [{ ...first, traces: [...fresh, ...first.traces] }, ...rest] };
  });
}

function newestFirst(
  before: readonly TraceSummary[],
  more: readonly TraceSummary[],
): readonly TraceSummary[] {
  const byId = new Map([...before, ...more].map((trace) => [trace.trace_id, trace]));
  return [...byId.values()].sort((a, b) => (a.start_time < b.start_time ? 1 : -1));
}

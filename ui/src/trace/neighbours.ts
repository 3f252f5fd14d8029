// SPDX-License-Identifier: Apache-2.0
import type { InfiniteData } from '@tanstack/react-query';
import { queries, tracesQuery } from '../api/queries';
import type { TracePage } from '../api/types';

export interface Neighbours {
  readonly previous: string | undefined;
  readonly next: string | undefined;
  readonly place: number;
  readonly count: number;
}

/** The traces beside this one in the list from which it was opened, if that list was read. */
export function neighbours(project: string, q: string, id: string): Neighbours | null {
  const key = tracesQuery(project, q).queryKey;
  const pages = queries.getQueryData<InfiniteData<TracePage, string | null>>(key);
  const ids = pages?.pages.flatMap((page) => page.traces.map((trace) => trace.trace_id)) ?? [];
  const index = ids.indexOf(id);
  if (index === -1) return null;
  return { previous: ids[index - 1], next: ids[index + 1], place: index + 1, count: ids.length };
}

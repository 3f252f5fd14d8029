// SPDX-License-Identifier: Apache-2.0
import { useRouter } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import type { Recording } from '../api/types';
import { tellStory } from '../record/story';
import { stringifySearch, traceSearch, type TraceSearch } from '../routes';
import { useSettled } from '../shell/selection';
import type { View } from './view';

interface Selection {
  readonly e: string;
  readonly m: string | undefined;
}

interface Options {
  readonly project: string;
  readonly recording: Recording;
  readonly forest: boolean;
  readonly search: TraceSearch;
  readonly onSearch: (change: (old: TraceSearch) => TraceSearch, replace: boolean) => void;
  readonly refresh: () => void;
}

/** The view of a recording as the address says it, with the functions that change the address. */
export function useTraceView(options: Options): View {
  const { project, recording, forest, search, onSearch, refresh } = options;
  const router = useRouter();
  const story = useMemo(() => tellStory(recording, forest), [recording, forest]);
  const inAddress = useSelectionInAddress(search);
  const [selection, setSelection] = useSettled<Selection>(inAddress, (next) =>
    onSearch((old) => clean({ ...old, e: next?.e, m: next?.m }), true),
  );
  const change = useCallback(
    (next: (old: TraceSearch) => Loose) => onSearch((old) => clean(next(old)), true),
    [onSearch],
  );
  const actions = useMemo(
    () => ({
      select: (key: string, message?: string) => setSelection({ e: key, m: message }),
      fold: (keys: readonly string[], folded: boolean) =>
        change((old) => ({ ...old, fold: withKeys(old.fold, keys, folded) })),
      toggleOpen: (key: string) =>
        change((old) => ({
          ...old,
          open: withKeys(old.open, [key], old.open?.includes(key) !== true),
        })),
      setTab: (tab: View['tab']) =>
        change((old) => ({ ...old, tab: tab === 'overview' ? undefined : tab })),
      setRuler: (unit: View['ruler']) =>
        change((old) => ({ ...old, ruler: unit === 'time' ? undefined : unit })),
      setFoldIdle: (fold: boolean) => change((old) => ({ ...old, idle: fold ? 'fold' : 'keep' })),
    }),
    [setSelection, change],
  );
  const linkTo = useCallback(
    (key: string, message?: string) => {
      const here = router.state.location;
      const target = clean({ ...search, e: key, m: message, q: undefined });
      const query = stringifySearch({ ...target });
      return `${location.origin}${router.history.createHref(here.pathname)}${query}`;
    },
    [router, search],
  );
  const folded = useMemo(() => new Set(search.fold), [search.fold]);
  const open = useMemo(() => new Set(search.open), [search.open]);
  const byKey = story.tree.byKey;
  return useMemo(
    () => ({
      project,
      recording,
      story,
      forest,
      selected: (selection === undefined ? undefined : byKey.get(selection.e)) ?? story.nodes[0],
      message: selection?.m,
      folded,
      open,
      full: search.full ?? false,
      tab: search.tab ?? 'overview',
      ruler: search.ruler ?? 'time',
      // Between the turns of a conversation people think; their pauses would leave no room.
      foldIdle: search.idle === undefined ? forest : search.idle === 'fold',
      linkTo,
      refresh,
      ...actions,
    }),
    [
      project,
      recording,
      story,
      forest,
      selection,
      byKey,
      folded,
      open,
      search,
      linkTo,
      refresh,
      actions,
    ],
  );
}

function useSelectionInAddress({ e, m }: TraceSearch): Selection | undefined {
  return useMemo(() => (e === undefined ? undefined : { e, m }), [e, m]);
}

type Loose = { readonly [K in keyof TraceSearch]: TraceSearch[K] | undefined };

/** Leaves out what is absent, so that addresses stay short. */
function clean(search: Loose): TraceSearch {
  return traceSearch(search);
}

function withKeys(
  old: readonly string[] | undefined,
  keys: readonly string[],
  present: boolean,
): readonly string[] {
  const rest = (old ?? []).filter((key) => !keys.includes(key));
  return present ? [...rest, ...keys] : rest;
}

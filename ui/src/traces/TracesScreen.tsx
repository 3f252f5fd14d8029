// SPDX-License-Identifier: Apache-2.0
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { Problem } from '../api/fetch';
import { tracesQuery } from '../api/queries';
import type { TraceSummary } from '../api/types';
import { count } from '../format/number';
import { Button } from '../parts/Button';
import { Failure, Waiting } from '../parts/Notice';
import { tracesSearch } from '../routes';
import { useKeys } from '../shell/keymap';
import { useSettled } from '../shell/selection';
import { Shell } from '../shell/Shell';
import { FirstTrace } from './FirstTrace';
import { useLive, type Live } from './live';
import { QueryBar } from './QueryBar';
import { stepFrom } from './rows';
import { TraceList } from './TraceList';
import styles from './traces.module.css';

const route = getRouteApi('/p/$project/traces');

export function TracesScreen() {
  const { project } = route.useParams();
  const { q = '', at: atInAddress, follow = false } = route.useSearch();
  const navigate = route.useNavigate();
  const router = useRouter();
  const list = useInfiniteQuery(tracesQuery(project, q));
  const problem = list.error === null ? null : Problem.of(list.error);
  const refused = problem?.status === 400 ? problem.detail || problem.title : null;
  const traces = useMemo(() => list.data?.pages.flatMap((page) => page.traces) ?? [], [list.data]);
  const live = useLive(project, q, list.isSuccess && !list.isPlaceholderData);
  const [atTop, setAtTop] = useState(true);
  useFollow(live, (follow && atTop) || (list.isSuccess && traces.length === 0));

  const [at, setAt] = useSettled(
    atInAddress,
    (next) => void navigate({ search: (old) => tracesSearch({ ...old, at: next }), replace: true }),
  );
  const target = useCallback(
    (id: string) => ({
      to: '/p/$project/t/$id' as const,
      params: { project, id },
      search: q === '' ? {} : { q },
    }),
    [project, q],
  );
  const open = useCallback(
    (id: string) => {
      // The list is left with the opened row selected, so that going back shows where one was.
      void navigate({ search: (old) => ({ ...old, at: id }), replace: true }).then(() =>
        router.navigate(target(id)),
      );
    },
    [navigate, router, target],
  );
  const setQuery = (next: string) =>
    void navigate({ search: (old) => tracesSearch({ ...old, q: next, at: undefined }) });
  const toggleFollow = () =>
    void navigate({ search: (old) => tracesSearch({ ...old, follow: !follow }), replace: true });
  useKeys('Traces', [
    { keys: ['j', 'ArrowDown'], label: 'Next trace', run: () => setAt(stepFrom(traces, at, 1)) },
    { keys: ['k', 'ArrowUp'], label: 'Previous trace', run: () => setAt(stepFrom(traces, at, -1)) },
    { keys: ['Enter'], label: 'Open the trace', run: () => at !== undefined && open(at) },
    { keys: ['f'], label: 'Follow new traces', run: toggleFollow },
  ]);
  const hrefOf = useCallback(
    (trace: TraceSummary) => router.buildLocation(target(trace.trace_id)).publicHref,
    [router, target],
  );
  return (
    <Shell project={project}>
      <div className={styles['screen']}>
        {(traces.length > 0 || refused !== null) && <h1 className={styles['spoken']}>Traces</h1>}
        <div className={styles['tools']}>
          <QueryBar q={q} problem={refused} onQuery={setQuery} />
          <LiveSwitch live={live} follow={follow} onToggle={toggleFollow} />
        </div>
        <div className={styles['body']}>
          {!atTop || !follow ? <FreshPill live={live} /> : null}
          {list.isPending && <Waiting rows={18} label="Loading traces" />}
          {problem !== null && refused === null && list.data === undefined && (
            <Failure
              what="The traces could not be read"
              error={problem}
              onRetry={() => void list.refetch()}
            />
          )}
          {problem !== null && refused === null && list.data !== undefined && (
            <div className={styles['strip']} role="alert">
              {problem.detail || problem.title}
              <Button onClick={() => void list.refetch()}>Try again</Button>
            </div>
          )}
          {list.data !== undefined && traces.length > 0 && (
            <TraceList
              traces={traces}
              at={at}
              stale={list.isPlaceholderData || refused !== null}
              hrefOf={hrefOf}
              onOpen={open}
              onAtTop={setAtTop}
              more={{
                load: () => void list.fetchNextPage(),
                left: list.hasNextPage,
                failed: list.isFetchNextPageError,
                loading: list.isFetchingNextPage,
              }}
            />
          )}
          {list.isSuccess && traces.length === 0 && q === '' && (
            <FirstTrace project={project} live={live.state} />
          )}
          {list.isSuccess && traces.length === 0 && q !== '' && (
            <NoMatch q={q} onClear={() => setQuery('')} />
          )}
        </div>
      </div>
    </Shell>
  );
}

function useFollow(live: Live, on: boolean): void {
  const { fresh, show } = live;
  useEffect(() => {
    if (on && fresh.length > 0) show();
  }, [on, fresh, show]);
}

function FreshPill({ live }: { readonly live: Live }) {
  if (live.fresh.length === 0) return null;
  return (
    <button type="button" className={styles['pill']} onClick={live.show}>
      ↑ {count(live.fresh.length)} new
    </button>
  );
}

const LIVE_WORDS = { connecting: 'Connecting', live: 'Live', lost: 'Reconnecting' };

function LiveSwitch({
  live,
  follow,
  onToggle,
}: {
  readonly live: Live;
  readonly follow: boolean;
  readonly onToggle: () => void;
}) {
  return (
    <button
      type="button"
      className={styles['live']}
      data-state={live.state}
      aria-pressed={follow}
      title="Follow: new traces appear at the top by themselves (f)"
      onClick={onToggle}
    >
      <span aria-hidden="true" />
      {LIVE_WORDS[live.state]}
    </button>
  );
}

function NoMatch({ q, onClear }: { readonly q: string; readonly onClear: () => void }) {
  return (
    <section className={styles['noMatch']}>
      <h1>No trace matches</h1>
      <p>
        <code>{q}</code>
      </p>
      <Button onClick={onClear}>Clear the query</Button>
    </section>
  );
}

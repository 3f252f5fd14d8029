// SPDX-License-Identifier: Apache-2.0
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useCallback, useState, type ReactNode } from 'react';
import { conversationQuery, traceQuery } from '../api/queries';
import type { Recording } from '../api/types';
import { Openings, OpeningsContext } from '../content/openings';
import { visible } from '../format/text';
import { Failure, Waiting } from '../parts/Notice';
import { withoutOperation } from '../record/names';
import { REGIONS, type Region, type TraceSearch } from '../routes';
import { Shell } from '../shell/Shell';
import { Header } from './Header';
import { Inspector } from './inspector/Inspector';
import { Spine } from './spine/Spine';
import { Steps } from './Steps';
import { StoryRegion } from './story/StoryRegion';
import { TraceKeys } from './TraceKeys';
import { useTraceView } from './useTraceView';
import { ViewContext } from './view';
import styles from './trace.module.css';

const traceRoute = getRouteApi('/p/$project/t/$id');
const conversationRoute = getRouteApi('/p/$project/s/$id');

export function OneTrace() {
  const { project, id } = traceRoute.useParams();
  const search = traceRoute.useSearch();
  const navigate = traceRoute.useNavigate();
  const query = useQuery(traceQuery(project, id));
  const onSearch = useCallback(
    (change: (old: TraceSearch) => TraceSearch, replace: boolean) =>
      void navigate({ search: (old) => change(old), replace }),
    [navigate],
  );
  return <Screen key={id} {...{ project, id, search, onSearch, query }} forest={false} />;
}

export function Conversation() {
  const { project, id } = conversationRoute.useParams();
  const search = conversationRoute.useSearch();
  const navigate = conversationRoute.useNavigate();
  const query = useQuery(conversationQuery(project, id));
  const onSearch = useCallback(
    (change: (old: TraceSearch) => TraceSearch, replace: boolean) =>
      void navigate({ search: (old) => change(old), replace }),
    [navigate],
  );
  return <Screen key={id} {...{ project, id, search, onSearch, query }} forest />;
}

interface ScreenProps {
  readonly project: string;
  readonly id: string;
  readonly forest: boolean;
  readonly search: TraceSearch;
  readonly onSearch: (change: (old: TraceSearch) => TraceSearch, replace: boolean) => void;
  readonly query: {
    readonly data: Recording | undefined;
    readonly error: unknown;
    readonly refetch: () => unknown;
  };
}

function Screen(props: ScreenProps) {
  const { project, id, forest, search, query } = props;
  const name = query.data?.traces[0]?.name ?? query.data?.traces[0]?.spans[0]?.name ?? id;
  const place = (
    <>
      <span className={styles['slash']}>/</span>
      <span className={styles['crumb']} aria-current="page">
        <bdi>{visible(forest ? id : withoutOperation(name))}</bdi>
      </span>
      <Steps project={project} id={id} forest={forest} search={search} />
    </>
  );
  return (
    <Shell project={project} place={place}>
      <Body {...props}>
        <Link
          to="/p/$project/traces"
          params={{ project }}
          search={search.q === undefined ? {} : { q: search.q }}
        >
          Back to the traces
        </Link>
      </Body>
    </Shell>
  );
}

function Body(props: ScreenProps & { readonly children: ReactNode }) {
  const { query, forest, children } = props;
  const what = forest ? 'conversation' : 'trace';
  if (query.data !== undefined && query.data.traces.length > 0) {
    return <Loaded {...props} recording={query.data} />;
  }
  if (query.error === null && query.data === undefined) {
    return (
      <div className={styles['loading']}>
        <Waiting rows={14} label={`Loading the ${what}`} />
        <Waiting rows={18} />
        <Waiting rows={10} />
      </div>
    );
  }
  return (
    <Failure
      what={`The ${what} could not be read`}
      error={query.error ?? new Error(`The ${what} has no traces.`)}
      onRetry={() => void query.refetch()}
    >
      {children}
    </Failure>
  );
}

function Loaded(props: ScreenProps & { readonly recording: Recording }) {
  const { project, id, forest, recording, search, onSearch, query } = props;
  const [openings] = useState(() => new Openings());
  const refetch = query.refetch;
  const refresh = useCallback(() => void refetch(), [refetch]);
  const view = useTraceView({ project, recording, forest, search, onSearch, refresh });
  const hidden = new Set(search.hide);
  const toggle = (region: Region) => onSearch((old) => withRegion(old, region), true);
  const shown = REGIONS.filter((region) => !hidden.has(region)).join(' ');
  return (
    <OpeningsContext value={openings}>
      <ViewContext value={view}>
        <div className={styles['screen']}>
          <Header id={id} hidden={hidden} onToggle={toggle} />
          <div className={styles['regions']} data-shown={shown}>
            {!hidden.has('spine') && <Spine />}
            {!hidden.has('story') && <StoryRegion />}
            {!hidden.has('inspector') && <Inspector />}
          </div>
          <TraceKeys onSearch={onSearch} onToggle={toggle} />
        </div>
      </ViewContext>
    </OpeningsContext>
  );
}

function withRegion(old: TraceSearch, region: Region): TraceSearch {
  const { hide = [], ...rest } = old;
  const next = hide.includes(region) ? hide.filter((one) => one !== region) : [...hide, region];
  return next.length === 0 ? rest : { ...rest, hide: next };
}

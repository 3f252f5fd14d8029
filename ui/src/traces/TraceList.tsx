// SPDX-License-Identifier: Apache-2.0
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef, type MouseEvent } from 'react';
import type { TraceSummary } from '../api/types';
import { plural } from '../format/number';
import { dayName, duration } from '../format/time';
import { Button } from '../parts/Button';
import { useMedia } from '../shell/media';
import { usePreferences } from '../shell/preferences';
import { listRows, type ListRow } from './rows';
import { TraceRow } from './TraceRow';
import styles from './traces.module.css';

export interface TraceListProps {
  readonly traces: readonly TraceSummary[];
  readonly at: string | undefined;
  readonly stale: boolean;
  readonly hrefOf: (trace: TraceSummary) => string;
  readonly onOpen: (id: string) => void;
  readonly onAtTop: (atTop: boolean) => void;
  readonly more: {
    readonly load: () => void;
    readonly left: boolean;
    readonly loading: boolean;
    readonly failed: boolean;
  };
}

const COLUMNS = [
  'Time',
  'State',
  'Name',
  'First line → answer',
  'Contents',
  'Model',
  'Latency',
  'Tokens',
  'Cost',
];

/** The rows as an ARIA grid of which only the visible part is drawn. */
export function TraceList(props: TraceListProps) {
  const { traces, at, stale, more, onAtTop } = props;
  const { zone } = usePreferences();
  const narrow = useMedia('(max-width: 860px)');
  const coarse = useMedia('(pointer: coarse)');
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useMemo(() => listRows(traces, zone), [traces, zone]);
  const height = narrow ? 58 : coarse ? 44 : 28;
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (i) => (rows[i]?.kind === 'day' ? 30 : height),
    getItemKey: (i) => rows[i]?.key ?? i,
    overscan: 12,
  });
  useEffect(() => virtual.measure(), [virtual, height]);
  useSelectedInView(rows, at, virtual.scrollToIndex);
  useMoreInView(virtual.range?.endIndex ?? 0, rows.length, more);
  const longest = useMemo(
    () => traces.reduce((most, trace) => Math.max(most, trace.duration_ms ?? 0), 0),
    [traces],
  );
  return (
    <div
      ref={scroller}
      className={styles['list']}
      role="grid"
      tabIndex={0}
      aria-label="Traces"
      aria-rowcount={more.left ? -1 : rows.length + 1}
      aria-busy={stale}
      aria-activedescendant={at === undefined ? undefined : `row-${at}`}
      data-stale={stale}
      onScroll={(event) => onAtTop(event.currentTarget.scrollTop < 8)}
      onClick={(event) => openPlainClick(event, props.onOpen)}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && at !== undefined) props.onOpen(at);
      }}
    >
      <div role="row" aria-rowindex={1} className={styles['columns']}>
        {COLUMNS.map((name) => (
          <span key={name} role="columnheader">
            {name === 'State' ? <span className={styles['spoken']}>{name}</span> : name}
          </span>
        ))}
      </div>
      <div role="rowgroup" style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {virtual.getVirtualItems().map(({ index, start, size }) => {
          const row = rows[index];
          if (row === undefined) return null;
          const selected = row.kind === 'trace' && row.key === at;
          return (
            <div
              key={row.key}
              id={`row-${row.key}`}
              role="row"
              aria-rowindex={index + 2}
              {...(row.kind === 'trace' ? { 'aria-selected': selected, 'data-id': row.key } : {})}
              className={row.kind === 'day' ? styles['day'] : styles['row']}
              style={{ height: size, transform: `translateY(${start}px)` }}
            >
              {row.kind === 'day' ? (
                <span role="gridcell">{dayName(row.key, new Date(), zone)}</span>
              ) : (
                <TraceRow
                  trace={row.trace}
                  href={props.hrefOf(row.trace)}
                  zone={zone}
                  longest={longest}
                />
              )}
            </div>
          );
        })}
      </div>
      <Foot traces={traces} longest={longest} more={more} />
    </div>
  );
}

function Foot({
  traces,
  longest,
  more,
}: Pick<TraceListProps, 'traces' | 'more'> & { readonly longest: number }) {
  return (
    <div role="row" className={styles['foot']}>
      <span role="gridcell">
        {plural(traces.length, 'trace')}
        {more.left ? ' so far' : ', that is all'} · longest {duration(longest)}
        {more.left && (
          <Button tone="text" onClick={more.load} disabled={more.loading}>
            {more.loading
              ? 'Loading more…'
              : more.failed
                ? 'Could not load more: try again'
                : 'Load more'}
          </Button>
        )}
      </span>
    </div>
  );
}

/** A click without modifier opens in place; with one the browser does what it does with links. */
function openPlainClick(event: MouseEvent, open: (id: string) => void): void {
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button !== 0)
    return;
  const row = (event.target as Element).closest('[data-id]');
  const id = row?.getAttribute('data-id');
  if (id == null) return;
  event.preventDefault();
  open(id);
}

function useSelectedInView(
  rows: readonly ListRow[],
  at: string | undefined,
  scrollTo: (index: number, options: { align: 'auto' }) => void,
): void {
  const latest = useRef(rows);
  useEffect(() => {
    latest.current = rows;
  });
  const ready = rows.length > 0;
  useEffect(() => {
    if (at === undefined || !ready) return;
    const index = latest.current.findIndex((row) => row.key === at);
    if (index >= 0) scrollTo(index, { align: 'auto' });
  }, [at, ready, scrollTo]);
}

function useMoreInView(last: number, total: number, more: TraceListProps['more']): void {
  const near = total > 0 && last > total - 20;
  const { left, loading, failed, load } = more;
  useEffect(() => {
    if (near && left && !loading && !failed) load();
  }, [near, left, loading, failed, load]);
}

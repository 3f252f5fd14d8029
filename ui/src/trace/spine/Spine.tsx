// SPDX-License-Identifier: Apache-2.0
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef, type MouseEvent } from 'react';
import { plural } from '../../format/number';
import { ruler as rulerOver } from '../../record/timeline';
import { visibleRows } from '../../record/tree';
import { useMedia } from '../../shell/media';
import { useView } from '../view';
import { barsOf, latestOf, stretchOf } from './bars';
import { RulerHead } from './RulerHead';
import { SpineRow } from './SpineRow';
import styles from './spine.module.css';

/** The spans as a tree beside their bars: an ARIA treegrid of which the visible part is drawn. */
export function Spine() {
  const view = useView();
  const { story, folded, selected, fold, select } = view;
  const scroller = useRef<HTMLDivElement>(null);
  const coarse = useMedia('(pointer: coarse)');
  const height = coarse ? 44 : 24;
  const rows = useMemo(() => visibleRows(story.tree.roots, folded), [story, folded]);
  const ruler = useRuler();
  const bars = useMemo(() => barsOf(view.ruler, story.nodes, ruler), [view.ruler, story, ruler]);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: 16,
  });
  useEffect(() => virtual.measure(), [virtual, height]);
  const index = rows.findIndex((row) => row.node === selected);
  const scrollTo = virtual.scrollToIndex;
  useEffect(() => {
    if (index >= 0) scrollTo(index, { align: 'auto' });
  }, [index, scrollTo]);

  const onClick = (event: MouseEvent) => {
    const target = event.target as Element;
    const key = target.closest('[data-key]')?.getAttribute('data-key');
    if (key == null) return;
    if (target.closest('[data-fold]') !== null) fold([key], !folded.has(key));
    else select(key);
  };
  const hidden = story.nodes.length - rows.length;
  return (
    <section className={styles['spine']} aria-label="Tree">
      <RulerHead ruler={ruler} />
      <div
        ref={scroller}
        className={styles['scroller']}
        role="treegrid"
        tabIndex={0}
        aria-label="Spans"
        aria-rowcount={rows.length}
        aria-activedescendant={selected === undefined ? undefined : `spine-${selected.key}`}
        onClick={onClick}
      >
        <div role="rowgroup" className={styles['rows']} style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index: at, start }) => {
            const row = rows[at];
            if (row === undefined) return null;
            return (
              <SpineRow
                key={row.node.key}
                row={row}
                index={at}
                top={start}
                height={height}
                bar={bars.get(row.node.key)}
                selected={row.node === selected}
                attempt={story.attempts.get(row.node.key)}
                step={story.steps.get(row.node.key)?.number}
              />
            );
          })}
        </div>
      </div>
      <Foot hidden={hidden} />
    </section>
  );
}

function useRuler() {
  const { story, foldIdle } = useView();
  return useMemo(() => {
    const latest = latestOf(story.nodes);
    const leaves = story.nodes.filter((node) => node.children.length === 0);
    return rulerOver(
      leaves.map((node) => stretchOf(node, latest)),
      foldIdle,
    );
  }, [story, foldIdle]);
}

/** What is not in the rows above, with its number. */
function Foot({ hidden }: { readonly hidden: number }) {
  const { story, folded, fold, recording } = useView();
  const { orphans, cycles } = story.tree;
  const remarks = [
    orphans > 0 ? `${plural(orphans, 'span')} whose parent is not in the trace` : null,
    cycles > 0 ? `${plural(cycles, 'cycle')} of parents broken` : null,
    recording.next === null ? null : `more traces than the ${recording.traces.length} shown`,
  ].filter((remark) => remark !== null);
  if (hidden === 0 && remarks.length === 0) return null;
  return (
    <p className={styles['foot']}>
      {hidden > 0 && (
        <button type="button" onClick={() => fold([...folded], false)}>
          {plural(hidden, 'row')} folded · show
        </button>
      )}
      {remarks.map((remark) => (
        <span key={remark}>{remark}</span>
      ))}
    </p>
  );
}

// SPDX-License-Identifier: Apache-2.0
import { useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useRef, type MouseEvent } from 'react';
import { entryIndex } from '../../record/story';
import { useView } from '../view';
import { EntryView } from './EntryView';
import styles from './story.module.css';

/** The recording as it reads from top to bottom: what was said, and what was done between. */
export function StoryRegion() {
  const view = useView();
  const { story, selected, message, select } = view;
  const { entries } = story;
  const scroller = useRef<HTMLDivElement>(null);
  const clicked = useRef<string | null>(null);
  const virtual = useVirtualizer({
    count: entries.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 140,
    getItemKey: (i) => entries[i]?.key ?? i,
    overscan: 4,
    paddingStart: 8,
    paddingEnd: 120,
  });
  const key = selected?.key;
  const index = key === undefined ? -1 : entryIndex(entries, key);
  const reveal = useCallback(
    (at: number) => {
      const box = scroller.current;
      const start = virtual.measurementsCache[at]?.start ?? 0;
      const inView =
        box !== null &&
        start >= box.scrollTop - 4 &&
        start < box.scrollTop + box.clientHeight * 0.7;
      if (!inView) virtual.scrollToIndex(at, { align: 'start' });
    },
    [virtual],
  );
  useEffect(() => {
    // What was clicked here is in view already; moving it away would lose one's place.
    if (index < 0 || clicked.current === key) return;
    clicked.current = null;
    reveal(index);
  }, [index, key, reveal]);
  useMessageInView(message, index);

  const onClick = (event: MouseEvent) => {
    const target = event.target as Element;
    if (target.closest('a,button:not([data-select]),summary,input') !== null) return;
    if (getSelection()?.isCollapsed === false) return;
    const entry = target.closest('[data-entry]')?.getAttribute('data-entry');
    if (entry == null) return;
    clicked.current = entry;
    const inside = target.closest('[data-message]')?.getAttribute('data-message') ?? undefined;
    select(entry, inside);
  };
  return (
    <section className={styles['region']} aria-labelledby="story-title">
      <h2 id="story-title" className={styles['spoken']}>
        Conversation
      </h2>
      <div
        ref={scroller}
        className={styles['scroller']}
        tabIndex={0}
        role="group"
        aria-label="Story"
        onClick={onClick}
      >
        <div className={styles['entries']} style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index: at, start }) => {
            const entry = entries[at];
            if (entry === undefined) return null;
            return (
              <div
                key={entry.key}
                ref={virtual.measureElement}
                data-index={at}
                className={styles['slot']}
                style={{ transform: `translateY(${start}px)` }}
              >
                <EntryView entry={entry} selected={at === index} last={at === entries.length - 1} />
              </div>
            );
          })}
        </div>
      </div>
    </section>
  );
}

/** Scrolls to the message of the address once its entry has been drawn. */
function useMessageInView(message: string | undefined, index: number): void {
  useEffect(() => {
    if (message === undefined || index < 0) return;
    const timer = window.setTimeout(() => {
      const element = document.querySelector(`[data-message="${CSS.escape(message)}"]`);
      element?.scrollIntoView({ block: 'nearest' });
    }, 120);
    return () => clearTimeout(timer);
  }, [message, index]);
}

// SPDX-License-Identifier: Apache-2.0
import type { Span } from '../../api/types';
import { visible } from '../../format/text';
import { duration, millis } from '../../format/time';
import { Fields } from '../../content/Value';
import { Section } from './Facts';
import styles from './inspector.module.css';

/** What the span noted on its way, with the time since it began. */
export function SpanEvents({ span }: { readonly span: Span }) {
  if (span.events.length === 0) return null;
  return (
    <Section title={`Events · ${span.events.length}`}>
      {span.events.map((event, i) => (
        <div key={i} className={styles['event']}>
          <p>
            <b>{visible(event.name)}</b>
            <span>{after(span, event.time)}</span>
          </p>
          <Fields name={`${span.span_id}-event-${i}`} fields={Object.entries(event.attributes)} />
        </div>
      ))}
    </Section>
  );
}

function after(span: Span, time: string | undefined): string {
  const ms = millis(time) - millis(span.start_time);
  return Number.isNaN(ms) ? '' : `+ ${duration(ms)}`;
}

// SPDX-License-Identifier: Apache-2.0
import { memo } from 'react';
import type { TraceSummary } from '../api/types';
import { cost, count, plural, short } from '../format/number';
import { visible } from '../format/text';
import { clock, duration, instant, type Zone } from '../format/time';
import { Glyph } from '../parts/Glyph';
import { Icon } from '../parts/Icon';
import { StatusMark } from '../parts/StatusMark';
import { withoutOperation } from '../record/names';
import { totalTokens } from '../record/usage';
import { latencyShare } from './rows';
import styles from './traces.module.css';

interface TraceRowProps {
  readonly trace: TraceSummary;
  readonly href: string;
  readonly zone: Zone;
  readonly longest: number;
}

/** The cells of one trace. A plain anchor: the list has one handler for all of them. */
export const TraceRow = memo(function TraceRow({ trace, href, zone, longest }: TraceRowProps) {
  const { preview } = trace;
  return (
    <>
      <span role="gridcell" className={styles['time']} title={instant(trace.start_time, zone)}>
        {clock(trace.start_time, zone)}
      </span>
      <span role="gridcell" className={styles['state']} data-status={trace.status}>
        <StatusMark status={trace.status} quiet />
      </span>
      <span role="gridcell" className={styles['name']}>
        <a href={href} tabIndex={-1} title={trace.name}>
          <bdi>{visible(withoutOperation(trace.name ?? '(no name)'))}</bdi>
        </a>
      </span>
      <span role="gridcell" className={styles['preview']}>
        {preview?.input !== undefined && <bdi>{visible(preview.input)}</bdi>}
        {preview?.output !== undefined && (
          <span className={styles['answer']}>
            <span aria-label="answer">→</span> <bdi>{visible(preview.output)}</bdi>
          </span>
        )}
      </span>
      <Contents trace={trace} />
      <span role="gridcell" className={styles['models']} title={trace.models.join(', ')}>
        {trace.models[0]}
        {trace.models.length > 1 && <small>+{trace.models.length - 1}</small>}
      </span>
      <span role="gridcell" className={styles['latency']}>
        <svg viewBox="0 0 36 3" preserveAspectRatio="none" aria-hidden="true">
          <rect width={36 * latencyShare(trace.duration_ms, longest)} height="3" rx="1.5" />
        </svg>
        {duration(trace.duration_ms)}
      </span>
      <Numbers trace={trace} />
    </>
  );
});

function Contents({ trace }: { readonly trace: TraceSummary }) {
  const said = [
    plural(trace.generation_count, 'generation'),
    plural(trace.tool_count, 'tool call'),
    plural(trace.error_count, 'error'),
    plural(trace.span_count, 'span'),
  ].join(', ');
  return (
    <span role="gridcell" className={styles['contents']} title={said}>
      <span className={styles['spoken']}>{said}</span>
      <span aria-hidden="true">
        <span data-none={trace.generation_count === 0}>
          <Glyph kind="GENERATION" />
          {count(trace.generation_count)}
        </span>
        <span data-none={trace.tool_count === 0}>
          <Glyph kind="TOOL" />
          {count(trace.tool_count)}
        </span>
        {trace.error_count > 0 && (
          <span className={styles['errors']}>
            <Icon name="error" />
            {count(trace.error_count)}
          </span>
        )}
      </span>
    </span>
  );
}

function Numbers({ trace }: { readonly trace: TraceSummary }) {
  const tokens = totalTokens(trace.usage);
  return (
    <>
      <span
        role="gridcell"
        className={styles['number']}
        title={tokens === null ? 'No usage reported' : plural(tokens, 'token')}
      >
        {short(tokens)}
      </span>
      <span
        role="gridcell"
        className={styles['number']}
        title={trace.cost == null ? 'Cost unknown' : `$${trace.cost}`}
      >
        {cost(trace.cost)}
      </span>
    </>
  );
}

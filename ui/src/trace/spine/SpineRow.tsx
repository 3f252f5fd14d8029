// SPDX-License-Identifier: Apache-2.0
import { memo, type CSSProperties } from 'react';
import { plural, count } from '../../format/number';
import { visible } from '../../format/text';
import { duration } from '../../format/time';
import { Icon } from '../../parts/Icon';
import { KindMark } from '../../parts/Glyph';
import { shortName } from '../../record/names';
import type { TreeRow } from '../../record/tree';
import type { Bar } from './bars';
import styles from './spine.module.css';

interface SpineRowProps {
  readonly row: TreeRow;
  readonly index: number;
  readonly top: number;
  readonly height: number;
  readonly bar: Bar | undefined;
  readonly selected: boolean;
  readonly step: number | undefined;
  readonly attempt: { readonly number: number; readonly of: number } | undefined;
}

/** One span: its kind and name at its depth, its duration, its bar. */
export const SpineRow = memo(function SpineRow(props: SpineRowProps) {
  const { row, index, top, height, bar, selected } = props;
  const { node, expanded } = row;
  const { status, duration_ms } = node.span ?? node.trace;
  const kind = node.span?.type ?? 'MESSAGE';
  return (
    <div
      id={`spine-${node.key}`}
      role="row"
      aria-level={node.level}
      aria-posinset={row.position}
      aria-setsize={row.setSize}
      aria-rowindex={index + 1}
      aria-selected={selected}
      {...(expanded === null ? {} : { 'aria-expanded': expanded })}
      data-key={node.key}
      data-turn={node.span === null}
      className={styles['row']}
      style={{ transform: `translateY(${top}px)`, height }}
    >
      <span role="gridcell" className={styles['label']} style={indent(node.level)}>
        <span
          className={styles['fold']}
          data-fold={expanded !== null}
          data-open={expanded === true}
        >
          {expanded !== null && <Icon name="chevron" />}
        </span>
        {node.span === null ? <Turn row={row} /> : <Name {...props} />}
      </span>
      <span role="gridcell" className={styles['took']} data-status={status}>
        {status === 'running' ? 'running' : duration(duration_ms)}
      </span>
      <span role="gridcell" className={styles['track']}>
        {bar !== undefined && (
          <BarView
            bar={bar}
            kind={kind}
            failed={node.span?.status === 'error'}
            turn={node.span === null}
          />
        )}
      </span>
    </div>
  );
});

function indent(level: number): CSSProperties {
  // Deep trees keep their names readable: beyond twelve levels the steps end.
  return { paddingLeft: 4 + Math.min(level - 1, 12) * 14 };
}

function Turn({ row }: { readonly row: TreeRow }) {
  const { node, position, expanded } = row;
  return (
    <>
      <b>Turn {position}</b>
      <Failed own={false} below={node.errorsBelow} folded={expanded === false} />
      {expanded === false && <small>{plural(node.size, 'span')}</small>}
    </>
  );
}

function Name({ row, step, attempt }: SpineRowProps) {
  const { node, expanded } = row;
  const span = node.span;
  if (span === null) return null;
  return (
    <>
      <KindMark kind={span.type} />
      <span className={styles['name']} title={span.name}>
        <bdi>{visible(shortName(span))}</bdi>
      </span>
      {step !== undefined && <small>step {step}</small>}
      {attempt !== undefined && (
        <small>
          try {attempt.number}/{attempt.of}
        </small>
      )}
      <Failed own={span.status === 'error'} below={node.errorsBelow} folded={expanded === false} />
      {node.stray !== null && <small title="Its parent is not in this trace">{node.stray}</small>}
      {span.flags.map((flag) => (
        <small key={flag}>{flag}</small>
      ))}
      {expanded === false && <small>+{count(node.size)}</small>}
    </>
  );
}

/** Its own failure, or failures below it: always while it is folded, and faintly when it is open. */
function Failed({ own, below, folded }: { own: boolean; below: number; folded: boolean }) {
  if (!own && below === 0) return null;
  const text = own ? 'failed' : `${plural(below, 'failure')} below`;
  return (
    <span className={styles['failed']} data-own={own || folded} title={text}>
      <Icon name="error" />
      {!own && <span>{below}</span>}
      <span className={styles['spoken']}>{text}</span>
    </span>
  );
}

interface BarViewProps {
  readonly bar: Bar;
  readonly kind: string;
  readonly failed: boolean;
  readonly turn: boolean;
}

function BarView({ bar, kind, failed, turn }: BarViewProps) {
  const place: CSSProperties = { left: `${bar.left * 100}%`, width: `${bar.width * 100}%` };
  return (
    <span
      className={styles['bar']}
      style={place}
      data-kind={kind}
      data-failed={failed}
      data-open={bar.open}
      data-turn={turn}
    >
      {bar.parts?.map(({ part, share }) => (
        <i key={part} data-part={part} style={{ flexGrow: share }} />
      ))}
    </span>
  );
}

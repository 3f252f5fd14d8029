// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from 'react';
import { visible } from '../../format/text';
import { Icon } from '../../parts/Icon';
import { KindMark } from '../../parts/Glyph';
import type { Span } from '../../api/types';
import styles from './story.module.css';

interface EntryHeadProps {
  readonly span: Span;
  readonly title: string;
  readonly note?: ReactNode;
  /** Numbers on the right. */
  readonly facts: readonly (string | null)[];
}

/** The line that names a step. Pressing it selects the step in all regions. */
export function EntryHead({ span, title, note, facts }: EntryHeadProps) {
  const shown = facts.filter((fact) => fact !== null);
  return (
    <header className={styles['head']}>
      <KindMark kind={span.type} />
      <h3>
        <button type="button" data-select>
          <bdi>{visible(title)}</bdi>
        </button>
      </h3>
      {note !== undefined && <span className={styles['note']}>{note}</span>}
      <span className={styles['facts']}>
        {shown.map((fact) => (
          <span key={fact}>{fact}</span>
        ))}
      </span>
    </header>
  );
}

/** Why a step failed, in its own words. */
export function FailureLine({ span }: { readonly span: Span }) {
  if (span.status !== 'error') return null;
  return (
    <p className={styles['failure']}>
      <Icon name="error" />
      <span>
        <b>{span.error_type === undefined ? 'Failed' : visible(span.error_type)}</b>
        {span.status_message !== undefined && <> · {visible(span.status_message)}</>}
      </span>
    </p>
  );
}

// SPDX-License-Identifier: Apache-2.0
import type { Feedback } from '../../api/types';
import { visible } from '../../format/text';
import { KindMark } from '../../parts/Glyph';
import { useView } from '../view';
import styles from './story.module.css';

/** What was said about a step or a trace, below it. */
export function FeedbackLines({ target }: { readonly target: string }) {
  const { story } = useView();
  return story.feedback.get(target)?.map((one) => (
    <p key={one.id} className={styles['feedback']}>
      <KindMark kind="FEEDBACK" />
      <b>{feedbackValue(one)}</b>
      {one.outcome !== undefined && <span>{visible(one.outcome)}</span>}
      {one.comment !== undefined && <q>{visible(one.comment)}</q>}
      <small>
        {[one.source?.toLowerCase(), one.author]
          .filter((part) => part !== undefined)
          .map(visible)
          .join(' · ')}
      </small>
    </p>
  ));
}

/** The value of a feedback in words: its tag, its score under its name, or its label. */
export function feedbackValue({ tag, score, label, name }: Feedback): string {
  const value = tag?.toLowerCase() ?? label ?? (score === undefined ? 'comment' : String(score));
  return visible(name === undefined ? value : `${name} ${value}`);
}

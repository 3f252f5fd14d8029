// SPDX-License-Identifier: Apache-2.0
import { visible } from '../../format/text';
import { instant } from '../../format/time';
import type { TreeNode } from '../../record/tree';
import { usePreferences } from '../../shell/preferences';
import { feedbackValue } from '../story/FeedbackLines';
import { useView } from '../view';
import { FeedbackForm } from './FeedbackForm';
import styles from './inspector.module.css';

/** What was said about the selected step, and room to say something. */
export function FeedbackTab({ node }: { readonly node: TreeNode }) {
  const { recording } = useView();
  const { zone } = usePreferences();
  const ofTrace = recording.feedback.filter((one) => one.trace_id === node.trace.trace_id);
  const own = ofTrace.filter((one) => (one.span_id ?? one.trace_id) === node.key);
  const elsewhere = ofTrace.length - own.length;
  return (
    <>
      <FeedbackForm node={node} />
      <ul className={styles['given']}>
        {own.map((one) => (
          <li key={one.id}>
            <p>
              <b>{feedbackValue(one)}</b>
              {one.outcome !== undefined && <span>{visible(one.outcome)}</span>}
            </p>
            {one.comment !== undefined && <p>{visible(one.comment)}</p>}
            <small>
              {[one.source?.toLowerCase(), one.author, instant(one.time, zone)]
                .filter((part) => part !== undefined)
                .map(visible)
                .join(' · ')}
            </small>
          </li>
        ))}
      </ul>
      {elsewhere > 0 && (
        <p className={styles['none']}>{elsewhere} more on other parts of this trace.</p>
      )}
    </>
  );
}

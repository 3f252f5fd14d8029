// SPDX-License-Identifier: Apache-2.0
import { duration } from '../../format/time';
import { Value } from '../../content/Value';
import { shortName } from '../../record/names';
import type { TreeNode } from '../../record/tree';
import { useView } from '../view';
import { EntryHead, FailureLine } from './EntryHead';
import styles from './story.module.css';

/** A tool at work: its arguments unless the call above shows them, and what it returned. */
export function ToolEntry({ node }: { readonly node: TreeNode }) {
  const { story } = useView();
  const span = node.span;
  if (span === null) return null;
  const attempt = story.attempts.get(span.span_id);
  const callId = span.tool?.call_id;
  const asked = callId !== undefined && story.askedCalls.has(callId);
  const again = attempt !== undefined && attempt.number > 1;
  return (
    <>
      <EntryHead
        span={span}
        title={shortName(span)}
        note={
          attempt === undefined
            ? undefined
            : `${again ? 'retried · ' : ''}try ${attempt.number} of ${attempt.of}`
        }
        facts={[span.status === 'running' ? 'running' : duration(span.duration_ms)]}
      />
      <FailureLine span={span} />
      {!asked && span.input !== undefined && (
        <div className={styles['input']}>
          <Value name={`${span.span_id}-in`} value={span.input} />
        </div>
      )}
      {span.output !== undefined && (
        <div className={styles['result']}>
          <Value name={`${span.span_id}-out`} value={span.output} />
        </div>
      )}
      {span.output === undefined && span.status === 'ok' && (
        <p className={styles['faint']}>Its result was not recorded.</p>
      )}
    </>
  );
}

// SPDX-License-Identifier: Apache-2.0
import { plural } from '../../format/number';
import { duration } from '../../format/time';
import { visible } from '../../format/text';
import { LongText } from '../../content/LongText';
import { JsonView } from '../../content/JsonView';
import { Value } from '../../content/Value';
import { documents, type RankedDocument } from '../../record/documents';
import { unwrapped } from '../../record/messages';
import { shortName } from '../../record/names';
import type { TreeNode } from '../../record/tree';
import { EntryHead, FailureLine } from './EntryHead';
import styles from './story.module.css';

/** A search: what was asked for, and the documents in their order with their scores. */
export function RetrievalEntry({ node }: { readonly node: TreeNode }) {
  const span = node.span;
  if (span === null) return null;
  const found = documents(unwrapped(span.output));
  return (
    <>
      <EntryHead
        span={span}
        title={shortName(span)}
        facts={[
          found === null ? null : plural(found.length, 'document'),
          duration(span.duration_ms),
        ]}
      />
      <FailureLine span={span} />
      {span.input !== undefined && (
        <div className={styles['input']}>
          <Value name={`${span.span_id}-in`} value={span.input} />
        </div>
      )}
      {found !== null && (
        <ol className={styles['documents']}>
          {found.map((document, i) => (
            <DocumentRow key={i} rank={i + 1} document={document} name={`${span.span_id}-${i}`} />
          ))}
        </ol>
      )}
      {found === null && span.output !== undefined && (
        <div className={styles['result']}>
          <Value name={`${span.span_id}-out`} value={span.output} />
        </div>
      )}
    </>
  );
}

interface DocumentRowProps {
  readonly rank: number;
  readonly document: RankedDocument;
  readonly name: string;
}

function DocumentRow({ rank, document, name }: DocumentRowProps) {
  const { title, id, score, text, rest } = document;
  return (
    <li>
      <span className={styles['rank']}>{rank}</span>
      <div>
        <p className={styles['documentHead']}>
          <b>{visible(title ?? id ?? `Document ${rank}`)}</b>
          {title !== null && id !== null && <small>{visible(id)}</small>}
          {score !== null && (
            <span className={styles['score']}>
              <meter min={0} max={1} value={Math.min(1, Math.max(0, score))} aria-label="Score" />
              {Number(score.toFixed(4))}
            </span>
          )}
        </p>
        {text !== null && <LongText name={name} text={text} />}
        {Object.keys(rest).length > 0 && (
          <JsonView name={`${name}-rest`} value={rest} label="more" depth={2} />
        )}
      </div>
    </li>
  );
}

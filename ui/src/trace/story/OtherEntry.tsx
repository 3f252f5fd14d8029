// SPDX-License-Identifier: Apache-2.0
import { cost, plural } from '../../format/number';
import { duration } from '../../format/time';
import { Value } from '../../content/Value';
import { useOpening } from '../../content/openings';
import { bytes } from '../../format/number';
import type { Json } from '../../api/types';
import { shortName } from '../../record/names';
import type { TreeNode } from '../../record/tree';
import { EntryHead, FailureLine } from './EntryHead';
import styles from './story.module.css';

/** Any other step: a line, with its input and output if it has them. */
export function OtherEntry({ node }: { readonly node: TreeNode }) {
  const span = node.span;
  if (span === null) return null;
  const frame = span.type === 'AGENT' || span.type === 'WORKFLOW';
  return (
    <>
      <EntryHead
        span={span}
        title={shortName(span)}
        facts={[
          node.size > 0 && frame ? plural(node.size, 'span') : null,
          span.generation?.cost == null ? null : cost(span.generation.cost),
          span.status === 'running' ? 'running' : duration(span.duration_ms),
        ]}
      />
      <FailureLine span={span} />
      {span.input !== undefined && (
        <Side label="Input" name={`${span.span_id}-in`} value={span.input} folded={frame} />
      )}
      {span.output !== undefined && (
        <Side label="Output" name={`${span.span_id}-out`} value={span.output} folded={frame} />
      )}
    </>
  );
}

interface SideProps {
  readonly label: string;
  readonly name: string;
  readonly value: Json;
  /** Frames repeat what their steps show, so their own values wait. */
  readonly folded: boolean;
}

function Side({ label, name, value, folded }: SideProps) {
  const [open, setOpen] = useOpening(name, !folded);
  return (
    <div className={folded && !open ? styles['side'] : styles['result']}>
      <button
        type="button"
        className={styles['sideLabel']}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        {label}
        {!open && <> · {bytes(JSON.stringify(value).length)}</>}
      </button>
      {open && <Value name={name} value={value} />}
    </div>
  );
}

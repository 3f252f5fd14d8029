// SPDX-License-Identifier: Apache-2.0
import type { Usage } from '../../api/types';
import { count } from '../../format/number';
import { totalTokens, usageParts } from '../../record/usage';
import styles from './inspector.module.css';

/** The parts of a usage as one bar and as numbers. They add up to the total. */
export function TokenStack({ usage }: { readonly usage: Usage | undefined }) {
  const parts = usageParts(usage);
  const total = totalTokens(usage);
  if (usage === undefined || total === null)
    return <p className={styles['none']}>No usage was reported.</p>;
  return (
    <>
      <div className={styles['stack']} aria-hidden="true">
        {parts.map(({ part, tokens }) => (
          <i key={part} data-part={part} style={{ flexGrow: tokens }} />
        ))}
      </div>
      <table className={styles['tokens']}>
        <tbody>
          {(['input', 'output'] as const).map((side) => (
            <Side key={side} side={side} usage={usage} parts={parts} />
          ))}
          <tr data-total>
            <th scope="row">Total</th>
            <td>{count(total)}</td>
          </tr>
        </tbody>
      </table>
    </>
  );
}

interface SideProps {
  readonly side: 'input' | 'output';
  readonly usage: Usage;
  readonly parts: ReturnType<typeof usageParts>;
}

function Side({ side, usage, parts }: SideProps) {
  const total = side === 'input' ? usage.input_tokens : usage.output_tokens;
  const own = parts.filter((part) => part.side === side);
  if (total === undefined && own.length === 0) return null;
  return (
    <>
      <tr data-side>
        <th scope="row">{side === 'input' ? 'Input' : 'Output'}</th>
        <td>{total === undefined ? '—' : count(total)}</td>
      </tr>
      {own.map(({ part, label, tokens }) => (
        <tr key={part}>
          <th scope="row">
            <i data-part={part} aria-hidden="true" />
            {label}
          </th>
          <td>{count(tokens)}</td>
        </tr>
      ))}
    </>
  );
}

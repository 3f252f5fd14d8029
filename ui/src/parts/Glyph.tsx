// SPDX-License-Identifier: Apache-2.0
import { KINDS, type Kind } from '../record/kinds';
import styles from './parts.module.css';

/** The shape of a kind in its colour. The name is left to the code or text beside it. */
export function Glyph({ kind }: { readonly kind: Kind }) {
  const { glyph, open } = KINDS[kind];
  return (
    <svg
      className={styles['glyph']}
      data-kind={kind}
      data-open={open}
      viewBox="0 0 12 12"
      aria-hidden="true"
    >
      <path d={glyph} />
    </svg>
  );
}

/** Shape and three-letter code. */
export function KindMark({ kind }: { readonly kind: Kind }) {
  const { code, label } = KINDS[kind];
  return (
    <span className={styles['kind']} data-kind={kind} title={label}>
      <Glyph kind={kind} />
      <abbr title={label}>{code}</abbr>
    </span>
  );
}

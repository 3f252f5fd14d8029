// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from 'react';
import { visible } from '../../format/text';
import { CopyButton } from '../../parts/Copy';
import styles from './inspector.module.css';

/** A titled group of facts. */
export function Section({
  title,
  children,
}: {
  readonly title: string;
  readonly children: ReactNode;
}) {
  return (
    <section className={styles['section']}>
      <h3>{title}</h3>
      {children}
    </section>
  );
}

export interface Fact {
  readonly name: string;
  readonly value: string | undefined;
  /** Worth copying, such as an id. */
  readonly copy?: boolean;
  readonly title?: string;
}

/** Names and values in two aligned columns. Facts without a value are left out. */
export function Facts({ facts }: { readonly facts: readonly Fact[] }) {
  return (
    <dl className={styles['facts']}>
      {facts.map(({ name, value, copy, title }) =>
        value === undefined ? null : (
          <div key={name} title={title}>
            <dt>{name}</dt>
            <dd data-copy={copy}>
              <bdi>{visible(value)}</bdi>
              {copy === true && <CopyButton text={value} what={name} />}
            </dd>
          </div>
        ),
      )}
    </dl>
  );
}

// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from 'react';
import { Problem } from '../api/fetch';
import { Button } from './Button';
import { Icon } from './Icon';
import styles from './parts.module.css';

interface FailureProps {
  readonly what: string;
  readonly error: unknown;
  readonly onRetry?: () => void;
  readonly children?: ReactNode;
}

/** What failed, in the server's words, and a way on. */
export function Failure({ what, error, onRetry, children }: FailureProps) {
  const problem = Problem.of(error);
  return (
    <div className={styles['failure']} role="alert">
      <span className={styles['failureMark']}>
        <Icon name="error" />
      </span>
      <div>
        <h1>{what}</h1>
        <p>{problem.detail || problem.title}</p>
        <div className={styles['failureActions']}>
          {onRetry !== undefined && <Button onClick={onRetry}>Try again</Button>}
          {children}
        </div>
      </div>
    </div>
  );
}

/** Grey lines where rows will stand; appears only when waiting takes a while. */
export function Waiting({ rows, label }: { readonly rows: number; readonly label?: string }) {
  return (
    <div
      className={styles['waiting']}
      {...(label === undefined ? { 'aria-hidden': true } : { role: 'status' })}
    >
      {label !== undefined && <h1>{label}</h1>}
      {Array.from({ length: rows }, (_, i) => (
        <div key={i} />
      ))}
    </div>
  );
}

// SPDX-License-Identifier: Apache-2.0
import type { Status } from '../api/types';
import { Icon } from './Icon';
import styles from './parts.module.css';

/** Failure is red with a mark and a word; success is quiet: nothing in a list, a plain word alone. */
export function StatusMark({
  status,
  quiet = false,
}: {
  readonly status: Status;
  readonly quiet?: boolean;
}) {
  if (quiet && (status === 'ok' || status === 'unset')) {
    return <span className={styles['unseen']}>{status === 'ok' ? 'ok' : 'no status'}</span>;
  }
  return (
    <span className={styles['status']} data-status={status}>
      {status === 'error' && <Icon name="error" />}
      {status === 'running' && <span className={styles['pulse']} />}
      {status === 'unset' ? 'no status' : status}
    </span>
  );
}

// SPDX-License-Identifier: Apache-2.0
import { useNavigate } from '@tanstack/react-router';
import { IconButton } from '../parts/Button';
import type { TraceSearch } from '../routes';
import { useKeys, type Binding } from '../shell/keymap';
import { neighbours } from './neighbours';
import { useView } from './view';
import styles from './trace.module.css';

/** Steps through the list from which the trace was opened. */
export function Steps({ id, search }: { readonly id: string; readonly search: TraceSearch }) {
  const { project } = useView();
  const navigate = useNavigate();
  const beside = neighbours(project, search.q ?? '', id);
  const go = (to: string | undefined) => {
    if (to === undefined) return;
    const kept = search.q === undefined ? {} : { q: search.q };
    void navigate({ to: '/p/$project/t/$id', params: { project, id: to }, search: kept });
  };
  const bindings: Binding[] = [
    { keys: ['J'], label: 'Next trace of the list', run: () => go(beside?.next) },
    { keys: ['K'], label: 'Previous trace of the list', run: () => go(beside?.previous) },
  ];
  useKeys('List', beside === null ? [] : bindings);
  if (beside === null) return null;
  return (
    <span className={styles['steps']}>
      <IconButton
        icon="prev"
        label="Previous trace of the list"
        hint="K"
        disabled={beside.previous === undefined}
        onPress={() => go(beside.previous)}
      />
      <IconButton
        icon="next"
        label="Next trace of the list"
        hint="J"
        disabled={beside.next === undefined}
        onPress={() => go(beside.next)}
      />
    </span>
  );
}

// SPDX-License-Identifier: Apache-2.0
import { useNavigate } from '@tanstack/react-router';
import { IconButton } from '../parts/Button';
import type { TraceSearch } from '../routes';
import { useKeys, type Binding } from '../shell/keymap';
import { neighbours } from './neighbours';
import styles from './trace.module.css';

interface StepsProps {
  readonly project: string;
  readonly id: string;
  /** A conversation, which does not stand in the list. */
  readonly forest: boolean;
  readonly search: TraceSearch;
}

/** Steps through the list from which the trace was opened, and back to it. */
export function Steps({ project, id, forest, search }: StepsProps) {
  const navigate = useNavigate();
  const beside = neighbours(project, search.q ?? '', id);
  const kept = search.q === undefined ? {} : { q: search.q };
  const go = (to: string | undefined) => {
    if (to === undefined) return;
    void navigate({ to: '/p/$project/t/$id', params: { project, id: to }, search: kept });
  };
  const back = () =>
    void navigate({
      to: '/p/$project/traces',
      params: { project },
      search: forest ? kept : { ...kept, at: id },
    });
  const bindings: Binding[] = [
    { keys: ['J'], label: 'Next trace of the list', run: () => go(beside?.next) },
    { keys: ['K'], label: 'Previous trace of the list', run: () => go(beside?.previous) },
  ];
  useKeys('List', [
    { keys: ['Escape'], label: 'Back to the traces', run: back },
    ...(beside === null ? [] : bindings),
  ]);
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

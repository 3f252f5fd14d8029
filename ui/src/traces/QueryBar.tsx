// SPDX-License-Identifier: Apache-2.0
import { useRef, useState, type Ref } from 'react';
import { IconButton } from '../parts/Button';
import { Icon } from '../parts/Icon';
import { useKeys } from '../shell/keymap';
import { toggleTerm } from './rows';
import styles from './traces.module.css';

interface QueryBarProps {
  readonly q: string;
  readonly problem: string | null;
  readonly onQuery: (q: string) => void;
}

const QUICK = [
  { term: 'status:error', label: 'Failed' },
  { term: 'status:running', label: 'Running' },
];

/** The query as one line in the server's language. Applied by Enter; the address holds it. */
export function QueryBar({ q, problem, onQuery }: QueryBarProps) {
  const [draft, setDraft] = useState(q);
  const [applied, setApplied] = useState(q);
  const input = useRef<HTMLInputElement>(null);
  if (q !== applied) {
    setApplied(q);
    setDraft(q);
  }
  useKeys('Query', [{ keys: ['/'], label: 'Edit the query', run: () => input.current?.select() }]);
  const apply = (text: string) => {
    setDraft(text);
    onQuery(text.trim());
  };
  return (
    <div className={styles['query']}>
      <form
        role="search"
        className={styles['queryForm']}
        data-problem={problem !== null}
        onSubmit={(event) => {
          event.preventDefault();
          apply(draft);
        }}
      >
        <Icon name="search" />
        <QueryInput ref={input} draft={draft} problem={problem} onDraft={setDraft} />
        {draft !== '' && (
          <IconButton icon="close" label="Clear the query" onPress={() => apply('')} />
        )}
        {draft === '' && <kbd aria-hidden="true">/</kbd>}
      </form>
      <div className={styles['quick']} role="group" aria-label="Quick filters">
        {QUICK.map(({ term, label }) => (
          <button
            key={term}
            type="button"
            aria-pressed={q.split(/\s+/).includes(term)}
            onClick={() => apply(toggleTerm(q, term))}
          >
            {label}
          </button>
        ))}
      </div>
      <p id="query-problem" role="alert" className={styles['problem']}>
        {problem}
      </p>
    </div>
  );
}

interface QueryInputProps {
  readonly draft: string;
  readonly problem: string | null;
  readonly onDraft: (text: string) => void;
  readonly ref: Ref<HTMLInputElement>;
}

function QueryInput({ draft, problem, onDraft, ref }: QueryInputProps) {
  return (
    <input
      ref={ref}
      value={draft}
      name="q"
      type="text"
      enterKeyHint="search"
      autoComplete="off"
      autoCapitalize="off"
      spellCheck={false}
      aria-label="Query"
      aria-describedby="query-problem"
      aria-invalid={problem !== null}
      placeholder={'status:error  model:gpt*  "free text"'}
      onChange={(event) => onDraft(event.target.value)}
      onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()}
    />
  );
}

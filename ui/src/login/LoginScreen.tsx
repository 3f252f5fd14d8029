// SPDX-License-Identifier: Apache-2.0
import { useMutation } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { BASE_PATH, Problem } from '../api/fetch';
import { logIn, queries } from '../api/queries';
import { Button } from '../parts/Button';
import styles from './login.module.css';

const route = getRouteApi('/login');

/** Exchanges a read key for a cookie that scripts cannot see. */
export function LoginScreen() {
  const { then } = route.useSearch();
  const router = useRouter();
  const [key, setKey] = useState('');
  const login = useMutation({
    mutationFn: () => logIn(key.trim()),
    onSuccess: async () => {
      queries.clear();
      setKey('');
      if (then === undefined) await router.navigate({ to: '/', replace: true });
      else router.history.replace(`${BASE_PATH}${then}`);
    },
  });
  const problem = login.error === null ? null : Problem.of(login.error);
  return (
    <main className={styles['screen']}>
      <form
        className={styles['form']}
        onSubmit={(event) => {
          event.preventDefault();
          login.mutate();
        }}
      >
        <svg viewBox="0 0 16 16" aria-hidden="true">
          <path d="M2.5 4.5c2-2.5 4-2.5 4 0s-3 3-3 5.5 3 3 5 .5 3-6 5-5.5M10.5 12.5h3" />
        </svg>
        <h1>Log in to Steno</h1>
        <p>
          This server asks for a key. One that may read is made with{' '}
          <code>steno key create --scope read</code>.
        </p>
        <label htmlFor="key">Read key</label>
        <input
          id="key"
          type="password"
          name="key"
          autoComplete="current-password"
          placeholder="sk-steno-…"
          spellCheck={false}
          autoFocus
          required
          value={key}
          aria-invalid={problem !== null}
          aria-describedby="key-problem"
          onChange={(event) => setKey(event.target.value)}
        />
        <p id="key-problem" className={styles['problem']} role="alert">
          {problem !== null && (problem.detail || problem.title)}
        </p>
        <Button type="submit" tone="strong" disabled={login.isPending || key.trim() === ''}>
          {login.isPending ? 'Logging in…' : 'Log in'}
        </Button>
      </form>
    </main>
  );
}

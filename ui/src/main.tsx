// SPDX-License-Identifier: Apache-2.0
import './styles/base.css';
import './styles/tokens.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Problem } from './api/fetch';
import { queries, sessionQuery } from './api/queries';
import { router } from './router';
import { listenToKeys } from './shell/keymap';
import { applyPreferences } from './shell/preferences';

applyPreferences();
listenToKeys();

// A session may end while the page is open: any answer of 401 leads to the login and back.
queries.getQueryCache().subscribe((event) => {
  if (event.type !== 'updated' || event.action.type !== 'error') return;
  if (Problem.of(event.action.error).status !== 401) return;
  // The one asked for: the failed answer may come before it has been drawn.
  const { href, pathname } = router.latestLocation;
  if (pathname.endsWith('/login')) return;
  queries.removeQueries({ queryKey: sessionQuery.queryKey });
  void router.navigate({ to: '/login', search: { then: href }, replace: true });
});

const page = document.getElementById('page');
if (page !== null) {
  createRoot(page).render(
    <StrictMode>
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </StrictMode>,
  );
}

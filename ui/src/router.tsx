// SPDX-License-Identifier: Apache-2.0
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import { BASE_PATH, Problem } from './api/fetch';
import { queries, sessionQuery } from './api/queries';
import { LoginScreen } from './login/LoginScreen';
import { Announcer } from './parts/Announcer';
import { Failure } from './parts/Notice';
import { loginSearch, parseSearch, stringifySearch, traceSearch, tracesSearch } from './routes';
import { TracesScreen } from './traces/TracesScreen';

const rootRoute = createRootRoute({
  component: () => (
    <>
      <Outlet />
      <Announcer />
    </>
  ),
  notFoundComponent: () => (
    <main>
      <Failure
        what="There is no such page"
        error={new Problem(404, 'Not found', `Nothing is at ${location.pathname}.`)}
      >
        <a href={`${BASE_PATH}/`}>Go to the traces</a>
      </Failure>
    </main>
  ),
  errorComponent: ({ error, reset }) => (
    <main>
      <Failure what="The page failed" error={error} onRetry={reset} />
    </main>
  ),
});

/** Null where the server does not answer: the screen then says so itself. */
function knownSession() {
  return queries.query({ ...sessionQuery, staleTime: 'static' }).catch(() => null);
}

const homeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  beforeLoad: async () => {
    const session = await knownSession();
    const project = session?.project ?? 'default';
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- how the router is told
    throw redirect({ to: '/p/$project/traces', params: { project }, replace: true });
  },
});

export const loginRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/login',
  validateSearch: loginSearch,
  component: LoginScreen,
});

/** Asks for a key first where the server wants one, and holds the reader to the key's project. */
const projectRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/p/$project',
  beforeLoad: async ({ location: place, params }) => {
    const session = await knownSession();
    if (session === null || !session.login_required) return;
    if (!session.authenticated) {
      // eslint-disable-next-line @typescript-eslint/only-throw-error -- how the router is told
      throw redirect({ to: '/login', search: { then: place.href }, replace: true });
    }
    if (session.project !== undefined && session.project !== params.project) {
      // eslint-disable-next-line @typescript-eslint/only-throw-error -- how the router is told
      throw redirect({ to: '/p/$project/traces', params: { project: session.project } });
    }
  },
});

export const tracesRoute = createRoute({
  getParentRoute: () => projectRoute,
  path: '/traces',
  validateSearch: tracesSearch,
  component: TracesScreen,
});

export const traceRoute = createRoute({
  getParentRoute: () => projectRoute,
  path: '/t/$id',
  validateSearch: traceSearch,
  component: lazyRouteComponent(() => import('./trace/TraceScreen'), 'OneTrace'),
});

export const conversationRoute = createRoute({
  getParentRoute: () => projectRoute,
  path: '/s/$id',
  validateSearch: traceSearch,
  component: lazyRouteComponent(() => import('./trace/TraceScreen'), 'Conversation'),
});

export const router = createRouter({
  routeTree: rootRoute.addChildren([
    homeRoute,
    loginRoute,
    projectRoute.addChildren([tracesRoute, traceRoute, conversationRoute]),
  ]),
  basepath: BASE_PATH === '' ? '/' : BASE_PATH,
  parseSearch,
  stringifySearch,
  defaultPreload: false,
  scrollRestoration: false,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}

import type { QueryClient } from '@tanstack/react-query';
import { createRootRouteWithContext, createRoute, createRouter, lazyRouteComponent, Outlet, redirect } from '@tanstack/react-router';
import { asFailure } from '@/api/failure';
import { sessionQuery } from '@/api/queries';
import { nextPath, parseSearch, recent, writeSearch } from '@/format/address';
import { Fault, Lost } from './Fault';
import { Shell } from './Shell';

export type Address = Record<string, string>;

const strings = (search: Record<string, unknown>): Address => Object.fromEntries(Object.entries(search).filter((pair): pair is [string, string] => typeof pair[1] === 'string'));

const root = createRootRouteWithContext<{ client: QueryClient }>()({ component: Outlet, validateSearch: strings, notFoundComponent: Lost });

const signin = createRoute({
  getParentRoute: () => root,
  path: '/signin',
  component: lazyRouteComponent(() => import('@/pages/signin/SignIn'), 'SignIn'),
});

const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  component: Shell,
  errorComponent: Fault,
  beforeLoad: async ({ context, location }) => {
    try {
      await context.client.query({ ...sessionQuery, staleTime: 'static' });
    } catch (error) {
      if (asFailure(error).status !== 401) throw error;
      // The router takes a redirect as a thrown value.
      // eslint-disable-next-line @typescript-eslint/only-throw-error
      throw redirect({ to: '/signin', search: { next: nextPath(location.href) }, replace: true });
    }
  },
});

const home = createRoute({
  getParentRoute: () => inside,
  path: '/',
  beforeLoad: () => {
    // eslint-disable-next-line @typescript-eslint/only-throw-error
    throw redirect({ to: '/runs', search: recent, replace: true });
  },
});

const runs = createRoute({ getParentRoute: () => inside, path: '/runs', component: lazyRouteComponent(() => import('@/pages/runs/Runs'), 'Runs') });
const run = createRoute({ getParentRoute: () => inside, path: '/runs/$id', component: lazyRouteComponent(() => import('@/pages/run/Run'), 'RunPage') });
const workflows = createRoute({ getParentRoute: () => inside, path: '/workflows', component: lazyRouteComponent(() => import('@/pages/workflows/Workflows'), 'Workflows') });
const workflow = createRoute({ getParentRoute: () => inside, path: '/workflows/$id', component: lazyRouteComponent(() => import('@/pages/workflows/Workflow'), 'WorkflowPage') });
const decisions = createRoute({ getParentRoute: () => inside, path: '/decisions', component: lazyRouteComponent(() => import('@/pages/decisions/Decisions'), 'Decisions') });
const decision = createRoute({ getParentRoute: () => inside, path: '/decisions/$id', component: lazyRouteComponent(() => import('@/pages/decision/Decision'), 'DecisionPage') });
const providers = createRoute({ getParentRoute: () => inside, path: '/providers', component: lazyRouteComponent(() => import('@/pages/providers/Providers'), 'Providers') });
const catalogue = createRoute({ getParentRoute: () => inside, path: '/providers/catalogue', component: lazyRouteComponent(() => import('@/pages/catalogue/Catalogue'), 'Catalogue') });
const compare = createRoute({ getParentRoute: () => inside, path: '/providers/catalogue/compare', component: lazyRouteComponent(() => import('@/pages/catalogue/Compare'), 'Compare') });
const connect = createRoute({ getParentRoute: () => inside, path: '/providers/connect', component: lazyRouteComponent(() => import('@/pages/connect/Connect'), 'Connect') });
const connectFile = createRoute({ getParentRoute: () => inside, path: '/providers/connect/file', component: lazyRouteComponent(() => import('@/pages/file/FilePage'), 'FilePage') });
const capabilities = createRoute({ getParentRoute: () => inside, path: '/capabilities', component: lazyRouteComponent(() => import('@/pages/capabilities/Capabilities'), 'Capabilities') });
const events = createRoute({ getParentRoute: () => inside, path: '/events', component: lazyRouteComponent(() => import('@/pages/events/Events'), 'Events') });
const limits = createRoute({ getParentRoute: () => inside, path: '/limits', component: lazyRouteComponent(() => import('@/pages/limits/Limits'), 'Limits') });
const playground = createRoute({ getParentRoute: () => inside, path: '/playground', component: lazyRouteComponent(() => import('@/pages/playground/Playground'), 'Playground') });
const guardrails = createRoute({ getParentRoute: () => inside, path: '/guardrails', component: lazyRouteComponent(() => import('@/pages/guardrails/Guardrails'), 'Guardrails') });
const routes = createRoute({ getParentRoute: () => inside, path: '/routes', component: lazyRouteComponent(() => import('@/pages/routes/Routes'), 'Routes') });
const usage = createRoute({ getParentRoute: () => inside, path: '/usage', component: lazyRouteComponent(() => import('@/pages/usage/Usage'), 'Usage') });
const audit = createRoute({ getParentRoute: () => inside, path: '/audit', component: lazyRouteComponent(() => import('@/pages/audit/Audit'), 'Audit') });
const accounts = createRoute({ getParentRoute: () => inside, path: '/accounts', component: lazyRouteComponent(() => import('@/pages/accounts/Accounts'), 'Accounts') });
const keys = createRoute({ getParentRoute: () => inside, path: '/keys', component: lazyRouteComponent(() => import('@/pages/keys/Keys'), 'Keys') });

const tree = root.addChildren([signin, inside.addChildren([home, runs, run, workflows, workflow, decisions, decision, providers, catalogue, compare, connect, connectFile, capabilities, events, limits, routes, guardrails, playground, keys, usage, audit, accounts])]);

export function makeRouter(client: QueryClient) {
  return createRouter({
    routeTree: tree,
    context: { client },
    parseSearch,
    stringifySearch: writeSearch,
    scrollRestoration: true,
    defaultPreload: false,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}

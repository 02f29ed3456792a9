import type { QueryClient } from '@tanstack/react-query';
import { createRootRouteWithContext, createRoute, createRouter, Outlet, redirect } from '@tanstack/react-router';
import { asFailure } from '@/api/failure';
import { may } from '@/api/rights';
import { sessionQuery } from '@/api/queries';
import { nextPath, parseSearch, writeSearch } from '@/format/address';
import { open } from './actions';
import { Fault, Lost, Nothing, Torn } from './Fault';
import { lazily } from './lazily';
import { Shell } from './Shell';

export type Address = Record<string, string>;

const strings = (search: Record<string, unknown>): Address => Object.fromEntries(Object.entries(search).filter((pair): pair is [string, string] => typeof pair[1] === 'string'));

const root = createRootRouteWithContext<{ client: QueryClient }>()({ component: Outlet, validateSearch: strings });

const signin = createRoute({
  getParentRoute: () => root,
  path: '/signin',
  component: lazily(() => import('@/pages/signin/SignIn'), 'SignIn'),
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
  component: Nothing,
  beforeLoad: () => {
    const [first] = open(may);
    // eslint-disable-next-line @typescript-eslint/only-throw-error
    if (first !== undefined) throw redirect({ to: first.path, search: first.search, replace: true });
  },
});

const elsewhere = createRoute({ getParentRoute: () => inside, path: '$', component: Lost });

const runs = createRoute({ getParentRoute: () => inside, path: '/runs', component: lazily(() => import('@/pages/runs/Runs'), 'Runs') });
const run = createRoute({ getParentRoute: () => inside, path: '/runs/$id', component: lazily(() => import('@/pages/run/Run'), 'RunPage') });
const workflows = createRoute({ getParentRoute: () => inside, path: '/workflows', component: lazily(() => import('@/pages/workflows/Workflows'), 'Workflows') });
const workflow = createRoute({ getParentRoute: () => inside, path: '/workflows/$id', component: lazily(() => import('@/pages/workflows/Workflow'), 'WorkflowPage') });
const editor = createRoute({ getParentRoute: () => inside, path: '/workflows/$id/edit', component: lazily(() => import('@/pages/editor/EditorPage'), 'EditorPage') });
const triggers = createRoute({ getParentRoute: () => inside, path: '/triggers', component: lazily(() => import('@/pages/triggers/Triggers'), 'Triggers') });
const triggerForm = createRoute({ getParentRoute: () => inside, path: '/triggers/$id/form', component: lazily(() => import('@/pages/triggers/FormPage'), 'FormPage') });
const approvals = createRoute({ getParentRoute: () => inside, path: '/approvals', component: lazily(() => import('@/pages/approvals/Approvals'), 'Approvals') });
// Where links to one approval lead.
const approval = createRoute({
  getParentRoute: () => inside,
  path: '/approvals/$id',
  beforeLoad: ({ params }) => {
    // eslint-disable-next-line @typescript-eslint/only-throw-error
    throw redirect({ to: '/approvals', search: { open: params.id }, replace: true });
  },
});
const decisions = createRoute({ getParentRoute: () => inside, path: '/decisions', component: lazily(() => import('@/pages/decisions/Decisions'), 'Decisions') });
const decision = createRoute({ getParentRoute: () => inside, path: '/decisions/$id', component: lazily(() => import('@/pages/decision/Decision'), 'DecisionPage') });
const card = createRoute({ getParentRoute: () => inside, path: '/decisions/$id/card', component: lazily(() => import('@/pages/decision/CardPage'), 'CardPage') });
const providers = createRoute({ getParentRoute: () => inside, path: '/providers', component: lazily(() => import('@/pages/providers/Providers'), 'Providers') });
const chat = createRoute({ getParentRoute: () => inside, path: '/providers/$id/chat', component: lazily(() => import('@/pages/chat/Chat'), 'ChatPage') });
const catalogue = createRoute({ getParentRoute: () => inside, path: '/providers/catalogue', component: lazily(() => import('@/pages/catalogue/Catalogue'), 'Catalogue') });
const rehearsal = createRoute({ getParentRoute: () => inside, path: '/rehearsals/$id', component: lazily(() => import('@/pages/rehearsals/Rehearsal'), 'RehearsalPage') });
const compare = createRoute({ getParentRoute: () => inside, path: '/providers/catalogue/compare', component: lazily(() => import('@/pages/catalogue/Compare'), 'Compare') });
const connect = createRoute({ getParentRoute: () => inside, path: '/providers/connect', component: lazily(() => import('@/pages/connect/Connect'), 'Connect') });
const connectFile = createRoute({ getParentRoute: () => inside, path: '/providers/connect/file', component: lazily(() => import('@/pages/file/FilePage'), 'FilePage') });
// Where the capabilities were a room of their own.
const capabilities = createRoute({
  getParentRoute: () => inside,
  path: '/capabilities',
  beforeLoad: ({ search }) => {
    // eslint-disable-next-line @typescript-eslint/only-throw-error
    throw redirect({ to: '/providers/catalogue', search: { ...search, view: 'capabilities' }, replace: true });
  },
});
const events = createRoute({ getParentRoute: () => inside, path: '/events', component: lazily(() => import('@/pages/events/Events'), 'Events') });
const limits = createRoute({ getParentRoute: () => inside, path: '/limits', component: lazily(() => import('@/pages/limits/Limits'), 'Limits') });
const playground = createRoute({ getParentRoute: () => inside, path: '/playground', component: lazily(() => import('@/pages/playground/Playground'), 'Playground') });
const guardrails = createRoute({ getParentRoute: () => inside, path: '/guardrails', component: lazily(() => import('@/pages/guardrails/Guardrails'), 'Guardrails') });
const routes = createRoute({ getParentRoute: () => inside, path: '/routes', component: lazily(() => import('@/pages/routes/Routes'), 'Routes') });
const usage = createRoute({ getParentRoute: () => inside, path: '/usage', component: lazily(() => import('@/pages/usage/Usage'), 'Usage') });
const audit = createRoute({ getParentRoute: () => inside, path: '/audit', component: lazily(() => import('@/pages/audit/Audit'), 'Audit') });
const accounts = createRoute({ getParentRoute: () => inside, path: '/accounts', component: lazily(() => import('@/pages/accounts/Accounts'), 'Accounts') });
const keys = createRoute({ getParentRoute: () => inside, path: '/keys', component: lazily(() => import('@/pages/keys/Keys'), 'Keys') });

const docs = createRoute({ getParentRoute: () => inside, path: '/docs/$page', component: lazily(() => import('@/pages/docs/Docs'), 'DocsPage') });

const tree = root.addChildren([signin, inside.addChildren([home, elsewhere, runs, run, workflows, workflow, editor, triggers, triggerForm, approvals, approval, decisions, decision, card, providers, chat, rehearsal, catalogue, compare, connect, connectFile, capabilities, events, limits, routes, guardrails, playground, keys, usage, audit, accounts, docs])]);

export function makeRouter(client: QueryClient) {
  return createRouter({
    routeTree: tree,
    context: { client },
    parseSearch,
    stringifySearch: writeSearch,
    scrollRestoration: true,
    defaultPreload: false,
    defaultErrorComponent: Torn,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}

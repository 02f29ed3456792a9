import type { QueryClient } from '@tanstack/react-query';
import { createRootRouteWithContext, createRoute, createRouter, Outlet, redirect } from '@tanstack/react-router';
import { asFailure } from '@/api/failure';
import { may } from '@/api/rights';
import { sessionQuery } from '@/api/queries';
import { nextPath, parseSearch, writeSearch } from '@/format/address';
import { outside, pages } from '@/pages';
import type { Address, PageData, View } from '@/pages/definePage';
import { granted } from './actions';
import { Fault, Lost, Torn } from './Fault';
import { Shell } from './Shell';

const strings = (search: Record<string, unknown>): Address => Object.fromEntries(Object.entries(search).filter((pair): pair is [string, string] => typeof pair[1] === 'string'));

const root = createRootRouteWithContext<{ client: QueryClient }>()({ component: Outlet, validateSearch: strings });

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
    // Who may not use the first room is led to the first that they may.
    const [first] = granted(may);
    // eslint-disable-next-line @typescript-eslint/only-throw-error
    if (location.pathname === '/' && first !== undefined && first.path !== '/') throw redirect({ to: first.path, search: first.search ?? {}, replace: true });
  },
});

const elsewhere = createRoute({ getParentRoute: () => inside, path: '$', component: Lost });

/** What the route of an address does with it. */
function shown(view: View) {
  if ('component' in view) return view;
  return {
    beforeLoad: ({ params, search }: { params: Address; search: Address }) => {
      // eslint-disable-next-line @typescript-eslint/only-throw-error
      throw redirect({ ...view.redirect({ params, search }), replace: true });
    },
  };
}

// What a route does is no part of its type, in which parameters of the path would else be any texts.
const within = <Path extends string>(path: Path, does: object) => createRoute({ getParentRoute: () => inside, path, ...does });
const without = <Path extends string>(path: Path, does: object) => createRoute({ getParentRoute: () => root, path, ...does });

/** The addresses of pages. */
type PathOf<Page> = Page extends PageData<infer Path> ? Path : never;
type Within = { [Path in PathOf<(typeof pages)[number]>]: ReturnType<typeof within<Path>> };
type Without = { [Path in PathOf<(typeof outside)[number]>]: ReturnType<typeof without<Path>> };

/** The routes of pages, by their addresses. */
const routes = (of: readonly PageData[], make: typeof within | typeof without): object => Object.fromEntries(of.flatMap((page) => Object.entries(page.routes).map(([path, view]) => [path, make(path, shown(view))])));

const tree = root.addChildren({ ...(routes(outside, without) as Without), inside: inside.addChildren({ elsewhere, ...(routes(pages, within) as Within) }) });

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

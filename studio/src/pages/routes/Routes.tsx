import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import { providersQuery, resourcesQuery, usageQuery } from '@/api/queries';
import type { Resource } from '@/api/schema';
import { Allowed } from '@/design/Allowed';
import { Icon } from '@/design/Icon';
import { onKey } from '@/design/keys';
import { Empty } from '@/design/Place';
import { plural } from '@/format/text';
import { TableHead, TableSkeleton, type Column } from '@/table/Columns';
import type { Search } from '@/table/query';
import { QueryBar } from '@/table/QueryBar';
import { rowHints, useRows } from '@/table/useRows';
import { useAddress } from '../address';
import { Asked } from '../Asked';
import { Page, Top } from '../Page';
import { Import } from './Import';
import { routeKeys } from './keys';
import { NewRoute, OpenRoute } from './OpenRoute';
import { Leaves, Line, Row } from './Row';
import { trafficAsked, trafficOf } from './traffic';
import { inOrder, type RouteSpec } from './words';

const columns: readonly Column[] = [
  { name: 'Priority', about: 24, className: 'c-tk' },
  { name: 'Route', about: 92 },
  { name: 'When', about: 160 },
  { name: 'Requires', about: 56 },
  { name: 'Answers', about: 140 },
  { name: 'Else', about: 56 },
  { name: 'Calls, 24 h', about: 64, num: true, className: 'c-sh', hint: 'of the attempts in the last 24 hours that used something' },
  { name: 'Applied', about: 40, num: true, className: 'c-la' },
];

/** The routes as the road that a call takes through them: it leaves at the first that matches. */
export function Routes() {
  const [search, change] = useAddress();
  const query = useQuery(resourcesQuery('route'));
  const routes = inOrder(query.data?.items ?? []);
  const open = routes.find(({ id }) => id === search.open);
  useRoad(open, search, change);
  return (
    <Page title="Routes">
      <Top name="Routes" tally={summary(query.data?.items)}>
        <span className="actions">
          <Allowed to="control:resource.write">
            <Import />
          </Allowed>
          <Allowed to="control:resource.write">
            <Link className="btn primary" to="/routes" search={{ draft: 'new' }}>
              <Icon name="add" size={14} />
              Add a route
            </Link>
          </Allowed>
        </span>
      </Top>
      <QueryBar path="/routes" search={search} keys={routeKeys} onChange={change} hints={rowHints} />
      <Asked query={query} loading={<TableSkeleton name="rts" columns={columns} />}>
        {({ items }) => (items.length === 0 && search.draft === undefined ? <Nothing /> : <Table routes={routes} search={search} />)}
      </Asked>
      {search.draft === 'new' ? <NewRoute /> : null}
      {open === undefined ? <Unknown search={search} known={query.data !== undefined} /> : <OpenRoute key={open.id} route={open} />}
    </Page>
  );
}

/** `]` and `[` go to the next and the previous route, Esc closes the open one. */
function useRoad(open: Resource | undefined, search: Search, change: (search: Search, replace?: boolean) => void) {
  useEffect(() => {
    if (open === undefined && search.draft === undefined) return undefined;
    return onKey('Escape', () => change({}));
  }, [open, search.draft, change]);
}

function summary(routes: readonly Resource[] | undefined): string {
  if (routes === undefined) return '';
  const rollouts = routes.filter(({ spec }) => (spec as RouteSpec).rollout !== undefined).length;
  return `a call goes to the first that matches; ${plural(routes.length, 'route')}${rollouts === 0 ? '' : `, ${rollouts} going over to new offers`}`;
}

function Table({ routes, search }: { routes: Resource[]; search: Search }) {
  const rows = useRows<HTMLTableElement>();
  const providers = useQuery(providersQuery({}));
  const used = useQuery(usageQuery(trafficAsked)).data?.items;
  const traffic = used === undefined ? undefined : trafficOf(used, routes.map(({ id }) => id));
  return (
    <table className="t rts" {...rows}>
      <caption className="sr">Routes in the order a call meets them; the first that matches decides</caption>
      <TableHead columns={columns} />
      <tbody>
        {routes.map((route, at) => (
          <Row key={route.id} route={route} first={at === 0} open={search.open === route.id} providers={providers.data?.items} traffic={traffic?.get(route.id)} />
        ))}
        <tr className="none">
          <td className="c-tk">
            <Line className="end" traffic={traffic?.get('')} />
          </td>
          <td className="c-n soft">no route</td>
          <td className="c-wh soft">nothing above matched</td>
          <td className="c-rq soft nil">none</td>
          <td className="c-us soft">the only provider that names the model</td>
          <td className="c-fb">
            <span className="w">else </span>refused
          </td>
          <Leaves traffic={traffic?.get('')} />
          <td className="c-la nil" />
        </tr>
      </tbody>
    </table>
  );
}

function Nothing() {
  return (
    <Empty
      title="No routes yet"
      command="./auterity apply -f examples/complaint-triage/routes.yaml"
      acts={
        <>
          <Link className="btn primary" to="/routes" search={{ draft: 'new' }}>
            Add a route
          </Link>
          <Link className="btn" to="/providers" search={{}}>
            Providers
          </Link>
        </>
      }
    >
      A call goes to the only provider that names its model. A route says who answers which calls, in which order, and what must hold: region, price, tools.
    </Empty>
  );
}

function Unknown({ search, known }: { search: Search; known: boolean }) {
  if (search.open === undefined || !known) return null;
  return (
    <Empty title={`No route ${search.open}`} acts={<Link className="btn" to="/routes" search={{}}>All routes</Link>}>
      It is not in force. It may have ended, or its name is written otherwise.
    </Empty>
  );
}

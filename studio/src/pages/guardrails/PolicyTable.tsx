import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { resourcesQuery } from '@/api/queries';
import type { Resource } from '@/api/schema';
import type { Search } from '@/table/query';
import { Asked } from '../Asked';
import { Sk } from '@/design/Place';
import { policyOf, type Held } from './policy';

/** What holds for each route: strong is set for it, soft comes from the rules of every route. */
export function PolicyTable({ rules, search }: { rules: readonly Resource[]; search: Search }) {
  const routes = useQuery(resourcesQuery('route'));
  return (
    <section className="policy" aria-labelledby="policy">
      <header className="cap line">
        <h2 id="policy">Policy by route</h2>
        <span className="soft">strong: set here, soft: from every route</span>
      </header>
      <Asked query={routes} loading={<p className="pad"><Sk width={320} /></p>}>
        {({ items }) => <Rows rules={rules} routes={items.map(({ id }) => id).sort()} search={search} />}
      </Asked>
    </section>
  );
}

function Rows({ rules, routes, search }: { rules: readonly Resource[]; routes: readonly string[]; search: Search }) {
  const { columns, rows } = policyOf(rules, routes);
  return (
    <div className="scroll-x">
      <table className="t pol" aria-labelledby="policy">
        <thead>
          <tr>
            <th scope="col">Route</th>
            {columns.map(({ find, name }) => (
              <th key={find} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ route, cells }) => (
            <tr key={route ?? ''}>
              <th scope="row">
                {route === undefined ? (
                  'every route'
                ) : (
                  <Link to="/routes" search={{ open: route }}>
                    {route}
                  </Link>
                )}
              </th>
              {cells.map((held, at) => (
                <td key={columns[at]?.find} data-of={columns[at]?.name}>{held.length === 0 ? <span className="soft">none</span> : held.map((one) => <Rule key={one.id} of={one} search={search} every={route === undefined} />)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Rule({ of: { id, act, own, some }, search, every }: { of: Held; search: Search; every: boolean }) {
  return (
    <Link className={own || every ? 'own' : 'soft'} to="/guardrails" search={{ ...search, open: id }}>
      {act}
      <span className="con">
        {id}
        {some ? ', some calls' : ''}
      </span>
    </Link>
  );
}

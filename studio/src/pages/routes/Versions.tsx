import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { versionsQuery } from '@/api/queries';
import type { Resource, ResourceVersion } from '@/api/schema';
import { Ago } from '@/design/Marks';
import { SkLine } from '@/design/Place';
import { State } from '@/design/State';
import { shortId } from '@/format/text';
import { TableHead } from '@/table/Columns';
import { Asked } from '../Asked';
import { RollBack } from '../RollBack';

/** Every form the route was applied in, the newest first; an earlier one is compared and taken again. */
export function Versions({ route }: { route: Resource }) {
  const query = useQuery(versionsQuery('route', route.id));
  return (
    <section className="versions" aria-label={`Versions of ${route.id}`}>
      <header className="cap line">
        <h3>Versions</h3>
        <span className="soft">every form it was applied in is kept</span>
      </header>
      <Asked query={query} loading={<SkLine width={240} />}>
        {({ items }) => (
          <table className="t vers">
            <TableHead columns={[{ name: 'Version' }, { name: 'State' }, { name: 'By' }, { name: 'When', num: true }, { name: 'Compare' }]} />
            <tbody>
              {[...items]
                .sort((a, b) => b.version - a.version)
                .map((version) => (
                  <Version key={version.version} of={version} route={route} />
                ))}
            </tbody>
          </table>
        )}
      </Asked>
    </section>
  );
}

function Version({ of, route }: { of: ResourceVersion; route: Resource }) {
  const live = of.version === route.version;
  return (
    <tr>
      <td>
        <b>v{of.version}</b>
      </td>
      <td>{live ? <State of="connected" word="in force" /> : <span className="soft">{of.ended ? 'ended' : 'earlier'}</span>}</td>
      <td className="soft c-by" title={of.by}>
        {of.by === undefined ? 'not told' : shortId(of.by)}
      </td>
      <td className="num soft">
        <Ago at={of.at} />
      </td>
      <td>
        {live || of.ended ? null : (
          <Link to="/routes" search={{ open: route.id, tab: 'diff', version: String(of.version) }} resetScroll={false}>
            against v{route.version}
          </Link>
        )}
      </td>
    </tr>
  );
}

/** Applies an earlier form as the next version. */
export function Back({ route, version }: { route: Resource; version: number }) {
  const navigate = useNavigate();
  return <RollBack kind="route" id={route.id} now={route.version} to={version} onDone={() => void navigate({ to: '/routes', search: { open: route.id }, resetScroll: false })} />;
}

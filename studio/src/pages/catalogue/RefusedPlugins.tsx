import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { pluginsQuery } from '@/api/plugins';
import { matrixQuery } from '@/api/queries';
import { Copy } from '@/design/Marks';
import { list, plural } from '@/format/text';
import { refused, type Refused } from './facts';

const command = './auterity plugin reload';

/** Plugins that could not be loaded: which, why, and what goes on in their place. Nothing where there is none, or where nobody may see them. */
export function RefusedPlugins() {
  const plugins = useQuery(pluginsQuery);
  return refused(plugins.data?.items ?? []).map((one) => <Place key={`${one.plugin.id} ${one.plugin.version}`} of={one} />);
}

function Place({ of: { plugin, goesOn } }: { of: Refused }) {
  return (
    <section className="place broken not-loaded" role="alert">
      <h2>
        {plugin.id} {plugin.version} was refused
      </h2>
      <p>{goesOn === undefined ? <Without plugin={plugin} /> : <Before plugin={goesOn} />}</p>
      <dl className="kv">
        <dt>why</dt>
        <dd>{plugin.problem ?? 'it says nothing'}</dd>
      </dl>
      <div className="cmd">
        <code>{command}</code>
        <Copy text={command} label="Copy command" />
      </div>
      {plugin.file && plugin.installed !== undefined ? (
        <div className="acts">
          <Link className="btn" to="/providers/connect/file" search={{ plugin: plugin.id }}>
            Open as a file
          </Link>
        </div>
      ) : null}
    </section>
  );
}

function Without({ plugin }: { plugin: Refused['plugin'] }) {
  const connectors = plugin.connectors.length === 0 ? 'What it brings' : list(plugin.connectors);
  return <>{connectors} cannot be used here. Mend it, then have the folder read again.</>;
}

function Before({ plugin }: { plugin: Refused['plugin'] }) {
  const { data } = useQuery(matrixQuery({}));
  const served = data?.providers.filter(({ connector }) => plugin.connectors.includes(connector)).length ?? 0;
  return (
    <>
      {plugin.version} stays in use; {served === 1 ? '1 provider goes' : `${plural(served, 'provider')} go`} on as before. Mend it, then have the folder read again.
    </>
  );
}

import { useQuery } from '@tanstack/react-query';
import { pluginDiffQuery, pluginVersionsQuery } from '@/api/plugins';
import type { PluginDifference, PluginVersion, PluginView } from '@/api/schema';
import { Ago } from '@/design/Marks';
import { Sk } from '@/design/Place';
import { State } from '@/design/State';
import { Asked } from '../Asked';

/** The versions of a connector file that were installed, and what the one in force changed. */
export function Versions({ plugin }: { plugin: PluginView }) {
  const query = useQuery(pluginVersionsQuery(plugin.id));
  return (
    <Asked query={query} loading={<Sk width={240} />}>
      {({ items }) => (
        <>
          <h3>Installed</h3>
          <ul className="verlist">
            {items.map((version) => (
              <Version key={version.version} version={version} running={plugin.running === version.version} />
            ))}
          </ul>
          <Changed plugin={plugin.id} items={items} />
        </>
      )}
    </Asked>
  );
}

function Version({ version, running }: { version: PluginVersion; running: boolean }) {
  return (
    <li>
      <b>{version.version}</b>
      <span>
        says {version.stated} <span className="soft">{version.note}</span>
      </span>
      {version.inForce ? <State of="live" word={running ? 'in force' : 'in force, not run here'} /> : <span className="soft">former</span>}
      <span className="soft">
        <Ago at={version.created} />
        {version.by === undefined ? '' : `, ${version.by}`}
      </span>
    </li>
  );
}

/** What the version in force changed, beside the one before it. */
function Changed({ plugin, items }: { plugin: string; items: readonly PluginVersion[] }) {
  const to = items.find(({ inForce }) => inForce);
  const from = to === undefined ? undefined : items.find(({ version }) => version < to.version);
  const query = useQuery({ ...pluginDiffQuery(plugin, from?.version ?? 0, to?.version ?? 0), enabled: from !== undefined && to !== undefined });
  if (from === undefined || to === undefined) return null;
  return (
    <>
      <h3>
        What {to.version} changed of {from.version}
      </h3>
      <Asked query={query} loading={<Sk width={240} />}>
        {(difference) => <Meaning of={difference} />}
      </Asked>
    </>
  );
}

function Meaning({ of: { meaning, text } }: { of: PluginDifference }) {
  const said = Object.entries(meaning ?? {}).filter(([, names]) => names.length > 0);
  return (
    <>
      <dl className="kv">
        {said.map(([name, names]) => (
          <div key={name} className="contents">
            <dt>{name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)}</dt>
            <dd className="fold">{names.join(', ')}</dd>
          </div>
        ))}
      </dl>
      {said.length === 0 ? <p className="soft">{meaning === undefined ? 'This server does not take one of them any more.' : 'Nothing that a caller would notice.'}</p> : null}
      <pre className="code vertext">{text}</pre>
    </>
  );
}

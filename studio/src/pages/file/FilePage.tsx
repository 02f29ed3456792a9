import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { pluginTextQuery, pluginVersionsQuery } from '@/api/plugins';
import type { PluginVersion } from '@/api/schema';
import { SkLine } from '@/design/Place';
import { useAddress } from '../address';
import { Asked } from '../Asked';
import { Page } from '../Page';
import { begun } from './begun';
import { Editing } from './Editing';

/** A connector as a file: written, checked, tried and published here. */
export function FilePage() {
  const [{ plugin }] = useAddress();
  return (
    <Page title="Connector as a file" fixed>
      {plugin === undefined ? <Editing key="new" inForce="" version={0} text={begun} /> : <InForce key={plugin} plugin={plugin} />}
    </Page>
  );
}

const loading = [220, 180, 240].map((width) => <SkLine key={width} width={width} />);

function InForce({ plugin }: { plugin: string }) {
  const versions = useQuery({ ...pluginVersionsQuery(plugin), refetchInterval: false });
  return (
    <Asked query={versions} loading={loading}>
      {({ items }) => (versions.isFetchedAfterMount ? <Latest plugin={plugin} versions={items} /> : loading)}
    </Asked>
  );
}

/** What is written goes on from the version that was there when the page was opened, whatever comes in force meanwhile. */
function Latest({ plugin, versions }: { plugin: string; versions: readonly PluginVersion[] }) {
  const [{ version, inForce }] = useState(() => versions.find((one) => one.inForce) ?? { version: versions[0]?.version ?? 0, inForce: false });
  const query = useQuery(pluginTextQuery(plugin, version));
  return (
    <Asked query={query} loading={loading}>
      {({ text }) => <Editing inForce={inForce ? text : ''} version={inForce ? version : 0} text={text} />}
    </Asked>
  );
}

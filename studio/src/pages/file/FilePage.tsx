import { useQuery } from '@tanstack/react-query';
import { pluginTextQuery, pluginVersionsQuery } from '@/api/plugins';
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
  const versions = useQuery(pluginVersionsQuery(plugin));
  return (
    <Asked query={versions} loading={loading}>
      {({ items }) => <Latest plugin={plugin} version={(items.find(({ inForce }) => inForce) ?? items[0])?.version ?? 0} inForce={items.some(({ inForce }) => inForce)} />}
    </Asked>
  );
}

/** What is written goes on from the version that was there when the page was opened. */
function Latest({ plugin, version, inForce }: { plugin: string; version: number; inForce: boolean }) {
  const query = useQuery(pluginTextQuery(plugin, version));
  return (
    <Asked query={query} loading={loading}>
      {({ text }) => <Editing inForce={inForce ? text : ''} version={inForce ? version : 0} text={text} />}
    </Asked>
  );
}

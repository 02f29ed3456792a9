import { useQueryClient } from '@tanstack/react-query';
import { publishPlugin } from '@/api/plugins';
import type { ChangedPlugin } from '@/api/schema';
import { few, list, plural } from '@/format/text';
import { AskFirst } from '../AskFirst';

interface Props {
  text: string;
  /** Whether it is what is in force. */
  same: boolean;
  /** The version that it is meant to follow. */
  follows: number;
  /** What the check said of this very text; absent where it is wrong or not checked yet. */
  checked: ChangedPlugin | undefined;
  onPublished: (version: number) => void;
}

/** Puts the text in force for all tenants, once it is checked and somebody has read what that does. */
export function Publish({ text, same, follows, checked, onPublished }: Props) {
  const client = useQueryClient();
  if (checked === undefined || same) {
    return (
      <button type="button" className="btn" disabled>
        Publish
      </button>
    );
  }
  const { plugin, changes, gradeLost, waiting, waitingElsewhere } = checked;
  const held = waiting.length + waitingElsewhere;
  const publish = async () => {
    const { version } = await publishPlugin(text, follows);
    onPublished(version?.version ?? follows + 1);
    await client.invalidateQueries();
  };
  return (
    <AskFirst button="Publish" look="btn primary" title={`Publish ${plugin}?`} act="Publish" keep="Not yet" onAct={publish}>
      <p>It comes in force at every server, for all tenants, and no call that is under way fails.</p>
      <ul>
        {changes.operationsLost.length === 0 ? null : <li>{plural(changes.operationsLost.length, 'operation')} will be there no more: {list(changes.operationsLost)}.</li>}
        {changes.operationsChanged.length === 0 ? null : <li>{plural(changes.operationsChanged.length, 'operation')} will ask the vendor, or read its replies, otherwise: {few(changes.operationsChanged)}.</li>}
        {changes.supportChanged.length === 0 ? null : <li>Supported otherwise: {list(changes.supportChanged)}.</li>}
        {held === 0 ? null : <li>{plural(held, 'provider')} will wait until their tenants agree, as it reaches further.</li>}
        {gradeLost.length === 0 ? null : <li>{plural(gradeLost.length, 'operation')} will be refused where a provider does not take what is unverified: {list(gradeLost)}.</li>}
      </ul>
    </AskFirst>
  );
}

import { Panel, useConnection, type ConnectionState, type FinalConnectionState } from '@xyflow/react';
import { Icon } from '@/design/Icon';
import { StateIcon } from '@/design/State';
import type { Arranging } from './Placing';

/** Why the join that is drawn cannot be; undefined where it can, or leads nowhere yet. */
export function refusal(arranging: Arranging | undefined, drawn: ConnectionState | FinalConnectionState): string | undefined {
  const { isValid, fromHandle, fromNode, toNode } = drawn;
  if (isValid !== false || toNode === null) return undefined;
  const [from, to] = fromHandle.type === 'source' ? [fromNode, toNode] : [toNode, fromNode];
  return arranging?.notFollowed(from.id, to.id);
}

/** Says why the join that is drawn, or was drawn last, cannot be. */
export function Joining({ arranging, refused, onClose }: { arranging: Arranging; refused: string | undefined; onClose: () => void }) {
  const now = useConnection((drawn) => refusal(arranging, drawn));
  const why = now ?? refused;
  return why === undefined ? null : (
    <Panel position="top-center" className="not-joined">
      <p role="alert">
        <StateIcon of="failed" bare /> {why}
      </p>
      {refused === undefined ? null : (
        <button type="button" className="ghost" aria-label="Close" onClick={onClose}>
          <Icon name="close" size={14} />
        </button>
      )}
    </Panel>
  );
}

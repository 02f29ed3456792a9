import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { hookQuery } from '@/api/webhooks';
import type { IssuedHook } from '@/api/schema';
import { copyText } from '@/design/clipboard';
import { Icon } from '@/design/Icon';
import { Until } from '@/design/Marks';
import { Side } from '../Side';
import { addressOf } from './hooks';

/** What must be told to the vendor, this once: the address, the secret, or both. */
export function Issued({ issued, onClose }: { issued: IssuedHook; onClose: () => void }) {
  const hook = useQuery(hookQuery(issued.id)).data;
  const both = hook?.formerUntil !== undefined && issued.path === undefined;
  return (
    <Side room="of-event" title={issued.provider} label={`Endpoint of ${issued.provider}, to be told to its vendor`} shown={`secret of ${issued.id}`} closing="Close panel; what is shown once is gone then" onClose={onClose} meta={<span className="soft">tell this to the vendor now</span>}>
      <div className="body">
        {issued.path === undefined ? null : <Once name="Address" text={addressOf(issued.path)} copy="Copy address" />}
        {issued.secret === undefined ? null : <Once name="Secret" text={issued.secret} copy="Copy secret" />}
        {issued.secret === undefined && issued.path === undefined ? <p>Nothing is left to tell: the secret is kept, sealed, and valid from now on.</p> : <p className="small soft pt-2">When this panel closes nobody can read it again, nor can we. Lost means rotated.</p>}
        {issued.path === undefined ? null : <p className="small soft pt-1">The address is how this server is called from here; a vendor may reach it by another name.</p>}
        {both && hook.formerUntil !== undefined ? (
          <p className="pt-2">
            The secret before stays valid and ends <Until at={hook.formerUntil} />.
          </p>
        ) : null}
        <div className="links">
          <button type="button" className="btn" onClick={onClose}>
            I have stored it
          </button>
        </div>
      </div>
    </Side>
  );
}

/** A text that is told, with a way to take it along. */
export function Once({ name, text, copy, note = 'shown once' }: { name: string; text: string; copy: string; note?: string }) {
  const [done, setDone] = useState(false);
  return (
    <>
      <h3>
        <span>{name}</span>
        <span>{note}</span>
      </h3>
      <div className="secret">
        <code>{text}</code>
        <button type="button" className="btn primary" onClick={() => void copyText(text).then(setDone)}>
          <Icon name={done ? 'check' : 'copy'} size={14} />
          {done ? 'Copied' : copy}
        </button>
      </div>
    </>
  );
}

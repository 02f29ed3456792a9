import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { keyQuery, sessionQuery } from '@/api/queries';
import type { IssuedKey, Key } from '@/api/schema';
import { copyText } from '@/design/clipboard';
import { Icon } from '@/design/Icon';
import { Ago, Copy } from '@/design/Marks';
import { StateIcon } from '@/design/State';
import { Tabs } from '@/design/Tabs';
import { gatewayOf } from '../gateway';
import { Side } from '../Side';
import { Terms } from './Panel';
import { firstModel, pieces, snippets } from './snippets';

/** A key that was just made or rotated: its secret this once, and how a client is given it. */
export function Issued({ issued, onClose, onStored }: { issued: IssuedKey; onClose: () => void; onStored: () => void }) {
  const { key, secret } = issued;
  const now = useQuery(keyQuery(key.id)).data ?? key;
  const rotated = key.rotated !== undefined;
  return (
    <Side room="of-key" title={key.name} label={`Key ${key.name}, just ${rotated ? 'rotated' : 'created'}`} shown={`secret of ${key.id}`} closing="Close panel; the secret is gone then" onClose={onClose} meta={<span className="soft">{key.owner ?? 'of the tenant'}, {rotated ? 'rotated' : 'made'} just now</span>}>
      <div className="body">
        <h3>
          <span>Secret</span>
          <span>shown once, stored as a digest</span>
        </h3>
        <Secret text={secret} />
        <p className="small soft pt-2">When this panel closes nobody can read it again, nor can we. Lost means rotated.</p>
        <TryIt of={key} />
        <FirstCall of={now} since={key} />
        <Terms of={now} />
        <div className="links">
          <button type="button" className="btn" onClick={onStored}>
            I have stored it
          </button>
        </div>
      </div>
    </Side>
  );
}

function Secret({ text }: { text: string }) {
  const [done, setDone] = useState(false);
  return (
    <div className="secret">
      <code>{text}</code>
      <button type="button" className="btn primary" onClick={() => void copyText(text).then(setDone)}>
        <Icon name={done ? 'check' : 'copy'} size={14} />
        {done ? 'Copied' : 'Copy secret'}
      </button>
    </div>
  );
}

function TryIt({ of }: { of: Key }) {
  const { data: session } = useSuspenseQuery(sessionQuery);
  const [chosen, choose] = useState('openai');
  if (of.doors !== undefined && !of.doors.includes('gateway')) return null;
  const all = snippets(gatewayOf(session), firstModel(of.models));
  const shown = all.find(({ key }) => key === chosen);
  if (shown === undefined) return null;
  return (
    <>
      <h3>
        <span>Try it</span>
        <span>what differs from the vendor’s example is strong</span>
      </h3>
      <Tabs tabs={all} chosen={chosen} onChoose={choose} label="Client">
        <div className="snip">
          <pre className="code">{pieces(shown).map((piece, at) => (at % 2 === 1 ? <b key={at}>{piece}</b> : piece))}</pre>
          <Copy text={pieces(shown).join('')} label="Copy example" />
        </div>
      </Tabs>
    </>
  );
}

/** Whether the new secret has been sent. */
function FirstCall({ of, since }: { of: Key; since: Key }) {
  const called = of.lastUsed !== undefined && of.lastUsed !== since.lastUsed;
  return (
    <p className="small soft pt-2" role="status">
      <StateIcon of={called ? 'live' : 'not used'} bare />{' '}
      {called && of.lastUsed !== undefined ? (
        <>
          Used <Ago at={of.lastUsed} />.
        </>
      ) : (
        'Waiting for its first call.'
      )}
    </p>
  );
}

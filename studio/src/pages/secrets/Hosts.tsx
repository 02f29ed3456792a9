import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { bindSecret } from '@/api/secrets';
import type { Secret } from '@/api/schema';
import { Field } from '@/design/Field';
import { AskFirst } from '../AskFirst';
import { hostsOf } from './uses';

/** A field for the hosts that a secret may be sent to. */
export function Hosts({ typed, onType }: { typed: string; onType: (typed: string) => void }) {
  return (
    <Field name="hosts" label="Hosts" hint={hostsOf(typed).length === 0 ? 'Empty: it may be sent anywhere. Better name where: api.openai.com, or *.openai.azure.com for all beneath.' : 'It is sent nowhere else.'}>
      {(named) => <textarea {...named} className="mono" rows={2} autoComplete="off" spellCheck={false} value={typed} onChange={({ target }) => onType(target.value)} />}
    </Field>
  );
}

/** A button that says anew where a secret may be sent. */
export function ChangeHosts({ of: { name, hosts } }: { of: Secret }) {
  const client = useQueryClient();
  const [typed, setTyped] = useState<string>();
  const written = typed ?? hosts.join('\n');
  const bind = async () => {
    await bindSecret(name, hostsOf(written));
    await client.invalidateQueries();
    setTyped(undefined);
  };
  return (
    <AskFirst needs="control:secret.write" button="Change hosts" title={`Where may ${name} be sent?`} act={hostsOf(written).length === 0 ? 'Let it go anywhere' : 'Bind it'} keep="Leave it" onAct={bind}>
      <p>A call that would take it elsewhere is refused from then on, whatever its version.</p>
      <Hosts typed={written} onType={setTyped} />
    </AskFirst>
  );
}

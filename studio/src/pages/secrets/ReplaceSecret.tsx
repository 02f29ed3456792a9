import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { replaceSecret } from '@/api/secrets';
import { Allowed } from '@/design/Allowed';
import { Question } from '../AskFirst';
import { SecretValue } from './SecretValue';
import { TrySecret } from './TrySecret';
import type { User } from './uses';

interface Props {
  name: string;
  /** Who names it, as far as that is known. */
  users?: readonly User[];
}

/** A button that asks for another value of a secret. */
export function ReplaceSecret(props: Props) {
  const [asking, setAsking] = useState(false);
  const close = useCallback(() => setAsking(false), []);
  return (
    <Allowed to="control:secret.write">
      <button type="button" className="btn" onClick={() => setAsking(true)}>
        Replace the secret
      </button>
      {asking ? <ReplaceQuestion {...props} onClose={close} /> : null}
    </Allowed>
  );
}

/** Asks for another value of a secret, which is tried at the providers that use it where the reader wants. */
export function ReplaceQuestion({ name, users = [], onClose }: Props & { onClose: () => void }) {
  const client = useQueryClient();
  const [typed, setTyped] = useState('');
  const store = async () => {
    await replaceSecret(name, typed);
    await client.invalidateQueries();
  };
  return (
    <Question title={`Replace the secret ${name}`} act="Replace it" keep="Keep it" ready={typed !== ''} onAct={store} onClose={onClose}>
      <p>Whatever uses it goes by the new value within seconds, and it may go where the one before it went. The one before can be taken back.</p>
      <SecretValue label="New value" typed={typed} onType={setTyped} />
      <TrySecret name={name} typed={typed} providers={users.flatMap(({ kind, id }) => (kind === 'provider' ? [id] : []))} />
    </Question>
  );
}

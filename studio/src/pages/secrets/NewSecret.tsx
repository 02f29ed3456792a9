import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { createSecret } from '@/api/secrets';
import { Field } from '@/design/Field';
import { Question } from '../AskFirst';
import { SecretValue } from './SecretValue';
import { Hosts } from './Hosts';
import { hostsOf } from './uses';

const fits = /^[a-z][a-z0-9_.-]{0,99}$/;

/** Asks for a secret that is not there yet. */
export function NewSecret({ taken, onClose, onMade }: { taken: readonly string[]; onClose: () => void; onMade: (name: string) => void }) {
  const client = useQueryClient();
  const [{ name, value, hosts }, write] = useState({ name: '', value: '', hosts: '' });
  const set = (change: Partial<{ name: string; value: string; hosts: string }>) => write((before) => ({ ...before, ...change }));
  const wrong = name === '' || (fits.test(name) && !taken.includes(name)) ? undefined : taken.includes(name) ? 'There is one of that name: replace its value.' : 'A small letter, then small letters, digits, . _ and -, at most 100.';
  const store = async () => {
    await createSecret(name, value, hostsOf(hosts));
    await client.invalidateQueries({ queryKey: ['secrets'] });
    onMade(name);
  };
  return (
    <Question title="New secret" act="Store it" keep="Not now" ready={name !== '' && wrong === undefined && value !== ''} onAct={store} onClose={onClose}>
      <p>Resources name it; what they send by it goes to its hosts alone.</p>
      <Field name="name" label="Name" hint="E.g. openai. It stays." wrong={wrong}>
        {(named) => <input {...named} className="mono" autoComplete="off" spellCheck={false} value={name} onChange={({ target }) => set({ name: target.value })} />}
      </Field>
      <SecretValue label="Value" typed={value} onType={(typed) => set({ value: typed })} />
      <Hosts typed={hosts} onType={(typed) => set({ hosts: typed })} />
    </Question>
  );
}

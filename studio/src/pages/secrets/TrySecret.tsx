import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { resourcesQuery } from '@/api/queries';
import { useMay } from '@/api/rights';
import type { Resource } from '@/api/schema';
import { State } from '@/design/State';
import { ask } from '../connect/ask';
import { idle, resultOf, type Probe } from '../connect/probe';
import { Refused } from '../Refused';

/** Tries a value at the providers that would use it, before it is stored. Only reads are called. */
export function TrySecret({ name, typed, providers }: { name: string; typed: string; providers: readonly string[] }) {
  const may = useMay()('control:resource.write');
  const known = useQuery({ ...resourcesQuery('provider'), enabled: may && providers.length > 0 });
  const those = (known.data?.items ?? []).filter(({ id }) => providers.includes(id));
  if (!may || those.length === 0) return null;
  return (
    <ul className="secret-tries" aria-label="Try it first">
      {those.map((one) => (
        <Try key={`${one.id} ${typed}`} provider={one} secrets={{ [name]: typed }} ready={typed !== ''} />
      ))}
    </ul>
  );
}

function Try({ provider: { id, spec }, secrets, ready }: { provider: Resource; secrets: Record<string, string>; ready: boolean }) {
  const [probe, setProbe] = useState(idle);
  const under = useRef<AbortController>(undefined);
  useEffect(() => () => under.current?.abort(), []);
  const begin = () => {
    under.current = new AbortController();
    void ask(() => ({ id, spec, secrets }), under.current.signal, setProbe);
  };
  return (
    <li>
      <code>{id}</code>
      <button type="button" className="btn" disabled={!ready || probe.state === 'asking'} onClick={begin}>
        Try it there
      </button>
      <span role="status">
        <Result of={probe} />
      </span>
    </li>
  );
}

function Result({ of: { state, parts, error } }: { of: Probe }) {
  if (state === 'refused') return <Refused error={error} />;
  if (state === 'asking') return <State of="running" word="asking" />;
  const shown = parts.find((one) => one.part !== 'operations' && one.part !== 'events' && (one.state === 'failed' || one.state === 'missing')) ?? parts.find(({ part }) => part === 'credential') ?? parts.at(-1);
  if (shown === undefined) return null;
  const { of, word } = resultOf(shown);
  return (
    <>
      <State of={of} word={word} /> <span className="soft">{shown.told}</span>
    </>
  );
}

import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState, type SubmitEvent } from 'react';
import { api, value } from '@/api/client';
import { asFailure } from '@/api/failure';
import { sessionQuery } from '@/api/queries';
import { Mark } from '@/design/Icon';
import { StateIcon } from '@/design/State';
import { ThemeSwitch } from '@/design/ThemeSwitch';
import { nextPath } from '@/format/address';
import { stages } from '@/road/stages';
import { useAddress } from '../address';
import { codeRefusal } from './code';
import { explain, explainCode } from './explain';
import { refusalOf } from './refusal';
import { Ways } from './Ways';

/** The first station of the road: whoever stands here has not been authenticated yet. */
export function SignIn() {
  const [search] = useAddress();
  const refusal = codeRefusal();
  const outside = refusalOf(search.refused);
  useEffect(() => {
    document.title = 'Sign in · Auterity';
  }, []);
  return (
    <main id="main" className="gate">
      <div className="corner">
        <ThemeSwitch />
      </div>
      <div className="col">
        <div className="brand">
          <Mark size={22} />
          <b>Auterity</b>
        </div>
        <i className="here" />
        <h1>Authenticate</h1>
        {outside === undefined ? null : (
          <p className="wrong" role="alert">
            <StateIcon of="failed" />
            <span>{outside}</span>
          </p>
        )}
        <KeyForm next={search.next} first={refusal === undefined ? undefined : explainCode(refusal)} />
        {search.tenant === undefined || search.tenant === '' ? null : <Ways tenant={search.tenant} next={search.next} />}
        <p className="alt">
          On this machine, <code>./auterity demo</code> prints a link that signs you in once.
        </p>
        <ol className="ahead" aria-label="The road every call takes after this">
          {stages.slice(1).map((stage) => (
            <li key={stage}>{stage.replace(/,.*/, '')}</li>
          ))}
        </ol>
      </div>
      <p className="ver">
        {location.host}, version {import.meta.env.VITE_VERSION}
      </p>
    </main>
  );
}

function KeyForm({ next, first }: { next: string | undefined; first: string | undefined }) {
  const [wrong, setWrong] = useState(first);
  const [busy, setBusy] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const client = useQueryClient();
  const navigate = useNavigate();
  useEffect(() => field.current?.focus(), []);

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const key = field.current?.value.trim() ?? '';
    setBusy(true);
    try {
      if (key === '') throw new Error('Type your API key. It begins with ak_.');
      client.setQueryData(sessionQuery.queryKey, await value(api.POST('/api/v1/session', { body: { key } })));
      await navigate({ href: nextPath(next), replace: true });
    } catch (error) {
      setWrong(explain(asFailure(error)));
      field.current?.focus();
    } finally {
      setBusy(false);
    }
  };

  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <label htmlFor="key">API key</label>
      <input
        id="key"
        ref={field}
        name="key"
        type="password"
        placeholder="ak_…"
        autoComplete="current-password"
        aria-invalid={wrong !== undefined}
        aria-describedby={wrong === undefined ? undefined : 'wrong'}
      />
      {wrong === undefined ? null : (
        <p className="wrong" id="wrong" role="alert">
          <StateIcon of="failed" />
          <span>{wrong}</span>
        </p>
      )}
      <button type="submit" className="btn primary" disabled={busy}>
        Sign in
      </button>
    </form>
  );
}

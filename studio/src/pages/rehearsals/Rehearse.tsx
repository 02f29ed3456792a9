import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useCallback, useEffect, useId, useRef, useState } from 'react';
import { api, value } from '@/api/client';
import { providersQuery, runsQuery } from '@/api/queries';
import { outlookQuery } from '@/api/rehearsals';
import { useMay } from '@/api/rights';
import type { RehearsalOutlook } from '@/api/schema';
import { Icon } from '@/design/Icon';
import { Copy, Tag } from '@/design/Marks';
import { Overlay } from '@/design/Overlay';
import { SkLine } from '@/design/Place';
import { count, shortId } from '@/format/text';
import { Asked } from '../Asked';
import { Refused } from '../Refused';
import { routesIcon } from '../routes/page';
import { faultWords, type Fault } from './result';

/** The button that takes a provider away on purpose, from labelled calls or from one run. */
export function Rehearse({ provider, run }: { provider?: string; run?: string }) {
  const [open, setOpen] = useState(false);
  const may = useMay();
  const close = useCallback(() => setOpen(false), []);
  if (!may('control:provider.rehearse')) return null;
  return (
    <>
      <button type="button" className="btn" onClick={() => setOpen(true)}>
        <Icon name={routesIcon} size={14} />
        Rehearse an outage
      </button>
      {open ? (
        <Overlay label="Rehearse an outage" wide onClose={close}>
          <Form provider={provider} run={run} onClose={close} />
        </Overlay>
      ) : null}
    </>
  );
}

const lengths = [10, 60, 300];

function lengthWords(seconds: number): string {
  return seconds < 120 ? `${seconds} s` : `${seconds / 60} min`;
}

function Form({ provider, run, onClose }: { provider: string | undefined; run: string | undefined; onClose: () => void }) {
  const navigate = useNavigate();
  const may = useMay();
  const client = useQueryClient();
  const providers = useQuery(providersQuery({}));
  const going = useQuery({ ...runsQuery({ state: 'running', limit: '20' }), enabled: run === undefined && may('control:run.cancel') });
  const [picked, pick] = useState(provider);
  const [fault, setFault] = useState<Fault>('unavailable');
  const [seconds, setSeconds] = useState(60);
  const [of, setOf] = useState(run);
  const chosen = picked ?? providers.data?.items[0]?.id;
  const begin = useMutation({
    mutationFn: () => value(api.POST('/api/v1/providers/{id}/rehearsals', { params: { path: { id: chosen ?? '' } }, body: { fault, seconds, ...(of === undefined ? {} : { run: of }) } })),
    onSuccess: ({ id }) => {
      void client.invalidateQueries({ queryKey: ['rehearsals'] });
      onClose();
      void navigate({ to: '/rehearsals/$id', params: { id }, search: {} });
    },
  });
  const send = () => {
    if (chosen !== undefined && !begin.isPending) begin.mutate();
  };
  const latest = useRef(send);
  useEffect(() => void (latest.current = send));
  useEffect(() => {
    const keyDown = (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      latest.current();
    };
    window.addEventListener('keydown', keyDown);
    return () => window.removeEventListener('keydown', keyDown);
  }, []);
  const id = useId();
  const runs = going.data?.items ?? [];
  const command = `./auterity rehearse ${chosen ?? 'PROVIDER'} --for ${seconds}s${fault === 'silent' ? ' --silent' : ''}${of === undefined ? '' : ` --run ${of}`}`;
  return (
    <form
      className="rehearse"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <h2>
        Rehearse an outage <Tag>injected</Tag>
      </h2>
      <p className="soft">A provider is taken away on purpose, for a short time, from calls that you choose. You see where they go instead. Nothing is sent to the vendor.</p>
      <div className="field">
        <label htmlFor={`${id}-p`}>What goes</label>
        <div>
          <select id={`${id}-p`} className="in mono" value={chosen ?? ''} onChange={(event) => pick(event.target.value)}>
            {(providers.data?.items ?? (chosen === undefined ? [] : [{ id: chosen }])).map((one) => (
              <option key={one.id}>{one.id}</option>
            ))}
          </select>
        </div>
      </div>
      <Choices name="How" of={[['unavailable', faultWords('unavailable')], ['silent', faultWords('silent')]]} chosen={fault} onChoose={setFault} />
      <div className="field">
        <span id={`${id}-w`}>For whom</span>
        <div role="radiogroup" aria-labelledby={`${id}-w`} className="whom">
          <div className="one">
            <input id={`${id}-label`} type="radio" name={`${id}-whom`} checked={of === undefined} onChange={() => setOf(undefined)} />
            <div>
              <label htmlFor={`${id}-label`}>
                <b>Labelled calls</b>
              </label>
              <small className="soft">those with the header auterity-labels: rehearsal=…, which you get when it begins; no other call is touched</small>
            </div>
          </div>
          <div className="one">
            <input id={`${id}-run`} type="radio" name={`${id}-whom`} disabled={run === undefined && runs.length === 0} checked={of !== undefined} onChange={() => setOf(run ?? runs[0]?.id)} />
            <div>
              <label htmlFor={`${id}-run`}>
                <b>A run</b>
              </label>{' '}
              {run === undefined ? null : <code>{shortId(run)}</code>}
              {run === undefined && runs.length === 0 ? <small className="soft">{!may('control:run.cancel') ? 'takes the right to cancel runs' : going.isError ? 'which runs are under way is not known' : going.isSuccess ? 'no run is under way' : 'looking for runs'}</small> : null}
              {run === undefined && of !== undefined ? (
                <select className="in" aria-label="Run" value={of} onChange={(event) => setOf(event.target.value)}>
                  {runs.map((one) => (
                    <option key={one.id} value={one.id}>
                      {one.workflow} {shortId(one.id)}
                    </option>
                  ))}
                </select>
              ) : null}
            </div>
          </div>
        </div>
      </div>
      <Choices name="How long" of={lengths.map((one) => [one, lengthWords(one)])} chosen={seconds} onChoose={setSeconds} hint="It ends by itself, also when this page, your key or the server is gone." />
      {chosen === undefined ? null : <WouldBend provider={chosen} />}
      <Refused error={providers.error} what="Providers are not known:" />
      <Refused error={begin.error} />
      <div className="acts">
        <span className="soft small">Stands in the audit log; not in breakers, health and savings.</span>
        <span className="cmd">
          <code>{command}</code>
          <Copy text={command} label="Copy command" />
        </span>
        <button type="button" className="btn" onClick={onClose}>
          Close
        </button>
        <button type="submit" className="btn primary" disabled={chosen === undefined || begin.isPending}>
          Rehearse for {lengthWords(seconds)} <kbd>Ctrl Enter</kbd>
        </button>
      </div>
    </form>
  );
}

function Choices<T extends string | number>({ name, of, chosen, onChoose, hint }: { name: string; of: readonly (readonly [T, string])[]; chosen: T; onChoose: (one: T) => void; hint?: string }) {
  const id = useId();
  return (
    <div className="field">
      <span id={id}>{name}</span>
      <div>
        <span className="picks-one" role="radiogroup" aria-labelledby={id}>
          {of.map(([one, words]) => (
            <label key={one} className={one === chosen ? 'on' : ''}>
              <input type="radio" className="sr" name={id} checked={one === chosen} onChange={() => onChoose(one)} />
              {words}
            </label>
          ))}
        </span>
        {hint === undefined ? null : <p className="soft small">{hint}</p>}
      </div>
    </div>
  );
}

function WouldBend({ provider }: { provider: string }) {
  const may = useMay();
  const query = useQuery({ ...outlookQuery(provider), enabled: may('control:decision.read') });
  if (!may('control:decision.read')) return null;
  return (
    <section aria-label="What would bend">
      <p className="cap soft small">
        What would bend, by the calls of the last hour <Tag>estimated</Tag>
      </p>
      <Asked query={query} loading={<SkLine width={320} />}>
        {(outlook) => (outlook.bends.length === 0 ? <p className="soft">It answered no call in the last hour, so nothing is known.</p> : <Bends outlook={outlook} />)}
      </Asked>
    </section>
  );
}

function Bends({ outlook }: { outlook: RehearsalOutlook }) {
  return (
    <table className="t tight flush">
      <caption className="sr">Where its calls would go</caption>
      <thead>
        <tr>
          <th scope="col">Route</th>
          <th scope="col">Goes to</th>
          <th scope="col" className="num">
            Calls
          </th>
          <th scope="col">If it goes too</th>
        </tr>
      </thead>
      <tbody>
        {outlook.bends.map((one) => (
          <tr key={one.route ?? ''}>
            <td>{one.route === undefined ? <span className="soft">no route</span> : <b>{one.route}</b>}</td>
            <td>
              {one.goesTo ?? (
                <span className="nowhere">
                  <Icon name="degraded" size={14} /> nowhere: refused
                </span>
              )}
            </td>
            <td className="num">
              {count(one.calls)}
              {outlook.truncated ? '+' : ''}
            </td>
            <td className="soft">{one.next ?? '–'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

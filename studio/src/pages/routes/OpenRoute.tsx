import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { providersQuery } from '@/api/queries';
import type { Provider, Resource } from '@/api/schema';
import { Allowed } from '@/design/Allowed';
import { Icon } from '@/design/Icon';
import { usePanelFocus } from '@/design/panelFocus';
import { Prose } from '@/design/Prose';
import { StateIcon } from '@/design/State';
import { latency } from '@/format/duration';
import { yaml } from '@/format/yaml';
import { DryRun } from './DryRun';
import { Learning } from './Learning';
import type { Written } from './form';
import { Replay } from './Replay';
import { Rollout } from './Rollout';
import { RouteForm } from './RouteForm';
import { Text } from './Text';
import { newRoute, useDraft } from './useDraft';
import { Versions } from './Versions';
import { cacheWords, offerWords, percent, requireWords, shares, whenWords, type Offer, type RouteSpec } from './words';

/** One route: what it says, its text, what it would do with a call, what another text would have done, its versions. */
export function OpenRoute({ route }: { route: Resource }) {
  const navigate = useNavigate();
  const place = useRef<HTMLElement>(null);
  usePanelFocus(place, route.id);
  useEffect(() => {
    place.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  const spec = route.spec as RouteSpec;
  const inForce = yaml(route);
  const { draft: kept, keep, lasts, applied } = useDraft(route.id);
  const draft = kept?.text === inForce ? undefined : kept?.text;
  const setDraft = (text: string | undefined) => keep(text === undefined ? undefined : { text, version: kept?.version ?? route.version });
  const write = (form: Written) => keep({ text: yaml({ kind: 'route', ...form }), version: kept?.version ?? route.version, form });
  return (
    <section className="route-open" aria-label={`Route ${route.id}`} ref={place}>
      <header className="cap line">
        <h2 tabIndex={-1}>
          <code>{route.id}</code>
        </h2>
        <span className="soft">v{route.version} {spec.rollout === undefined ? 'answers all its calls' : 'goes over to new offers'}</span>
        <span className="grow" />
        <button type="button" className="ghost" aria-label="Close route" onClick={() => void navigate({ to: '/routes', search: {}, resetScroll: false })}>
          <Icon name="close" />
        </button>
      </header>
      <div className="editor">
        <div className="work-on">
          <div className="two">
            <Said route={route} form={draft === undefined ? { id: route.id, spec } : kept?.form} onWrite={write} />
            <Text route={route} inForce={inForce} draft={draft} begun={kept?.version} lasts={lasts} onDraft={setDraft} onApplied={(text, as) => applied(text, as.find(({ kind, id }) => kind === 'route' && id === route.id)?.version)} />
          </div>
          {spec.rollout === undefined ? null : <Rollout id={route.id} version={route.version} spec={spec.rollout} />}
          {spec.strategy === 'learned' ? <Learning id={route.id} version={route.version} /> : null}
          <Replay text={draft ?? inForce} changed={draft !== undefined} />
          <Versions route={route} />
        </div>
        <DryRun route={route} />
      </div>
    </section>
  );
}

const begun: Written = { id: 'my_route', spec: { priority: 10, when: { capability: 'ai.chat.*', model: 'my-model' }, use: ['my-provider/its-model'] } };

const template = yaml({ kind: 'route', ...begun });

/** A route that is not there yet. */
export function NewRoute() {
  const { draft: kept, keep, lasts, applied } = useDraft(newRoute);
  const draft = kept?.text;
  const setDraft = (text: string | undefined) => keep(text === undefined ? undefined : { text, version: 0 });
  const form = draft === undefined ? begun : kept?.form;
  return (
    <section className="route-open" aria-label="A new route">
      <header className="cap line">
        <h2>A new route</h2>
        <span className="soft">nothing changes until it is applied</span>
      </header>
      <div className="two">
        {form === undefined ? <ByHand /> : <Form of={form} isNew onWrite={(of) => keep({ text: yaml({ kind: 'route', ...of }), version: 0, form: of })} />}
        <Text inForce={template} draft={draft} lasts={lasts} onDraft={setDraft} onApplied={(text) => applied(text)} />
      </div>
      <Replay text={draft ?? template} changed={draft !== undefined} />
    </section>
  );
}

/** What the route says in words, or as a form while somebody writes it there. */
function Said({ route, form, onWrite }: { route: Resource; form: Written | undefined; onWrite: (of: Written) => void }) {
  const [writing, setWriting] = useState(false);
  return (
    <div className="route-says">
      {writing && form !== undefined ? <Form of={form} isNew={false} onWrite={onWrite} /> : <Facts route={route} />}
      {writing && form === undefined ? <ByHand /> : null}
      <p className="pad">
        <Allowed to="control:resource.write">
          <button type="button" className="btn" aria-pressed={writing} onClick={() => setWriting(!writing)}>
            {writing ? 'Read it in words' : 'Change it by a form'}
          </button>
        </Allowed>
      </p>
    </div>
  );
}

function Form(props: { of: Written; isNew: boolean; onWrite: (of: Written) => void }) {
  const providers = useQuery(providersQuery({}));
  return <RouteForm {...props} offers={(providers.data?.items ?? []).map(({ id }) => id)} />;
}

function ByHand() {
  return <p className="pad soft">The draft was written by hand, and the form cannot read it. It is there again once the draft is applied or discarded.</p>;
}

/** What the route says, with how those who answer are now. */
function Facts({ route }: { route: Resource }) {
  const spec = route.spec as RouteSpec;
  const providers = useQuery(providersQuery({}));
  const { use = [], strategy = 'priority', weights, fallback = [], rollout, cache } = spec;
  return (
    <dl className="form">
      <Fact name="When" words={whenWords(spec.when)} none="always" />
      <Fact name="Requires" words={requireWords(spec.require)} none="only what the call needs" />
      <Field name="Strategy">{strategy.replaceAll('_', ' ')}</Field>
      <Field name="Use">{use.length === 0 ? <span className="soft">every provider of the kind</span> : <Offers offers={use} shares={shares(use, strategy, weights)} providers={providers.data?.items} />}</Field>
      {rollout === undefined ? null : (
        <Field name="Goes over">
          <Offers offers={rollout.to} shares={[]} providers={providers.data?.items} />
        </Field>
      )}
      {cache === undefined ? null : <Field name="Keeps">{cacheWords(cache)}</Field>}
      <Field name="Else">{fallback.length === 0 ? <span className="soft">refused</span> : <Offers offers={fallback} shares={[]} providers={providers.data?.items} />}</Field>
    </dl>
  );
}

function Field({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="fld">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Fact({ name, words, none }: { name: string; words: string[]; none: string }) {
  return (
    <Field name={name}>
      {words.length === 0 ? <span className="soft">{none}</span> : null}
      <span className="toks">
        {words.map((word) => (
          <span key={word} className="says">
            <Prose text={word} />
          </span>
        ))}
      </span>
    </Field>
  );
}

function Offers({ offers, shares: parts, providers }: { offers: readonly Offer[]; shares: number[]; providers: readonly Provider[] | undefined }) {
  return (
    <ol className="use">
      {offers.map((offer, at) => (
        <li key={offerWords(offer)}>
          <span className="of">{offerWords(offer)}</span>
          {parts[at] === undefined ? null : <span className="soft">{percent(parts[at])}</span>}
          {typeof offer === 'string' ? <Health of={providers?.find(({ id }) => id === offer.split('/')[0])} known={providers !== undefined} /> : null}
        </li>
      ))}
    </ol>
  );
}

function Health({ of, known }: { of: Provider | undefined; known: boolean }) {
  if (of === undefined) return known ? <span className="soft small">not there</span> : null;
  return (
    <span className="small nowrap">
      <StateIcon of={of.state} bare /> <span className={of.state === 'error' ? 'bad' : 'soft'}>{of.breaker.state === 'open' ? 'breaker open' : of.state}</span>
      {of.p50Ms === undefined ? null : <span className="soft"> p50 {latency(of.p50Ms)}</span>}
    </span>
  );
}

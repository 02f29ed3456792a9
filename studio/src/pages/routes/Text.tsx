import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { apply } from '@/api/apply';
import { asFailure } from '@/api/failure';
import { versionQuery } from '@/api/queries';
import type { Applied, Resource } from '@/api/schema';
import { Allowed } from '@/design/Allowed';
import { Compared } from '@/design/Compared';
import { Icon } from '@/design/Icon';
import { Copy } from '@/design/Marks';
import { Tabs } from '@/design/Tabs';
import { diff } from '@/format/diff';
import { yaml } from '@/format/yaml';
import { useAddress } from '../address';
import { AskFirst } from '../AskFirst';
import { placeOf } from './drafts';
import { Lines } from './Lines';
import { replaced, replacedWords, useApply } from './useApply';
import { Back } from './Versions';

interface Props {
  /** The route that the text is of; absent while it is new. */
  route?: Resource | undefined;
  inForce: string;
  draft: string | undefined;
  /** The version that the draft was begun on. */
  begun?: number | undefined;
  /** Whether the draft outlasts the page. */
  lasts: boolean;
  onDraft: (text: string | undefined) => void;
  /** Hears which text was put in force as what; tells whether nothing more was written meanwhile. */
  onApplied: (text: string, as: Applied['applied']) => boolean;
}

/** The route's text: it can be written, is checked by the server while one writes, and is applied as the next version. */
export function Text(props: Props) {
  const { route, inForce, draft } = props;
  const [search, change] = useAddress();
  const tab = route !== undefined && search.tab === 'diff' ? 'diff' : 'yaml';
  const against = search.version === undefined ? 'the draft' : `v${search.version}`;
  const tabs = [{ key: 'yaml', label: 'YAML' }, ...(route === undefined ? [] : [{ key: 'diff', label: `${against} against v${route.version}` }])];
  return (
    <div className="yaml">
      <Tabs tabs={tabs} chosen={tab} onChoose={(key) => change({ ...search, tab: key }, true)} label="The text of the route">
        {tab === 'yaml' || route === undefined ? <Writing {...props} /> : <Differs route={route} inForce={inForce} draft={draft} />}
      </Tabs>
    </div>
  );
}

function Writing({ route, inForce, draft, begun, lasts, onDraft, onApplied }: Props) {
  const text = draft ?? inForce;
  const place = useRef<HTMLTextAreaElement>(null);
  const settled = useSettled(text);
  const check = useQuery({ queryKey: ['check', settled, route?.version], queryFn: ({ signal }) => apply(settled, true, signal), enabled: draft !== undefined && settled === text, staleTime: Infinity, retry: false });
  const { data: applied, error, isPending, mutateAsync } = useApply(onApplied);
  return (
    <>
      <Lines ref={place} label="The route as YAML" text={text} wrong={wrongLines(check.error ?? error)} onText={(next) => onDraft(next === inForce ? undefined : next)} />
      <div className="under">
        <Verdict check={draft === undefined ? undefined : check} applied={applied} onLine={(line) => show(place.current, line)} />
        <span className="grow" />
        <Copy text={text} label="Copy the text" />
        {draft === undefined ? null : (
          <>
            <button type="button" className="btn" onClick={() => onDraft(undefined)}>
              Discard
            </button>
            <Applying checked={settled === text ? check.data : undefined} route={route} begun={begun} waits={isPending} onApply={(checked) => mutateAsync({ text, checked })} />
          </>
        )}
      </div>
      {route === undefined || draft === undefined || begun === undefined || begun === route.version || isPending ? null : (
        <p className="soft small">
          Begun on v{begun}; v{route.version} is in force by now, and applying the draft takes its place.
        </p>
      )}
      {draft === undefined ? null : <p className="soft small">{lasts ? 'What is not applied stays in this browser.' : 'There is no room for it in this browser: what is not applied lasts as long as this page.'}</p>}
      {error === null ? null : <Refused error={error} onLine={(line) => show(place.current, line)} />}
    </>
  );
}

/** Applies the draft once it was checked, and asks first where it takes the place of what it was not begun on. */
function Applying({ checked, route, begun, waits, onApply }: { checked: Applied | undefined; route: Resource | undefined; begun: number | undefined; waits: boolean; onApply: (checked: Applied) => Promise<unknown> }) {
  const others = checked === undefined ? [] : replaced(checked, route === undefined || begun === undefined ? undefined : { id: route.id, version: begun });
  if (checked === undefined || others.length === 0) {
    return (
      <Allowed to="control:resource.write">
        <button type="button" className="btn primary" disabled={checked === undefined || waits} onClick={() => checked !== undefined && void onApply(checked).catch(() => undefined)}>
          {route === undefined ? 'Add the route' : 'Apply'}
        </button>
      </Allowed>
    );
  }
  const words = replacedWords(others);
  return (
    <AskFirst button={`Replace ${words}`} look="btn primary" title={`Replace ${words}?`} act="Replace" keep="Keep what is in force" danger ready={!waits} onAct={() => onApply(checked)}>
      <p>The draft was not begun on what is in force. Applied, it takes the place of:</p>
      <ul>
        {others.map((other) => (
          <li key={`${other.kind}/${other.id}`}>{replacedWords([other])}</li>
        ))}
      </ul>
    </AskFirst>
  );
}

const noLines: ReadonlySet<number> = new Set();

function wrongLines(error: Error | null): ReadonlySet<number> {
  return error === null ? noLines : new Set(asFailure(error).problems.flatMap(({ line }) => (line === undefined ? [] : [line])));
}

/** Chooses a line and brings it into sight. */
function show(area: HTMLTextAreaElement | null, line: number) {
  if (area === null) return;
  const { begin, end } = placeOf(area.value, line);
  area.focus();
  area.setSelectionRange(begin, end);
}

/** What the server says of the text: nothing while it is the one in force. */
function Verdict({ check, applied, onLine }: { check: { data: Applied | undefined; error: Error | null } | undefined; applied: Applied | undefined; onLine: (line: number) => void }) {
  if (check === undefined) return <span className="soft small">{applied === undefined ? 'In force. What is typed here is checked at once and changes nothing.' : told(applied, 'is')}</span>;
  if (check.error !== null) return <Refused error={check.error} onLine={onLine} />;
  if (check.data === undefined) return <span className="soft small">Checking</span>;
  return (
    <span className="state t-succeeded" role="status">
      <Icon name="succeeded" />
      <span>valid: {told(check.data, 'becomes')}</span>
    </span>
  );
}

function told({ applied }: Applied, verb: string): string {
  return applied.map(({ id, version, changed }) => (changed ? `${id} ${verb} v${version}` : `${id} stays as it is`)).join(', ');
}

function Refused({ error, onLine }: { error: Error; onLine?: (line: number) => void }) {
  const { title, message, code, problems } = asFailure(error);
  const placed = onLine === undefined ? [] : problems.filter(({ line }) => line !== undefined);
  return (
    <div className="refused" role="alert">
      <span className="t-failed si">
        <Icon name="failed" />
      </span>
      <div>
        <p>
          <b>{title}</b> {placed.length > 0 && placed.length === problems.length ? null : `${message} `}
          <code>{code}</code>
        </p>
        <ul>
          {placed.map(({ line = 1, path, rule, fix }) => (
            <li key={`${line} ${path} ${rule}`}>
              <button type="button" className="linked" onClick={() => onLine?.(line)}>
                Line {line}
              </button>{' '}
              <code>{path}</code> {rule}; {fix}
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}

function Differs({ route, inForce, draft }: { route: Resource; inForce: string; draft: string | undefined }) {
  const [search] = useAddress();
  const version = search.version === undefined ? undefined : Number(search.version);
  const earlier = useQuery({ ...versionQuery('route', route.id, version ?? 0), enabled: version !== undefined });
  if (version !== undefined && earlier.isError) return <Refused error={earlier.error} />;
  const other = version === undefined ? (draft ?? inForce) : earlier.data === undefined ? undefined : yaml(earlier.data);
  if (other === undefined) return <p className="soft">Reading v{version}</p>;
  if (other === inForce) return <p className="soft">Nothing differs.</p>;
  return (
    <>
      <Compared lines={diff(inForce, other)} label={`What ${version === undefined ? 'the draft' : `v${version}`} changes`} />
      {version === undefined ? null : <Back route={route} version={version} />}
    </>
  );
}

/** The text once nobody has typed for a moment. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), 300);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}

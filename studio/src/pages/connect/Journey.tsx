import { Link, useNavigate } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { ConnectorDetail, Resource } from '@/api/schema';
import { onKey } from '@/design/keys';
import { Grade } from '@/design/State';
import { plural } from '@/format/text';
import { useAddress } from '../address';
import { FieldBeside, FileBeside } from './Beside';
import { Credential } from './Credential';
import { Done } from './Done';
import { begun, credentialWords, isTyped } from './draft';
import { kindWords, type SchemaField } from './fields';
import { ahead, Head } from './Head';
import { Leaving } from './Leaving';
import { progress, verdict } from './probe';
import { RoutesStation } from './RoutesStation';
import { Stations } from './Stations';
import { neighbour, standing, type Station } from './stations';
import { TestStation } from './TestStation';
import { useProbe } from './useProbe';
import { useSave } from './useSave';
import { waysOf, type Place, type Way } from './ways';

interface Props {
  detail: ConnectorDetail;
  taken: readonly string[];
  vault: readonly string[];
  routes: readonly Resource[];
}

/** The way from a chosen connector to a provider. What is typed is in the memory of this page alone. */
export function Journey({ detail, taken: known, vault: names, routes }: Props) {
  // What was there when the page was opened: what it saves itself takes no name away.
  const [{ taken, vault }, setKnown] = useState({ taken: known, vault: names });
  const [draft, setDraft] = useState(() => begun(detail, taken));
  const [field, setField] = useState<SchemaField>();
  const [chosen, setChosen] = useState<Record<string, Place>>({});
  const [passed, setPassed] = useState({ filled: false, tested: false, saved: false });
  const [search, change] = useAddress();
  const navigate = useNavigate();
  const agreed = detail.auth.some(({ kind, agreed: person }) => kind === draft.kind && person);
  const test = useProbe(detail, draft, vault);
  const save = useSave(detail, vault, (others) => {
    setKnown((before) => ({ ...before, vault: [...before.vault, ...others] }));
    setPassed((before) => ({ ...before, saved: true }));
  });
  const far = useMemo(() => ({ ...passed, chosen: true }), [passed]);
  const here = standing(search.station, far);
  const ways = useMemo(() => waysOf(routes, detail.kind), [routes, detail.kind]);

  const go = useCallback((station: Station) => change({ connector: detail.id, station }), [change, detail.id]);
  const leave = useCallback(() => void navigate({ to: '/providers', search: {} }), [navigate]);
  const begin = test.begin;
  useEffect(() => {
    const step = (by: 1 | -1) => () => go(neighbour(here, by, far));
    const undo = [onKey(']', step(1)), onKey('[', step(-1)), ...(here === 'test' ? [onKey('t', begin)] : [])];
    return () => undo.forEach((stop) => stop());
  }, [begin, far, go, here]);
  useStationFocus(here, test.probe.state === 'done');

  const again = () => void navigate({ to: '/providers/connect', search: {} });
  const filled = () => {
    setPassed({ ...passed, filled: true });
    go('test');
    begin();
  };
  const store = (disabled: boolean) => {
    const whole = { ...draft, disabled };
    setDraft(whole);
    save.store({ draft: whole, ways: ways.flatMap((way) => listed(way, chosen[way.id])) });
  };
  const next = (disabled: boolean) => {
    setDraft({ ...draft, disabled });
    setPassed({ ...passed, tested: true });
    go('routes');
  };
  const write = (of: typeof draft) => {
    test.forget();
    setPassed({ filled: false, tested: false, saved: false });
    setDraft(of);
  };
  const state = passed.saved ? 'saved' : 'not saved yet';
  const sums = {
    ...ahead,
    choose: <Chosen detail={detail} />,
    credential: here === 'credential' ? (detail.auth.length > 1 ? `one of ${detail.auth.length} ways` : '') : credentialWords(detail, draft, kindWords),
    test: here === 'test' ? progress(test.probe) : test.probe.state === 'done' ? verdict(test.probe, detail, agreed).said : ahead.test,
    routes: passed.saved ? taking(chosen) : ways.length === 0 ? 'none matches' : `${plural(ways.length, 'route')} ${ways.length === 1 ? 'matches' : 'match'} ${detail.kind}.*; the ticked ones change when you save`,
    done: passed.saved ? 'saved' : ahead.done,
  };
  const back = (station: Station, word: string) => (
    <button type="button" className="btn" aria-label={`${word}: ${station}`} onClick={() => go(station)}>
      {word}
    </button>
  );
  const acts = passed.saved ? {} : { choose: <Link className="btn" to="/providers/connect" search={{}}>Change</Link>, credential: back('credential', 'Change'), test: back('test', 'Look') };
  return (
    <>
      <Head said={`${draft.id}, ${state}`} />
      <Leaving typed={!passed.saved && isTyped(detail, draft, taken)} onLeave={leave} />
      <div className="split with-panel">
        <div className="list">
          <Stations here={here} sums={sums} acts={acts}>
            {here === 'credential' ? <Credential detail={detail} draft={draft} taken={taken} vault={vault} onDraft={write} onField={setField} onBack={again} onNext={filled} /> : null}
            {here === 'test' ? <TestStation detail={detail} probe={test.probe} agreed={agreed} onTest={begin} onStop={test.stop} onNext={next} /> : null}
            {here === 'routes' ? <RoutesStation ways={ways} kind={detail.kind} provider={draft.id} chosen={chosen} disabled={draft.disabled} saving={save.isPending} error={save.error} onChoose={setChosen} onSave={store} /> : null}
            {here === 'done' ? <Done detail={detail} id={draft.id} agreed={agreed} disabled={draft.disabled} /> : null}
          </Stations>
        </div>
        {here === 'credential' && field !== undefined ? <FieldBeside detail={detail} draft={draft} vault={vault} field={field} /> : <FileBeside detail={detail} draft={draft} vault={vault} saved={passed.saved} />}
      </div>
      <footer className="pager">
        <span className="hint">
          <kbd>Enter</kbd> goes on, <kbd>T</kbd> tests again, <kbd>[</kbd> <kbd>]</kbd> stations
        </span>
        <span className="grow" />
        <span>{passed.saved ? 'Its secrets are in the vault, encrypted' : 'What you typed is in this page alone, and gone when you leave it'}</span>
      </footer>
    </>
  );
}

function Chosen({ detail }: { detail: ConnectorDetail }) {
  return (
    <>
      <b>{detail.id}</b> {detail.vendor} <code className="soft">{detail.kind}</code> <Grade grade={detail.grade} />
    </>
  );
}

function listed(way: Way, at: Place | undefined): { way: Way; at: Place }[] {
  return at === undefined ? [] : [{ way, at }];
}

function taking(chosen: Readonly<Record<string, Place>>): string {
  const words = Object.entries(chosen).map(([id, at]) => `${id} ${at}`);
  return words.length === 0 ? 'none was changed' : words.join(', ');
}

/** What goes on takes the keyboard when the way comes to a station, and again when its test has ended; the form is read from its name. */
function useStationFocus(here: Station, ended: boolean): void {
  const first = useRef(here);
  useEffect(() => {
    const name = document.querySelector<HTMLElement>('#station');
    const came = first.current !== here;
    const nowhere = document.activeElement === document.body || document.activeElement === name;
    if (!came && !(here === 'test' && ended && nowhere)) return;
    first.current = here;
    const primary = document.querySelector<HTMLElement>('.journey .here .btn.primary');
    (here === 'credential' ? name : (primary ?? name))?.focus();
  }, [here, ended]);
}

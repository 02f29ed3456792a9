import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { asFailure } from '@/api/failure';
import type { CheckedWorkflow, WorkflowDraft } from '@/api/schema';
import { endDraft, publishDraft, saveDraft, workflowCheckQuery, workflowSchemaQuery } from '@/api/workflowEditor';
import { Compared } from '@/design/Compared';
import { Icon } from '@/design/Icon';
import { onKey } from '@/design/keys';
import { Copy } from '@/design/Marks';
import { diff } from '@/format/diff';
import { plural } from '@/format/text';
import type { Place } from '@/graph/spots';
import { without } from '@/table/query';
import { useAddress } from '../address';
import { LeavingDraft } from '../file/LeavingDraft';
import { useSettled } from '../file/useSettled';
import { Refused } from '../Refused';
import { Lines } from '../routes/Lines';
import { placeOf } from '../routes/drafts';
import { begunAs } from './begun';
import { Canvas } from './Canvas';
import type { Opened } from './EditorPage';
import { stepOf, stepPaths } from './flawed';
import { Head } from './Head';
import { begin, canRedo, canUndo, redone, shown, typed, undone, written } from './history';
import { useEdits } from './useEdits';
import { useEditorKeys } from './useEditorKeys';
import { useStepClipboard } from './useStepClipboard';
import { freeName, takenNames, valueAt } from './values';
import { useArranging, type Offer } from './useArranging';
import { kindsOf, newStep, type Schema } from './kinds';
import { Palette } from './Palette';
import { Problems } from './Problems';
import { SavedByAnother } from './SavedByAnother';
import { StepPanel } from './StepPanel';
import { WorkflowPanel } from './WorkflowPanel';

const views = [
  { key: 'graph', label: 'Graph' },
  { key: 'yaml', label: 'Graph and YAML' },
  { key: 'diff', label: 'Diff' },
] as const;

/** What is asked for in the palette; its place where that is chosen already. */
interface Adding {
  place?: Place;
}

/** Graph, forms and YAML of one text; it is checked while it is written, saved as a draft and published. */
export function Editor({ opened }: { opened: Opened }) {
  const { id } = opened;
  const client = useQueryClient();
  const [search, change] = useAddress();
  const [base, setBase] = useState({ inForce: opened.inForce, version: opened.version, follows: opened.draft?.follows ?? opened.version, revision: opened.draft?.revision ?? 0, kept: opened.draft?.text ?? opened.inForce, by: opened.draft?.by });
  const [history, setHistory] = useState(() => begin(opened.draft?.text ?? (opened.inForce === '' ? begunAs(id) : opened.inForce)));
  const [adding, setAdding] = useState<Adding>();
  const area = useRef<HTMLTextAreaElement>(null);
  const text = shown(history);
  const settled = useSettled(text);
  const view = views.find(({ key }) => key === search.view)?.key ?? 'graph';

  const schema = useQuery(workflowSchemaQuery).data as Schema | undefined;
  const kinds = schema === undefined ? [] : kindsOf(schema);
  const [last, setLast] = useState<CheckedWorkflow>();
  const openPath = last === undefined || search.step === undefined ? undefined : stepPaths(last).get(search.step);
  const check = useQuery({ ...workflowCheckQuery(id, settled, openPath), placeholderData: (before: CheckedWorkflow | undefined) => before });
  const checked = check.data;
  const current = checked !== undefined && settled === text && !check.isPlaceholderData;
  // What cannot be read has no steps: those of before stay in sight until it can.
  if (current && checked !== last && (checked.value !== undefined || last === undefined)) setLast(checked);
  const drawn = last ?? checked;
  const paths = useMemo(() => (drawn === undefined ? new Map<string, string>() : stepPaths(drawn)), [drawn]);

  const write = useCallback((next: string) => setHistory((before) => written(before, next)), []);
  // Letters that follow each other are one step back.
  const type = (next: string) => {
    setHistory((before) => (settled === text ? written(before, next) : typed(before, next)));
  };
  const go = useCallback((step: string | undefined) => change(step === undefined ? without(without(search, 'step'), 'part') : { ...without(search, 'part'), step }, true), [change, search]);
  const goAround = useCallback(() => change({ ...without(search, 'step'), part: 'workflow' }, true), [change, search]);

  const { edit, make } = useEdits(id, text, (changed, then) => {
    client.setQueryData(workflowCheckQuery(id, changed.text, undefined).queryKey, changed.check);
    write(changed.text);
    setLast(changed.check);
    if (then !== undefined) go(then);
  });
  const after = search.step !== undefined && paths.has(search.step) ? { after: search.step } : {};
  const add = ({ kind, capability }: Offer, place?: Place) => {
    setAdding(undefined);
    if (schema === undefined) return;
    const taken = takenNames(drawn?.value);
    const free = (wanted: string) => {
      const name = freeName(taken, wanted);
      taken.add(name);
      return name;
    };
    const called = capability?.split('.').at(-1);
    const step = { ...newStep(schema, kind, (name) => free(name === kind.name && called !== undefined ? called : name)), ...(capability === undefined ? {} : { call: capability, with: {} }) };
    make({ edit: 'add', value: step, ...(place === undefined ? after : { in: place.list, at: place.at }) }, String((step as { id?: unknown }).id));
  };

  const { arranging, place } = useArranging({ paths, value: drawn?.value, onEdit: make, onAdd: add, onAsk: (at) => setAdding({ place: at }) });
  const move = () => {
    if (search.step === undefined || openPath === undefined || view === 'diff') return;
    place({ what: search.step, from: openPath, held: false });
    // There the panel hides the steps.
    if (matchMedia('(max-width: 1230px)').matches) go(undefined);
  };

  const changed = text !== base.inForce;
  const saved = text === base.kept && base.revision > 0;
  const save = useMutation({
    mutationFn: (revision: number) => saveDraft(id, text, base.follows, revision),
    onSuccess: async (draft) => {
      setBase((before) => ({ ...before, revision: draft.revision, kept: draft.text, by: draft.by }));
      await client.invalidateQueries({ queryKey: ['workflow drafts'] });
    },
  });
  const take = (theirs: WorkflowDraft) => {
    setBase((before) => ({ ...before, follows: theirs.follows, revision: theirs.revision, kept: theirs.text, by: theirs.by }));
    write(theirs.text);
    save.reset();
  };
  const publish = async () => {
    const draft = saved ? { revision: base.revision, text } : await save.mutateAsync(base.revision);
    const { version } = await publishDraft(id, draft.revision);
    setBase({ inForce: draft.text, version, follows: version, revision: 0, kept: draft.text, by: undefined });
    await client.invalidateQueries();
  };
  const discard = async () => {
    await endDraft(id, base.revision);
    setBase((before) => ({ ...before, follows: before.version, revision: 0, kept: before.inForce, by: undefined }));
    if (base.inForce !== '') write(base.inForce);
    await client.invalidateQueries({ queryKey: ['workflow drafts'] });
  };

  const goLine = (line: number) => {
    if (view !== 'yaml') change({ ...search, view: 'yaml' }, true);
    // The text is there once the view is drawn.
    setTimeout(() => {
      const { current: at } = area;
      if (at === null) return;
      const { begin: from, end } = placeOf(at.value, line);
      at.focus();
      at.setSelectionRange(from, end);
    });
  };
  const goProblem = (path: string) => {
    const step = stepOf(paths, path);
    const problem = checked?.problems.find((one) => one.path === path);
    if (step !== undefined) go(step);
    else if (problem?.line !== undefined) goLine(problem.line);
    else goAround();
  };
  const problems = checked?.problems ?? [];
  const ids = [...paths.keys()];
  const step = (by: number) => {
    const next = ids[(ids.indexOf(search.step ?? '') + by + ids.length) % ids.length];
    if (next !== undefined) go(next);
  };
  const undo = canUndo(history) ? () => setHistory(undone) : undefined;
  const redo = canRedo(history) ? () => setHistory(redone) : undefined;
  useEditorKeys({ undo, redo, save: () => changed && !saved && !save.isPending && save.mutate(base.revision), next: () => problems[0] !== undefined && goProblem(problems[(problems.findIndex(({ path }) => stepOf(paths, path) === search.step) + 1) % problems.length]?.path ?? '') });
  useStepClipboard({
    copied: () => (openPath === undefined ? undefined : JSON.stringify(valueAt(drawn?.value, openPath), null, 2)),
    onCut: () => make({ edit: 'remove', step: search.step ?? '' }),
    onPaste: (steps) => make({ edit: 'add', text: steps, ...after }),
  });
  useEffect(() => onKey('a', () => setAdding({})), []);
  useEffect(() => onKey('m', move));

  const where = adding?.place !== undefined ? adding.place.words : search.step !== undefined && paths.has(search.step) ? `behind ${search.step}` : 'at the end';
  const lines = changed ? diff(base.inForce, text) : [];
  const differ = lines.filter(({ kind }) => kind !== 'same').length;
  return (
    <>
      <LeavingDraft typed={text !== base.kept && !(base.inForce === '' && text === begunAs(id))} />
      <Head
        id={id}
        version={base.version}
        changed={changed}
        saved={saved}
        by={base.by}
        errors={current ? problems.length : undefined}
        lines={differ}
        busy={save.isPending || edit.isPending}
        undo={undo}
        redo={redo}
        onSave={() => save.mutate(base.revision)}
        onPublish={publish}
        onProblem={goProblem}
        onDiscard={base.revision > 0 ? discard : undefined}
      />
      <div className="editing-bar">
        <div className="picks-one" role="group" aria-label="View">
          {views.map(({ key, label }) => (
            <button key={key} type="button" aria-pressed={view === key} onClick={() => change(key === 'graph' ? without(search, 'view') : { ...search, view: key }, true)}>
              {label}
            </button>
          ))}
        </div>
        <button type="button" className="btn" disabled={schema === undefined || edit.isPending} onClick={() => setAdding({})}>
          <Icon name="add" size={14} />
          Add a step <kbd>A</kbd>
        </button>
        <button type="button" className="btn" onClick={goAround}>
          Input, triggers, output
        </button>
        <span className="grow" />
        {changed && base.version > 0 ? (
          <button type="button" className="linked small" onClick={() => change({ ...search, view: 'diff' }, true)}>
            {plural(differ, 'changed line')} against v{base.version}
          </button>
        ) : null}
      </div>
      <Refused error={edit.error ?? save.error} />
      {save.error !== null && asFailure(save.error).code === 'conflict' ? <SavedByAnother id={id} text={text} onTake={take} onReplace={({ revision }) => save.mutate(revision)} /> : null}
      <div className={view === 'yaml' ? 'workbench beside' : 'workbench'}>
        <div className="bench">
          {view === 'diff' ? (
            <section className="definition" aria-label="Changes">
              {changed ? <Compared lines={lines} label="What the draft changes" /> : <p className="soft none">Nothing differs from v{base.version}.</p>}
            </section>
          ) : (
            <Canvas id={id} drawn={drawn} problems={problems} step={search.step} arranging={arranging} onStep={go} onEnds={goAround} />
          )}
          <Problems problems={problems} current={current} onLine={goLine} onProblem={goProblem} />
        </div>
        {view === 'yaml' ? (
          <section className="ed yaml text-pane" aria-label="The text">
            <div className="cap">
              <h2>{id}.yaml</h2>
              <span className="soft small">both sides are one text; comments stay</span>
              <span className="grow" />
              <Copy text={text} label="Copy the text" />
            </div>
            <div className="edit">
              <Lines ref={area} label="The workflow as YAML" text={text} wrong={new Set(problems.flatMap(({ line }) => line ?? []))} onText={type} />
            </div>
          </section>
        ) : null}
        {search.step !== undefined && openPath !== undefined && drawn !== undefined && schema !== undefined && view !== 'yaml' ? (
          <StepPanel workflow={id} text={settled} id={search.step} path={openPath} checked={checked?.value === undefined ? drawn : { ...drawn, names: checked.names, problems }} schema={schema} kinds={kinds} busy={edit.isPending} onEdit={make} onAdd={() => setAdding({})} onMove={move} onStep={step} onClose={() => go(undefined)} />
        ) : null}
        {search.part === 'workflow' && drawn !== undefined && schema !== undefined && view !== 'yaml' ? <WorkflowPanel id={id} checked={{ ...drawn, problems }} schema={schema} onEdit={make} onClose={() => go(undefined)} /> : null}
      </div>
      {adding === undefined ? null : (
        <Palette
          kinds={kinds}
          where={where}
          onAdd={(offer) => add(offer, adding.place)}
          onPlace={(offer, held) => {
            setAdding(undefined);
            place({ what: offer.capability ?? offer.kind.name, from: undefined, held, offer });
          }}
          onClose={() => setAdding(undefined)}
        />
      )}
    </>
  );
}

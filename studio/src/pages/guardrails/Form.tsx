import { useEffect, useRef, useState, type SubmitEvent } from 'react';
import { asFailure } from '@/api/failure';
import type { Resource } from '@/api/schema';
import { plural } from '@/format/text';
import { Refused } from '../Refused';
import { Side } from '../Side';
import { useReplace } from '../useReplace';
import { check, draftOf, drawn, emptyDraft, placed, resourceOf, wheres, type Draft } from './draft';
import { FindFields } from './FindFields';
import { Checks, Choice, TextField, type Writing } from './RuleFields';
import { deeds, places } from './words';

interface Props {
  /** The rule that is changed; absent for a new one. */
  rule?: Resource;
  onClose: () => void;
  onSaved: (id: string) => void;
}

/** The form that writes a rule. What the server refuses stands at its field, or at the form's foot where that is not shown, and nothing typed is lost. */
export function Form({ rule, onClose, onSaved }: Props) {
  const [draft, setDraft] = useState<Draft>(() => (rule === undefined ? emptyDraft : draftOf(rule)));
  const [tried, setTried] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const save = useReplace('rule', rule, onSaved);
  useEffect(() => {
    if (save.isError) form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
  }, [save.isError]);
  const mine = check(draft);
  const failure = save.isError ? asFailure(save.error) : undefined;
  const theirs = failure === undefined ? undefined : placed(failure, drawn(draft, rule === undefined));
  const wrong = { ...theirs?.at, ...(tried ? mine : {}) };
  const set = (change: Partial<Draft>) => {
    save.reset();
    setDraft((before) => ({ ...before, ...change }));
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setTried(true);
    const [first] = Object.keys(mine);
    if (first === undefined) save.mutate(resourceOf(draft));
    else form.current?.querySelector<HTMLElement>(`[name="${first}"]`)?.focus();
  };
  const title = rule === undefined ? 'Add a rule' : `Change ${rule.id}`;
  return (
    <Side room="guard" title={title} label={title} shown={rule?.id ?? 'new'} closing="Close form" onClose={onClose}>
      <div className="body">
        <form className="fields rule-form" ref={form} onSubmit={submit} noValidate aria-label={title}>
          {rule === undefined ? <TextField of={{ draft, wrong, set }} name="id" label="Name" hint="Decisions and errors tell it; it cannot be changed later." placeholder="personal-data" /> : null}
          <FindFields draft={draft} wrong={wrong} set={set} />
          <Does draft={draft} wrong={wrong} set={set} />
          <Scope draft={draft} wrong={wrong} set={set} />
          {theirs?.more === true ? <Refused error={save.error} what="Nothing was changed." /> : null}
          <div className="acts">
            <button type="submit" className="btn primary" disabled={save.isPending}>
              {rule === undefined ? 'Put it in force' : 'Put the change in force'}
            </button>
            <button type="button" className="btn" onClick={onClose}>
              Cancel
            </button>
            {Object.keys(wrong).length === 0 ? null : <span className="soft small">{plural(Object.keys(wrong).length, 'field')} to mend</span>}
          </div>
        </form>
      </div>
    </Side>
  );
}

function Does(of: Writing) {
  const { draft, wrong, set } = of;
  return (
    <>
      <Checks name="on" label="Looks at" hint="Streams alone are meant where answers are not chosen." wrong={wrong.on} options={wheres.map((where) => [where, places[where] ?? where])} chosen={draft.on} onChange={(on) => set({ on })} />
      <Choice of={of} name="act" label="Does" hint={deeds.find(({ act }) => act === draft.act)?.what} options={deeds.map(({ act, name }) => [act, name] as const)} />
      {draft.act === 'route' ? <TextField of={of} name="labels" label="Gives" hint="Labels by which routes choose." placeholder="privacy=strict" /> : null}
      <Choice
        of={of}
        name="onError"
        label="Cannot look"
        options={[
          ['refuse', 'the call is refused'],
          ['pass', 'the call goes on, and the decision tells it'],
        ]}
      />
    </>
  );
}

function Scope(of: Writing) {
  return (
    <>
      <TextField of={of} name="routes" label="Routes" hint="Ids, with spaces between; empty is every route." />
      <TextField of={of} name="models" label="Models" hint="As calls name them, * for any characters; empty is any." />
      <TextField of={of} name="capabilities" label="Calls" hint="Capabilities, such as ai.chat.*; empty is any." />
      <TextField of={of} name="scopeLabels" label="Labels" hint="Which the call must have." placeholder="team=claims" />
      <TextField of={of} name="priority" label="Priority" hint="The highest acts first; empty is 0." />
    </>
  );
}

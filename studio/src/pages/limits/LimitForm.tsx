import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode, type SubmitEvent } from 'react';
import { asFailure } from '@/api/failure';
import { Field, type Named } from '@/design/Field';
import { periodWords } from '@/format/money';
import { plural } from '@/format/text';
import { Refused } from '../Refused';
import { Side } from '../Side';
import { useReplace } from '../useReplace';
import { checkLimit, drawn, emptyLimit, limitOf, periods, placedLimit, whoses, type LimitDraft, type Wrong } from './draft';

interface Writing {
  draft: LimitDraft;
  wrong: Wrong;
  set: (change: Partial<LimitDraft>) => void;
}

/** The form that sets a budget or a quota, each with what was written of the other; `of` names whose calls it counts at first. */
export function LimitForm({ kind, of, onClose, onSaved }: { kind: LimitDraft['kind']; of: string | undefined; onClose: () => void; onSaved: (open: string | undefined) => void }) {
  const [written, setWritten] = useState<LimitDraft>(() => emptyLimit(kind, of));
  const [tried, setTried] = useState<LimitDraft['kind']>();
  const draft = { ...written, kind };
  const client = useQueryClient();
  const save = useReplace(kind, undefined, (id) => {
    void client.invalidateQueries({ queryKey: ['limits'] });
    onSaved(kind === 'budget' ? `budget/${id}/${draft.period}/${draft.currency.trim()}` : undefined);
  });
  const mine = checkLimit(draft);
  const failure = save.isError && save.variables.kind === kind ? asFailure(save.error) : undefined;
  const theirs: Wrong = failure === undefined ? {} : { ...placedLimit(failure.problems, draft), ...named(failure.fields, draft) };
  const wrong: Wrong = { ...theirs, ...(tried === kind ? mine : {}) };
  const set = (change: Partial<LimitDraft>) => {
    save.reset();
    setWritten((before) => ({ ...before, ...change }));
  };
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    setTried(kind);
    const [first] = Object.keys(mine);
    if (first === undefined) save.mutate(limitOf(draft));
    else event.currentTarget.querySelector<HTMLElement>(`[name="${first}"]`)?.focus();
  };
  const title = kind === 'budget' ? 'Set a budget' : 'Set a quota';
  return (
    <Side room="limit" title={title} label={title} shown={`new ${kind}`} closing="Close form" onClose={onClose}>
      <div className="body">
        <form className="fields" onSubmit={submit} noValidate aria-label={title}>
          <Text of={{ draft, wrong, set }} name="id" label="Name" hint="Refusals tell it; it cannot be changed later." placeholder="support-month" />
          <Whose draft={draft} wrong={wrong} set={set} />
          {kind === 'budget' ? <Money draft={draft} wrong={wrong} set={set} /> : <Counts draft={draft} wrong={wrong} set={set} />}
          {failure !== undefined && Object.keys(theirs).length === 0 ? <Refused error={save.error} what="Nothing was changed." /> : null}
          <div className="acts">
            <button type="submit" className="btn primary" disabled={save.isPending}>
              Put it in force
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

/** What is said of fields that are shown. */
function named(fields: Record<string, string>, draft: LimitDraft): Wrong {
  return Object.fromEntries(drawn(draft).flatMap((name) => (fields[name] === undefined ? [] : [[name, fields[name]]])));
}

function Whose(of: Writing) {
  const { draft } = of;
  return (
    <>
      <Choice of={of} name="whose" label="Whose calls" hint="Of a team, those of its projects and of the teams below it too." options={whoses.map((one) => [one, one === 'tenant' ? 'the whole tenant' : `of a ${one}`])} />
      {draft.whose === 'tenant' ? null : <Text of={of} name="of" label={draft.whose === 'label' ? 'Label' : 'Which'} placeholder={draft.whose === 'label' ? 'app=shop' : draft.whose === 'key' ? 'key_…' : ''} />}
    </>
  );
}

function Money(of: Writing) {
  return (
    <>
      <Text of={of} name="cap" label="Cap" hint="Held before each attempt, settled after it, and never passed." placeholder="200.00" />
      <Text of={of} name="currency" label="Currency" hint="That of the prices." />
      <Window {...of} />
      <Text of={of} name="notify" label="Tell at" hint="Shares of the cap at which an event tells of it, with spaces between." placeholder="50% 80%" />
      <Choice
        of={of}
        name="unpriced"
        label="No price"
        hint="Models that have none."
        options={[
          ['refuse', 'may not be used under it'],
          ['allow', 'may be used, and count as 0'],
        ]}
      />
    </>
  );
}

function Counts(of: Writing) {
  return (
    <>
      <Text of={of} name="calls" label="Calls" hint="How many there may be in a window; empty: any." />
      {of.draft.calls.trim() === '' ? null : <Window {...of} />}
      <Text of={of} name="perMinute" label="A minute" hint="Calls that begin in any minute; empty: any." />
      <Text of={of} name="tokensPerMinute" label="Tokens" hint="Of input and output in any minute; empty: any." />
      <Text of={of} name="parallel" label="Parallel" hint="Calls under way at one time; empty: any." />
    </>
  );
}

function Window(of: Writing) {
  return (
    <>
      <Choice of={of} name="period" label="Window" options={periods.map((period) => [period, periodWords(period)])} />
      <Text of={of} name="zone" label="Zone" hint="By whose calendar windows begin; empty is UTC." placeholder="Europe/Berlin" />
    </>
  );
}

type Name = Exclude<keyof LimitDraft, 'kind'>;

function Labelled({ of: { draft, wrong, set }, name, label, hint, children }: { of: Writing; name: Name; label: string; hint?: string; children: (input: Named & { value: string; onChange: (event: { target: { value: string } }) => void }) => ReactNode }) {
  return (
    <Field name={name} label={label} hint={hint} wrong={wrong[name]}>
      {(input) => children({ ...input, value: draft[name], onChange: ({ target }) => set({ [name]: target.value }) })}
    </Field>
  );
}

function Text({ placeholder = '', ...field }: { of: Writing; name: Name; label: string; hint?: string; placeholder?: string }) {
  return <Labelled {...field}>{(input) => <input {...input} placeholder={placeholder} autoComplete="off" spellCheck={false} />}</Labelled>;
}

function Choice({ options, ...field }: { of: Writing; name: Name; label: string; hint?: string; options: readonly (readonly [string, string])[] }) {
  return (
    <Labelled {...field}>
      {(input) => (
        <select {...input}>
          {options.map(([value, words]) => (
            <option key={value} value={value}>
              {words}
            </option>
          ))}
        </select>
      )}
    </Labelled>
  );
}

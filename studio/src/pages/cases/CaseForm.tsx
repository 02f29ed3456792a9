import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type SubmitEvent } from 'react';
import { caseQuery, casesQuery, saveCase } from '@/api/cases';
import { asFailure } from '@/api/failure';
import { Field } from '@/design/Field';
import { plural } from '@/format/text';
import { Asked } from '../Asked';
import { Refused } from '../Refused';
import { Side, SideSkeleton } from '../Side';
import { drafted, flaws, fresh, parts, partsOf, placed, type CaseDraft } from './cases';

interface Props {
  workflow: string;
  /** Names of the cases that there are. */
  taken: readonly string[];
  onClose: () => void;
  onSaved: (name: string) => void;
}

/** The form of a test case that is new. */
export function NewCase(props: Props) {
  return (
    <Side room="case" title="New test case" label="New test case" shown="new case" closing="Close form" onClose={props.onClose}>
      <Form {...props} first={fresh} named={false} />
    </Side>
  );
}

/** The form that changes a test case. */
export function ChangeCase({ name, ...props }: Props & { name: string }) {
  const query = useQuery(caseQuery(props.workflow, name));
  return (
    <Side room="case" mono title={name} label={`Change the test case ${name}`} shown={`change ${name}`} closing="Close form" onClose={props.onClose}>
      <Asked query={query} loading={<SideSkeleton />}>
        {(one) => <Form {...props} first={drafted(one)} named />}
      </Asked>
    </Side>
  );
}

const about: Record<(typeof parts)[number], { label: string; hint: string }> = {
  input: { label: 'Input', hint: 'What the run begins with.' },
  run: { label: 'Run', hint: 'Fields of run in place of the samples, such as {"time": "2026-03-29T00:30:00Z"}.' },
  pins: { label: 'Pins', hint: 'What steps come to, by their ids: {"file": {"output": 1}}, or {"file": {"failure": {"code": "timeout"}}}.' },
  expects: { label: 'Expects', hint: 'The whole output, {"output": 2}, or {"failure": {"code": "invalid", "step": "check"}}. Empty: any success.' },
};

function Form({ workflow, taken, first, named, onClose, onSaved }: Props & { first: CaseDraft; named: boolean }) {
  const client = useQueryClient();
  const [draft, setDraft] = useState(first);
  const [tried, setTried] = useState(false);
  const save = useMutation({
    mutationFn: () => saveCase(workflow, draft.name, partsOf(draft)),
    onSuccess: async (saved) => {
      client.setQueryData(caseQuery(workflow, saved.name).queryKey, saved);
      await client.invalidateQueries({ queryKey: casesQuery(workflow).queryKey, exact: true });
      onSaved(saved.name);
    },
  });
  const mine = flaws(draft, named ? [] : taken);
  const theirs = save.isError ? placed(asFailure(save.error).fields) : {};
  const wrong = { ...theirs, ...(tried ? mine : {}) };
  const set = (change: Partial<CaseDraft>) => {
    save.reset();
    setDraft((before) => ({ ...before, ...change }));
  };
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    setTried(true);
    const [flawed] = Object.keys(mine);
    if (flawed === undefined) save.mutate();
    else event.currentTarget.querySelector<HTMLElement>(`[name="${flawed}"]`)?.focus();
  };
  return (
    <div className="body">
      <form className="fields" onSubmit={submit} noValidate aria-label="Test case">
        {named ? null : (
          <Field name="name" label="Name" hint="E.g. one-is-late. It stays." wrong={wrong.name}>
            {(input) => <input {...input} className="mono" autoComplete="off" spellCheck={false} value={draft.name} onChange={({ target }) => set({ name: target.value })} />}
          </Field>
        )}
        {parts.map((part) => (
          <Field key={part} name={part} {...about[part]} wrong={wrong[part]}>
            {(input) => <textarea {...input} className="mono" rows={Math.min(16, draft[part].split('\n').length + 1)} spellCheck={false} value={draft[part]} onChange={({ target }) => set({ [part]: target.value })} />}
          </Field>
        ))}
        {Object.keys(theirs).length === 0 ? <Refused error={save.error} what="Nothing was saved." /> : null}
        <div className="acts">
          <button type="submit" className="btn primary" disabled={save.isPending}>
            Save it
          </button>
          <button type="button" className="btn" onClick={onClose}>
            Cancel
          </button>
          {Object.keys(wrong).length === 0 ? null : <span className="soft small">{plural(Object.keys(wrong).length, 'field')} to mend</span>}
        </div>
      </form>
    </div>
  );
}

import { useState, type ReactNode, type SubmitEvent } from 'react';
import { asFailure } from '@/api/failure';
import type { Resource } from '@/api/schema';
import { Field, type Named } from '@/design/Field';
import { Refused } from '../Refused';
import { Side } from '../Side';
import { useReplace } from '../useReplace';
import { ownerDraft, ownerOf, parentsOf, placedOwner, type OwnerDraft } from './owner';
import type { Surroundings } from './surroundings';

/** The form that changes a team, a project or a user. */
export function ChangeOwner({ of, around, onClose }: { of: string; around: Surroundings; onClose: () => void }) {
  const now = around.owners.find(({ kind, id }) => `${kind}/${id}` === of);
  const [opened, setOpened] = useState(now);
  // What was opened stays, also where it is ended meanwhile: what was typed would go with it.
  const found = opened !== undefined && `${opened.kind}/${opened.id}` === of ? opened : now;
  if (found !== opened) setOpened(found);
  return (
    <Side room="of-key" title={`Change ${of}`} label={`Change ${of}`} shown={`change ${of}`} settled={around.ownersKnown} closing="Close form" onClose={onClose}>
      <div className="body">{found === undefined ? <NoOwner of={of} around={around} /> : <OwnerForm key={of} before={found} around={around} onClose={onClose} />}</div>
    </Side>
  );
}

/** Why there is nothing to change, once that is known. */
function NoOwner({ of, around }: { of: string; around: Surroundings }) {
  if (around.ownersKnown) return <p className="soft">There is no {of}.</p>;
  return around.ownersError === undefined ? null : <Refused error={around.ownersError} what="Owners could not be read." />;
}

function OwnerForm({ before: opened, around, onClose }: { before: Resource; around: Surroundings; onClose: () => void }) {
  const [before] = useState(opened);
  const [draft, setDraft] = useState<OwnerDraft>(() => ownerDraft(opened));
  const save = useReplace(before.kind, before, onClose);
  const failure = save.isError ? asFailure(save.error) : undefined;
  const wrong = failure === undefined ? {} : placedOwner(failure.problems, draft);
  const field = (name: keyof OwnerDraft, label: string, hint: string, child: (input: Named & { value: string; onChange: (event: { target: { value: string } }) => void }) => ReactNode) => (
    <Field name={name} label={label} hint={hint} wrong={wrong[name]}>
      {(input) =>
        child({
          ...input,
          value: draft[name],
          onChange: ({ target }) => {
            save.reset();
            setDraft((last) => ({ ...last, [name]: target.value }));
          },
        })
      }
    </Field>
  );
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    save.mutate(ownerOf(before, draft));
  };
  return (
    <form className="fields" onSubmit={submit} noValidate aria-label={`Change ${before.kind}/${before.id}`}>
      {field('name', 'Name', 'For people; the id where it is empty.', (input) => <input {...input} autoComplete="off" maxLength={100} />)}
      {before.kind === 'user' ? (
        field('email', 'E-mail', '', (input) => <input {...input} type="email" autoComplete="off" />)
      ) : (
        <>
          {field('parent', 'Belongs to', 'Limits of that team count its calls too.', (input) => (
            <select {...input}>
              <option value="">no team</option>
              {[...new Set([...parentsOf(before, around.owners, around.over), ...(draft.parent === '' ? [] : [draft.parent])])].map((team) => (
                <option key={team} value={team}>
                  {team}
                </option>
              ))}
            </select>
          ))}
          {field('members', 'Members', 'Ids of users, with spaces between; they may hold its keys.', (input) => <textarea {...input} className="area" rows={3} spellCheck={false} />)}
        </>
      )}
      {failure !== undefined && Object.keys(wrong).length === 0 ? <Refused error={save.error} what="Nothing was changed." /> : null}
      <div className="acts">
        <button type="submit" className="btn primary" disabled={save.isPending}>
          Put the change in force
        </button>
        <button type="button" className="btn" onClick={onClose}>
          Cancel
        </button>
      </div>
    </form>
  );
}

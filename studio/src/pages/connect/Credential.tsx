import { useRef, useState, type SubmitEvent } from 'react';
import type { ConnectorDetail } from '@/api/schema';
import { Icon } from '@/design/Icon';
import { plural } from '@/format/text';
import { flaws, unproven, type Draft } from './draft';
import { fieldsOf, kindWords, omit, type SchemaField } from './fields';
import { SchemaInput } from './SchemaInput';

interface Props {
  detail: ConnectorDetail;
  draft: Draft;
  /** Names of the tenant's providers. */
  taken: readonly string[];
  vault: readonly string[];
  onDraft: (draft: Draft) => void;
  onField: (field: SchemaField | undefined) => void;
  onBack: () => void;
  onNext: () => void;
}

/** The schema form: checked on leaving a field; what is wrong goes to the first of them. */
export function Credential({ detail, draft, taken, vault, onDraft, onField, onBack, onNext }: Props) {
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [tried, setTried] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const wrong = flaws(detail, draft, taken);
  const shown = (path: string) => (tried || left.has(path) ? wrong[path] : undefined);
  const fields = fieldsOf(detail, draft.kind);
  const open = Object.keys(wrong).filter((path) => shown(path) !== undefined).length;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setTried(true);
    const first = ['id', ...fields.map(({ path }) => path)].find((path) => wrong[path] !== undefined);
    if (first === undefined) onNext();
    else form.current?.querySelector<HTMLElement>(`[name="${CSS.escape(first)}"]`)?.focus();
  };
  const leave = (path: string) => setLeft((before) => new Set([...before, path]));
  const name: SchemaField = { path: 'id', label: 'Name', type: 'text', required: true, hint: 'Lower case, digits and hyphens. Routes and decisions call it this.', schema: { type: 'string' } };
  return (
    <form className="sch" ref={form} onSubmit={submit} noValidate aria-label="Credential and configuration">
      <Kinds detail={detail} draft={draft} onDraft={onDraft} />
      <SchemaInput field={name} typed={draft.id} stored={undefined} vault={[]} wrong={shown('id')} onType={(id) => onDraft({ ...draft, id })} onStored={() => undefined} onFocus={() => onField(undefined)} onLeave={() => leave('id')} />
      {fields.map((field) => (
        <SchemaInput key={field.path} field={field} typed={draft.typed[field.path] ?? ''} stored={draft.stored[field.path]} vault={vault} wrong={shown(field.path)} onType={(typed) => onDraft({ ...draft, typed: { ...draft.typed, [field.path]: typed } })} onStored={(of) => onDraft(withStored(draft, field.path, of))} onFocus={() => onField(field)} onLeave={() => leave(field.path)} />
      ))}
      <Unproven detail={detail} draft={draft} onDraft={onDraft} />
      <div className="fend">
        <span className="soft small" role="status">
          {open === 0 ? '' : `${plural(open, 'field')} to mend`}
        </span>
        <button type="button" className="btn" onClick={onBack}>
          <Icon name="left" size={14} />
          Back
        </button>
        <button type="submit" className="btn primary">
          Test
        </button>
      </div>
    </form>
  );
}

function withStored(draft: Draft, path: string, name: string | undefined): Draft {
  const others = omit(draft.stored, path);
  return { ...draft, stored: name === undefined ? others : { ...others, [path]: name } };
}

function Kinds({ detail, draft, onDraft }: Pick<Props, 'detail' | 'draft' | 'onDraft'>) {
  const chosen = detail.auth.find(({ kind }) => kind === draft.kind);
  if (detail.auth.length === 0) return <p className="soft pb-3">This connector needs no credential.</p>;
  return (
    <div className="sfld">
      <span className="label" id="sign-in-with">
        Sign in with
      </span>
      <div>
        <span className="picks-one" role="radiogroup" aria-labelledby="sign-in-with">
          {detail.auth.map(({ kind }) => (
            <label key={kind} className={kind === draft.kind ? 'on' : undefined}>
              <input type="radio" className="sr" name="kind" value={kind} checked={kind === draft.kind} onChange={() => onDraft({ ...draft, kind })} />
              {kindWords[kind] ?? kind}
            </label>
          ))}
        </span>
        {chosen?.help === undefined ? null : <span className="hint">{chosen.help}.</span>}
        {chosen?.agreed === true ? <span className="hint">Somebody signs in at the vendor once it is saved; until then it takes no call.</span> : null}
      </div>
      <code className="src">
        auth
        <br />
        one of {detail.auth.length}
      </code>
    </div>
  );
}

function Unproven({ detail, draft, onDraft }: Pick<Props, 'detail' | 'draft' | 'onDraft'>) {
  const all = unproven(detail);
  if (all.length === 0) return null;
  return (
    <div className="sfld">
      <span className="label">Unverified</span>
      <div>
        <label className="tickline">
          <input type="checkbox" checked={draft.unverified} disabled={detail.unverified} onChange={(event) => onDraft({ ...draft, unverified: event.target.checked })} />
          Use what nobody has verified
        </label>
        <span className="hint">
          {plural(all.length, 'operation')} of it {all.length === 1 ? 'has' : 'have'} grade V0 and {all.length === 1 ? 'is' : 'are'} refused otherwise.{detail.unverified ? ' Nothing of this connector is verified, so it cannot be had without.' : ''}
        </span>
      </div>
      <code className="src">
        unverified
        <br />
        yes or no
      </code>
    </div>
  );
}

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState, type SyntheticEvent } from 'react';
import { draftFrom, templateQuery, templatesQuery } from '@/api/templates';
import { draftsQuery } from '@/api/workflowEditor';
import { Field } from '@/design/Field';
import { Overlay } from '@/design/Overlay';
import { idFlaw } from '@/format/id';
import type { Schema } from '../editor/kinds';
import { Refused } from '../Refused';
import { missing, ParameterFields } from './ParameterFields';
import { TemplateCards } from './TemplateCards';

const nothing: Schema = {};

/** Asks for the id of a new workflow and what it begins with: nothing, or a template with its parameters. Enter opens it in the editor. */
export function BeginWorkflow({ taken, template: first = '', onClose }: { taken: readonly string[]; template?: string; onClose: () => void }) {
  const navigate = useNavigate();
  const client = useQueryClient();
  const [id, setId] = useState(first !== '' && !taken.includes(first) ? first : '');
  const [template, setTemplate] = useState(first);
  const [values, setValues] = useState<Record<string, unknown>>({});
  const known = useQuery({ ...templateQuery(template), enabled: template !== '' });
  const schema = template === '' ? nothing : (known.data?.parameters as Schema | undefined);
  const wrong = id === '' ? undefined : taken.includes(id) ? 'There is one of that id: open it.' : idFlaw(id);
  const ready = id !== '' && wrong === undefined && schema !== undefined && missing(schema, values).length === 0;
  const begin = useMutation({
    mutationFn: async () => {
      if (template !== '') {
        await draftFrom(template, id, values);
        await Promise.all([client.invalidateQueries({ queryKey: draftsQuery.queryKey }), client.invalidateQueries({ queryKey: templatesQuery.queryKey })]);
      }
      await navigate({ to: '/workflows/$id/edit', params: { id }, search: {} });
    },
    onSuccess: onClose,
  });
  const pick = (picked: string) => {
    setTemplate(picked === template ? '' : picked);
    setValues({});
    if (id === '' || id === template) setId(picked === template || taken.includes(picked) ? '' : picked);
  };
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (ready && !begin.isPending) begin.mutate();
  };
  return (
    <Overlay label="New workflow" onClose={onClose}>
      <form className="ask begins" onSubmit={submit}>
        <h2>New workflow</h2>
        <p>It is a draft until it is published.</p>
        <Field name="id" label="Id" hint="E.g. refund. It stays." wrong={wrong}>
          {(named) => <input {...named} className="mono" autoComplete="off" spellCheck={false} value={id} onChange={({ target }) => setId(target.value)} />}
        </Field>
        {schema === undefined ? null : <ParameterFields key={template} schema={schema} values={values} onChange={setValues} />}
        <Refused error={begin.error ?? known.error} />
        <div className="acts">
          <button type="button" className="btn" onClick={onClose}>
            Not now
          </button>
          <button type="submit" className="btn primary" disabled={!ready || begin.isPending}>
            Write it
          </button>
        </div>
        <h3>Or begin with a template</h3>
        <TemplateCards picked={template} onPick={pick} />
      </form>
    </Overlay>
  );
}

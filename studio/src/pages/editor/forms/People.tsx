import { useQuery } from '@tanstack/react-query';
import { resourcesQuery } from '@/api/queries';
import { Input } from '../Inputs';
import { valueAt } from '../values';
import type { Asking } from './form';

/** Names with commas between them; those that are there can be picked. */
function Several({ kind, ...asking }: Asking & { kind: 'user' | 'team' }) {
  const { field, form } = asking;
  const { data } = useQuery({ ...resourcesQuery(kind), retry: false });
  const given = valueAt(form.value, field.path);
  const named = Array.isArray(given) ? given.filter((one): one is string => typeof one === 'string') : [];
  const others = (data?.items ?? []).map(({ id }) => id).filter((id) => !named.includes(id));
  return (
    <>
      <Input field={field} form={form} />
      {others.length === 0 || (given !== undefined && !Array.isArray(given)) ? null : (
        <p className="pick-one">
          <select aria-label={`Add one of ${field.label}`} value="" onChange={({ target }) => target.value !== '' && form.onSet(field.path, [...named, target.value])}>
            <option value="">Add…</option>
            {others.map((id) => (
              <option key={id}>{id}</option>
            ))}
          </select>
        </p>
      )}
    </>
  );
}

export const PeoplePick = (asking: Asking) => <Several {...asking} kind="user" />;
export const TeamsPick = (asking: Asking) => <Several {...asking} kind="team" />;

import { Field } from '@/design/Field';
import { valueAt } from '../values';
import type { Asking } from './form';

/** The capability of each method, and what its input says besides. */
const methods: Readonly<Record<string, { call: string; method?: string }>> = {
  GET: { call: 'http.request.read' },
  POST: { call: 'http.request.send' },
  PUT: { call: 'http.request.replace' },
  PATCH: { call: 'http.request.send', method: 'PATCH' },
  DELETE: { call: 'http.request.replace', method: 'DELETE' },
  HEAD: { call: 'http.request.read', method: 'HEAD' },
};

const usual: Readonly<Record<string, string>> = { 'http.request.read': 'GET', 'http.request.send': 'POST', 'http.request.replace': 'PUT' };

/** The method of a request, which decides its capability. */
export function Method({ field: { label }, form, at }: Asking) {
  const call = valueAt(form.value, `${at}call`);
  const given = valueAt(form.value, `${at}with.method`);
  const method = typeof given === 'string' ? given : (usual[String(call)] ?? '');
  const choose = (next: string) => {
    const chosen = methods[next];
    if (chosen === undefined) return;
    const reads = chosen.call === 'http.request.read';
    form.onSetAll([[`${at}call`, chosen.call], [`${at}with.method`, chosen.method], ...(reads ? [[`${at}with.body`, undefined] as const] : [])]);
  };
  const wrong = form.wrong('with.method');
  return (
    <Field name="method" label={label} hint={call === 'http.request.read' ? 'Reads only.' : undefined} wrong={wrong === '' ? undefined : wrong}>
      {(named) => (
        <select {...named} value={method} onChange={({ target }) => choose(target.value)}>
          {method in methods ? null : <option>{method}</option>}
          {Object.keys(methods).map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      )}
    </Field>
  );
}

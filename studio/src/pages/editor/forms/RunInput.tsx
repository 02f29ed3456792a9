import { useQuery } from '@tanstack/react-query';
import { workflowQuery } from '@/api/queries';
import { Free } from '../Parts';
import { isObject, valueAt } from '../values';
import type { Asking } from './form';

/** The input of the workflow that a step runs, a field each. */
export function RunInput({ field: { path, label, hint }, form }: Asking) {
  const id = valueAt(form.value, 'run');
  const { data } = useQuery({ ...workflowQuery(typeof id === 'string' ? id : ''), enabled: typeof id === 'string' && id !== '' && !id.includes('$'), retry: false });
  const input: unknown = data?.input;
  const properties = valueAt(input, 'properties') ?? input;
  return <Free path={path} label={label} hint={hint} form={form} known={isObject(properties) ? Object.keys(properties) : []} />;
}

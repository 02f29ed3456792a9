import type { DescribedCall } from '@/api/schema';
import { example, type RouteSpec } from './words';

/** A call as it is typed into the form. */
export interface Typed {
  capability: string;
  model: string;
  labels: string;
  input: string;
  output: string;
}

/** A capability that the route is for, of those there are. */
export function capabilityOf({ when }: RouteSpec, known: readonly string[]): string {
  const glob = when?.capability;
  if (glob === undefined) return 'ai.chat.create';
  const found = known.find((id) => matches(glob, id));
  return found ?? example(glob);
}

function matches(glob: string, id: string): boolean {
  const pattern = glob.replace(/[.+^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*').replaceAll('?', '.');
  return new RegExp(`^${pattern}$`).test(id);
}

/** A model and labels that the route asks for. */
export function labelsOf({ when }: RouteSpec): { model?: string; labels: string } {
  const labels = Object.entries(when?.labels ?? {}).map(([label, value]) => `${label}=${example(value)}`);
  return { ...(when?.model === undefined ? {} : { model: example(when.model) }), labels: labels.join(', ') };
}

/** The call that was typed; what is left empty is not said. */
export function describe({ capability, model, labels, input, output }: Typed): DescribedCall {
  const named = labels.split(',').flatMap((pair): [string, string][] => {
    const at = pair.indexOf('=');
    const label = pair.slice(0, Math.max(at, 0)).trim();
    return label === '' ? [] : [[label, pair.slice(at + 1).trim()]];
  });
  return {
    capability: capability.trim(),
    ...(model.trim() === '' ? {} : { model: model.trim() }),
    ...(named.length === 0 ? {} : { labels: Object.fromEntries(named) }),
    ...whole('inputTokens', input),
    ...whole('maxOutputTokens', output),
  };
}

function whole(name: 'inputTokens' | 'maxOutputTokens', typed: string): Partial<DescribedCall> {
  return /^\s*\d{1,9}\s*$/.test(typed) ? { [name]: Number(typed) } : {};
}

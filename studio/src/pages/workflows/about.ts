import type { StepView } from '@/api/schema';
import { isObject } from '../editor/values';

/** The limits in a workflow's text, each with its name in words. */
export function limitsOf(spec: Readonly<Record<string, unknown>>): [string, string][] {
  const { limits, timeout } = spec;
  const rows = isObject(limits) ? Object.entries(limits).map(([name, value]): [string, string] => [words[name] ?? name, inWords(value)]) : [];
  return typeof timeout === 'string' ? [...rows, ['longest run', timeout]] : rows;
}

const words: Readonly<Record<string, string>> = { runs: 'runs at once', starts: 'starts' };

function inWords(value: unknown): string {
  if (!isObject(value)) return Array.isArray(value) ? value.map(inWords).join(', ') : String(value);
  return Object.entries(value)
    .map(([name, inner]) => (name === 'most' ? inWords(inner) : `${name} ${inWords(inner)}`))
    .join(', ');
}

/** What is called outside, by kind: operations of services, and other workflows. */
export function touched(steps: readonly StepView[]): { kind: string; calls: string[] }[] {
  const kinds = new Map<string, Set<string>>();
  const add = (kind: string, call: string) => kinds.set(kind, (kinds.get(kind) ?? new Set()).add(call));
  const walk = (all: readonly StepView[]): void =>
    all.forEach((step) => {
      const { call, type, text } = step;
      if (call !== undefined) add(call.slice(0, Math.max(0, call.indexOf('.'))), call);
      if (type === 'run') add('workflows', text);
      walk(step.steps ?? []);
      walk(step.undo ?? []);
      step.arms?.forEach((arm) => walk(arm.steps));
    });
  walk(steps);
  return [...kinds].map(([kind, calls]) => ({ kind, calls: [...calls].sort() })).sort((one, other) => one.kind.localeCompare(other.kind));
}

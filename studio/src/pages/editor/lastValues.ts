import { inputOf } from '@/api/again';
import { api, exactValue, value } from '@/api/client';
import type { Json } from '@/api/schema';
import { isObject, valueAt, type Values } from './values';

/** What names of steps meant in a run. */
export interface RunValues {
  /** The run they are of; undefined when there is none yet. */
  run: string | undefined;
  values: Record<string, Json>;
}

/** The names that a step mentions, of those that it sees. */
export function mentioned(step: Values, names: readonly string[]): string[] {
  const own = { ...step, steps: undefined, branch: Array.isArray(step.branch) ? step.branch.map((arm: unknown) => (isObject(arm) ? arm.when : arm)) : step.branch };
  const text = (JSON.stringify(own).match(/\$\{[^]*?\}/g) ?? []).join(' ');
  return names.filter((name) => new RegExp(`(?<![\\w.])${name}\\b`).test(text));
}

/** The key of a step's first instance: each step with rounds or items around it adds its id and `[0]`. */
export function firstKey(id: string, path: string, text: unknown, paths: ReadonlyMap<string, string>): string {
  const around = [...paths].filter(([, at]) => path.startsWith(`${at}.`)).sort(([, a], [, b]) => a.length - b.length);
  const many = around.filter(([, at]) => {
    const step = valueAt(text, at);
    return isObject(step) && ('each' in step || 'loop' in step);
  });
  return [...many.map(([other]) => `${other}[0]`), id].join('.');
}

/** What names meant in the newest run of a workflow; names that have no value there are absent. */
export async function lastValues(workflow: string, path: string, names: readonly string[], text: unknown, paths: ReadonlyMap<string, string>): Promise<RunValues> {
  const newest = await value(api.GET('/api/v1/runs', { params: { query: { workflow, limit: 1 } } }));
  const run = newest.items[0]?.id;
  if (run === undefined) return { run, values: {} };
  const found = await Promise.all(names.map(async (name) => [name, await valueIn(run, name, path, text, paths)] as const));
  return { run, values: Object.fromEntries(found.filter((pair): pair is [string, Json] => pair[1] !== undefined)) };
}

async function valueIn(run: string, name: string, path: string, text: unknown, paths: ReadonlyMap<string, string>): Promise<Json | undefined> {
  const at = paths.get(name);
  try {
    if (name === 'input') return await inputOf(run);
    if (at !== undefined) return await ofStep(run, firstKey(name, at, text, paths), 'output');
    return await itemIn(run, name, path, text, paths);
  } catch {
    return undefined;
  }
}

/** The first item of the list around a step whose items have that name. */
async function itemIn(run: string, name: string, path: string, text: unknown, paths: ReadonlyMap<string, string>): Promise<Json | undefined> {
  for (const [id, at] of paths) {
    const step = valueAt(text, at);
    if (!path.startsWith(`${at}.`) || !isObject(step) || step.as !== name || !('each' in step)) continue;
    const items = await ofStep(run, firstKey(id, at, text, paths), 'input');
    return Array.isArray(items) ? items[0] : undefined;
  }
  return undefined;
}

async function ofStep(id: string, key: string, part: 'input' | 'output'): Promise<Json> {
  const at = { params: { path: { id, key }, query: {} }, parseAs: 'text' } as const;
  return part === 'input' ? exactValue<Json>(api.GET('/api/v1/runs/{id}/steps/{key}/input', at)) : exactValue<Json>(api.GET('/api/v1/runs/{id}/steps/{key}/output', at));
}

import type { Run } from '@/api/schema';

/** The key of a step instance, `triage[17].classify`, against the path of its step, `triage[].classify`. */

/** Whether an opened text names a step with many instances, not one of them. */
export function isManyOf(open: string): boolean {
  return open.includes('[]');
}

/** The step of an instance. */
export function pathOf(key: string): string {
  return key.replace(/\[\d+\]/g, '[]');
}

/** In which round the step of an instance is. */
export function roundOf({ steps }: Pick<Run, 'steps'>, key: string): number {
  return steps.find(({ path }) => path === pathOf(key))?.round ?? 0;
}

/** The place of the innermost item, as it is written in the key: `[17]`. */
export function itemOf(key: string): number | undefined {
  const places = [...key.matchAll(/\[(\d+)\]/g)];
  const last = places.at(-1)?.[1];
  return last === undefined ? undefined : Number(last);
}

/** The same step of the next or previous item; undefined at the ends. */
export function beside(key: string, by: number, total: number): string | undefined {
  const item = itemOf(key);
  const next = item === undefined ? -1 : item + by;
  if (next < 0 || next >= total) return undefined;
  const at = key.lastIndexOf(`[${item}]`);
  return `${key.slice(0, at)}[${next}]${key.slice(at + `[${item}]`.length)}`;
}

import type { MatrixCell, MatrixRow } from '@/api/schema';
import { list, plural } from '@/format/text';

/** Strongest first; what nobody has verified at the end. */
export const ladder = ['V1', 'V2', 'V3', 'V4', 'V5', 'V0'] as const;

/** A connector of a kind by its id; two kinds may know the same id. */
export interface Group {
  kind: string;
  /** What is acted upon, in the order of the contract. */
  resources: string[];
  rows: MatrixRow[];
}

/** Connectors by kind, in the order of the server. */
export function groups(rows: readonly MatrixRow[]): Group[] {
  const all = new Map<string, MatrixRow[]>();
  for (const row of rows) all.set(row.kind, [...(all.get(row.kind) ?? []), row]);
  return [...all].map(([kind, own]) => ({ kind, resources: [...new Set((own[0]?.operations ?? []).map(resourceOf))], rows: own }));
}

/** `pull_request` of `git.pull_request.merge`. */
export function resourceOf({ capability }: Pick<MatrixCell, 'capability'>): string {
  return capability.split('.')[1] ?? capability;
}

/** `merge` of `git.pull_request.merge`. */
export function actOf({ capability }: Pick<MatrixCell, 'capability'>): string {
  return capability.split('.').slice(2).join('.') || capability;
}

/** As many columns as fit beside a name. */
const most = 10;

/** What is acted upon, a column each; where there is more than fits, the last column holds the rest. */
export function columnsOf(resources: readonly string[]): { name: string; resources: readonly string[] }[] {
  const own = resources.length <= most ? resources : resources.slice(0, most - 1);
  const rest = resources.slice(own.length);
  const columns = own.map((name) => ({ name, resources: [name] }));
  return rest.length === 0 ? columns : [...columns, { name: `${rest.length} more`, resources: rest }];
}

/** `pull request`: a name of the contract in words. */
export function spaced(name: string): string {
  return name.replaceAll('_', ' ');
}

/** How many operations a connector has, of those of its kind. */
export function covered({ operations }: MatrixRow): { has: number; of: number } {
  return { has: operations.filter(({ support }) => support !== 'none').length, of: operations.length };
}

/** How many connectors there are of each value, in the order in which those come. */
export function tallied<K extends string>(values: readonly K[]): Map<K, number> {
  const counts = new Map<K, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

const words = { full: 'full', emulated: 'emulated', partial: 'partial', none: 'none' } as const;

/** `branch: create full, delete none`, for the hover and for readers. */
export function spoken(resource: string, cells: readonly MatrixCell[]): string {
  return `${resource}: ${cells.map((cell) => `${actOf(cell)} ${words[cell.support]}`).join(', ')}`;
}

/** Before what it was verified, and when: the newest of each. */
export function lastRun({ operations }: MatrixRow): { witnesses: string[]; date?: string } {
  const proofs = operations.flatMap(({ evidence }) => (evidence === undefined ? [] : [evidence]));
  const witnesses = [...new Set(proofs.flatMap(({ witness }) => witness ?? []))];
  const date = proofs.flatMap((proof) => proof.date ?? []).sort().at(-1);
  return { witnesses, ...(date === undefined ? {} : { date }) };
}

/** What ran, in a cell of the list. */
export function ran(row: MatrixRow): string {
  const { witnesses } = lastRun(row);
  if (witnesses.length > 0) return list(witnesses);
  const results = new Set(row.operations.flatMap(({ evidence }) => (evidence === undefined ? [] : [evidence.result])));
  return results.has('declared') && row.grade !== 'V0' ? 'declared by its plugin' : 'nothing';
}

export interface Rung {
  grade: string;
  /** How many operations stand at exactly this grade. */
  at: number;
  of: number;
}

/** How many of the operations that a connector has stand at each grade, strongest first. */
export function rungs({ operations }: MatrixRow): Rung[] {
  const had = operations.flatMap(({ evidence }) => (evidence === undefined ? [] : [evidence.grade]));
  return ladder.filter((grade) => grade !== 'V0').map((grade) => ({ grade, at: had.filter((one) => one === grade).length, of: had.length }));
}

export interface Ran {
  against: string;
  result: string;
  date?: string;
  proven: number;
  of: number;
}

/** What ran, by witness and result: how many of its operations were proven. */
export function runs({ operations }: MatrixRow): Ran[] {
  const all = new Map<string, Ran>();
  for (const { evidence } of operations) {
    if (evidence === undefined || evidence.result === 'none') continue;
    const against = evidence.witness ?? (evidence.result === 'declared' ? 'declared by its plugin' : 'not named');
    const before = all.get(against) ?? { against, result: evidence.result, proven: 0, of: 0 };
    const date = [before.date, evidence.date].flatMap((day) => day ?? []).sort().at(-1);
    const stands = evidence.result === 'proven' || evidence.result === 'declared';
    all.set(against, { ...before, result: worse(before.result, evidence.result), proven: before.proven + (stands ? 1 : 0), of: before.of + 1, ...(date === undefined ? {} : { date }) });
  }
  return [...all.values()];
}

const order = ['failed', 'stale', 'declared', 'proven'];

function worse(a: string, b: string): string {
  return order.indexOf(a) <= order.indexOf(b) ? a : b;
}

/** What holds the grade of a connector down, in a sentence; absent where all stands at the top. */
export function holding(row: MatrixRow): string | undefined {
  const had = row.operations.flatMap(({ evidence }) => (evidence === undefined ? [] : [evidence]));
  const off = had.filter(({ grade }) => grade === 'V0');
  if (off.length > 0) {
    const stale = off.filter(({ result }) => result === 'stale').length;
    const why = stale === off.length ? 'its file has changed since they ran' : stale === 0 ? 'nobody has run them' : `${stale} as the file has changed since`;
    return `${plural(off.length, 'operation')} at V0 (${why}): refused until a provider says unverified: true, which is audited and shown.`;
  }
  const lowest = had.filter(({ grade }) => grade === row.grade).length;
  return row.grade === 'V1' ? undefined : `${plural(lowest, 'operation')} at ${row.grade}, the least proven, ${lowest === 1 ? 'gives' : 'give'} the connector its grade.`;
}

/** The connectors that are picked, in the order in which they were. */
export function picked(ids: string | undefined): string[] {
  return ids === undefined || ids === '' ? [] : [...new Set(ids.split(','))];
}

/** The same with one more, or without it. */
export function pick(ids: string | undefined, id: string): string {
  const now = picked(ids);
  return (now.includes(id) ? now.filter((one) => one !== id) : [...now, id]).join(',');
}

import type { AuditLine } from '@/api/schema';
import type { DiffLine } from '@/format/diff';

/** An entry of the audit log as the page reads it; what an entry does not say is empty. */
export interface Entry {
  /** Its number, which no other entry of the tenant has. */
  id: string;
  at: string;
  name: string;
  principal: string;
  address: string;
  action: string;
  target: string;
  outcome: string;
  request: string;
  details: Record<string, string>;
}

/** Reads an entry. It is what was written then: a field that this console does not know stays out. */
export function entryOf({ sequence, entry }: AuditLine): Entry {
  const fields = record(entry);
  const text = (name: string) => written(fields[name]);
  const details = Object.entries(record(fields.details)).map(([name, value]): [string, string] => [name, written(value)]);
  return {
    id: String(sequence),
    at: text('at'),
    name: text('name'),
    principal: text('principal'),
    address: text('address'),
    action: text('action'),
    target: text('target'),
    outcome: text('outcome'),
    request: text('request'),
    details: Object.fromEntries(details),
  };
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

function written(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** The state whose icon an outcome has. */
export function standing(outcome: string): 'succeeded' | 'failed' | 'queued' {
  if (outcome === 'begun') return 'queued';
  return outcome === 'done' ? 'succeeded' : 'failed';
}

/** What was changed, as lines: what stood there before is taken out, what stands there since is added. */
export function changed({ details: { before, after } }: Entry): DiffLine[] {
  if (before === after) return before === undefined ? [] : [{ kind: 'same', text: before }];
  return [...one('out', before), ...one('in', after)];
}

function one(kind: DiffLine['kind'], text: string | undefined): DiffLine[] {
  return text === undefined || text === '' ? [] : [{ kind, text }];
}

/** What it tells beside before and after. */
export function told({ details }: Entry): [string, string][] {
  return Object.entries(details).filter(([name]) => name !== 'before' && name !== 'after');
}

/** What was changed, in a cell of the list. */
export function change({ details: { before, after, code } }: Entry): string {
  const made = before === undefined || before === '';
  const gone = after === undefined || after === '';
  if (made && gone) return code ?? '';
  if (made) return 'new';
  if (gone) return 'gone';
  return before === after ? 'as before' : 'changed';
}

/** The entries as rows of a file, the same columns as those of the page and of its panel. */
export function table(entries: readonly Entry[]): string[][] {
  return [
    ['sequence', 'at', 'principal', 'name', 'address', 'action', 'target', 'outcome', 'request', 'details'],
    ...entries.map(({ id, at, principal, name, address, action, target, outcome, request, details }) => [id, at, principal, name, address, action, target, outcome, request, Object.entries(details).map(([key, value]) => `${key}=${value}`).join(' ')]),
  ];
}

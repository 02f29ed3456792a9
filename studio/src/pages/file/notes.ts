import type { ApiFailure } from '@/api/failure';
import type { ChangedPlugin } from '@/api/schema';
import { plural } from '@/format/text';

/** What the check at load says of a file: an error bars publishing, a warning does not. */
export interface Note {
  of: 'error' | 'warning';
  /** From 1; absent where it is about the whole. */
  line?: number;
  /** Inside the file. */
  path?: string;
  said: string;
}

/** All that was said, errors first, each in the order of the file. */
export function notesOf(error: ApiFailure | undefined, checked: ChangedPlugin | undefined): Note[] {
  if (error !== undefined) return errors(error);
  if (checked === undefined) return [];
  const { gradeLost, waiting, waitingElsewhere } = checked;
  return [...checked.warnings.map(warning), ...lost(gradeLost), ...held(waiting.length + waitingElsewhere)];
}

function errors({ problems, message, code }: ApiFailure): Note[] {
  const placed = problems.map(({ line, path, rule, fix }): Note => ({ of: 'error', ...(line === undefined ? {} : { line }), ...(path === '' ? {} : { path }), said: `${rule}; ${fix}` }));
  return placed.length > 0 ? placed : [{ of: 'error', said: `${message} (${code})` }];
}

/** `line 7: connectors.acme: does not mention issue.get; add it` as the server writes it. */
function warning(text: string): Note {
  const [, line, path, said] = /^line (\d+): (?:(\S+): )?([\s\S]*)$/.exec(text) ?? [];
  return line === undefined || said === undefined ? { of: 'warning', said: text } : { of: 'warning', line: Number(line), ...(path === undefined ? {} : { path }), said };
}

function lost(operations: readonly string[]): Note[] {
  return operations.length === 0 ? [] : [{ of: 'warning', said: `${plural(operations.length, 'operation')} would lose the grade and be refused unless a provider takes what is unverified: ${operations.join(', ')}` }];
}

function held(providers: number): Note[] {
  return providers === 0 ? [] : [{ of: 'warning', said: `${plural(providers, 'provider')} would wait for consent, as it reaches further` }];
}

/** `1 error keeps it from being published, 2 warnings do not`. */
export function summary(notes: readonly Note[]): string {
  const wrong = notes.filter(({ of }) => of === 'error').length;
  const warned = notes.length - wrong;
  if (wrong > 0) return `${plural(wrong, 'error')} ${wrong === 1 ? 'keeps' : 'keep'} it from being published${warned === 0 ? '' : `, ${plural(warned, 'warning')} ${warned === 1 ? 'does' : 'do'} not`}`;
  return warned === 0 ? 'nothing is wrong' : `${plural(warned, 'warning')}, which ${warned === 1 ? 'does' : 'do'} not keep it from being published`;
}

/** The next line after one that something is said of; the first of them behind the last. */
export function nextLine(notes: readonly Note[], after: number): number | undefined {
  const lines = notes.flatMap(({ line }) => (line === undefined ? [] : [line])).sort((a, b) => a - b);
  return lines.find((line) => line > after) ?? lines[0];
}

/** The operations that a text speaks of, in its order; a guess that fills a list, and no reading of YAML. */
export function operationsOf(text: string): string[] {
  return [...new Set(text.split('\n').flatMap((line) => /^\s+["']?([a-z][a-z_]*\.[a-z][a-z_]*)["']?:(\s|$)/.exec(line)?.[1] ?? []))];
}

/** The id of the plugin that a text says; empty where it says none. */
export function pluginOf(text: string): string {
  return /^plugin:\s*["']?([a-z][a-z0-9-]*)/m.exec(text)?.[1] ?? '';
}

/** The fields of a record that have no value, by the schema of what the operation gives; in a page those of its first item. */
export function valueless(schema: Readonly<Record<string, unknown>>, value: unknown): { of: number; without: string[] } {
  const fields = object(schema.properties);
  const given = object(value);
  const items = given.items;
  if (Array.isArray(items) && 'items' in fields) return items.length === 0 ? { of: 0, without: [] } : valueless(object(object(fields.items).items), items[0]);
  const names = Object.keys(fields);
  return { of: names.length, without: names.filter((name) => given[name] === undefined || given[name] === null) };
}

function object(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

/** A text as an object of JSON; a sentence where it is none. */
export function jsonObject(text: string, what: string): Record<string, unknown> | string {
  if (text.trim() === '') return {};
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // Told below.
  }
  return `${what} is no JSON object. Write it as {"name": "value"}.`;
}

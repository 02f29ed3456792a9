import { Digits, stringifyExact } from '@/api/exact';
import type { Folded, Json } from '@/api/schema';

/** A line of a JSON tree, flat, so that the keyboard can walk it. */
export interface Line {
  path: string;
  depth: number;
  /** Absent for the root, for an item of a list it is its place. */
  key?: string;
  kind: 'value' | 'open' | 'close' | 'more';
  text: string;
  /** A value that was cut or a container that hides entries: what opening it would show. */
  fold?: string;
  value?: Json;
  hit: boolean;
}

const longText = 200;
const manySiblings = 3;

/** The lines of a value. Its first level is always open. `opened` are the paths that were unfolded; a search unfolds everything that holds it. */
export function lines(value: Json, opened: ReadonlySet<string>, search: string): Line[] {
  const out: Line[] = [];
  walk(out, value, '', undefined, 0, opened, search.toLowerCase());
  return out;
}

function walk(out: Line[], value: Json, path: string, key: string | undefined, depth: number, opened: ReadonlySet<string>, search: string): void {
  const named = { path, depth, ...(key === undefined ? {} : { key }) };
  const entries = entriesOf(value);
  if (entries === undefined) {
    out.push({ ...named, kind: 'value', ...scalar(value, path, opened, search), value, hit: hits(key, value, search) });
    return;
  }
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  if (entries.length === 0) {
    out.push({ ...named, kind: 'value', text: `${open}${close}`, value, hit: hits(key, undefined, search) });
    return;
  }
  out.push({ ...named, kind: 'open', text: open ?? '', value, hit: hits(key, undefined, search) });
  const whole = path === '' || entries.length <= manySiblings || opened.has(path) || search !== '';
  const shown = whole ? entries : entries.slice(0, manySiblings - 1);
  for (const [name, child] of shown) walk(out, child, join(path, name, Array.isArray(value)), name, depth + 1, opened, search);
  if (!whole) out.push({ path: `${path}…`, depth: depth + 1, kind: 'more', text: `${entries.length - shown.length} more`, fold: path, hit: false });
  out.push({ path: `${path}/`, depth, kind: 'close', text: close ?? '', hit: false });
}

function scalar(value: Json, path: string, opened: ReadonlySet<string>, search: string): { text: string; fold?: string } {
  if (typeof value !== 'string' || value.length <= longText || opened.has(path) || (search !== '' && value.toLowerCase().includes(search))) {
    return { text: stringifyExact(value) };
  }
  return { text: `${JSON.stringify(value.slice(0, longText)).slice(0, -1)}…"`, fold: path };
}

function entriesOf(value: Json): [string, Json][] | undefined {
  return typeof value === 'object' && value !== null && !(value instanceof Digits) ? Object.entries(value) : undefined;
}

function hits(key: string | undefined, value: Json | undefined, search: string): boolean {
  if (search === '') return false;
  const own = value instanceof Digits ? value.digits : value === undefined || typeof value === 'object' ? '' : String(value);
  return `${key ?? ''}\n${own}`.toLowerCase().includes(search);
}

function join(path: string, name: string, list: boolean): string {
  if (list) return `${path}[${name}]`;
  const plain = /^[A-Za-z_]\w*$/.test(name) ? name : JSON.stringify(name);
  return path === '' ? plain : `${path}.${plain}`;
}

/** Whether a payload is only a note of its size, because the server folded it. */
export function folded(payload: unknown): payload is Folded {
  if (typeof payload !== 'object' || payload === null) return false;
  const { truncated, size, at, ...more } = payload as Record<string, unknown>;
  return truncated === true && size !== undefined && Object.keys(more).length === 0 && (at === undefined || ofTheServer(at));
}

/** A value of one's own may look like a note; nothing leads out of the server. */
function ofTheServer(at: unknown): boolean {
  return typeof at === 'string' && at.startsWith('/api/v1/');
}

/** Where the value at a path comes as a file. */
export function fileAt(at: string): string {
  return `${at}${at.includes('?') ? '&' : '?'}download`;
}

import type { Written } from './form';

/** What somebody has written of a route and not applied. It stays in this browser. */
export interface Draft {
  text: string;
  /** The version it was begun on; 0 of a route that is not there yet. */
  version: number;
  /** What the form wrote the text from; absent where it was written by hand. */
  form?: Written;
}

/** Longer texts last as long as the page: a browser has little room. */
const most = 256 * 1024;

const prefix = 'auterity.route-draft';

/** Whose draft of which route, so that nobody is shown what another one wrote. */
export function draftKey(tenant: string, principal: string, route: string): string {
  return [prefix, tenant, principal, route].map(encodeURIComponent).join('/');
}

/** Drafts of a browser, told to who listens. Where its storage is closed they last as long as the page. */
export class Drafts {
  readonly #storage: () => Storage;
  readonly #known = new Map<string, { kept: string | null; draft: Draft | undefined }>();
  readonly #unkept = new Map<string, Draft>();
  readonly #listeners = new Set<() => void>();

  constructor(storage: () => Storage) {
    this.#storage = storage;
  }

  /** The same object for as long as it stays as it is. */
  of(key: string): Draft | undefined {
    const unkept = this.#unkept.get(key);
    if (unkept !== undefined) return unkept;
    const kept = this.#read(key);
    const known = this.#known.get(key);
    if (known?.kept === kept) return known.draft;
    const draft = parsed(kept);
    this.#known.set(key, { kept, draft });
    return draft;
  }

  /** Keeps it, or forgets what was kept; what has no room lasts as long as the page, and nothing older comes back after. */
  keep(key: string, draft: Draft | undefined): void {
    this.#unkept.delete(key);
    const kept = draft !== undefined && draft.text.length <= most && this.#write((storage) => storage.setItem(key, JSON.stringify(draft)));
    if (!kept) this.#write((storage) => storage.removeItem(key));
    if (!kept && draft !== undefined) this.#unkept.set(key, draft);
    this.#tell();
  }

  /** Whether it outlasts the page. */
  lasts(key: string): boolean {
    return !this.#unkept.has(key);
  }

  /** After a text was put in force as this version: forgets the draft that says it; one that says more by now goes on from there. */
  applied(key: string, text: string, version: number | undefined): void {
    const draft = this.of(key);
    if (draft === undefined) return;
    if (draft.text === text) this.keep(key, undefined);
    else if (version !== undefined) this.keep(key, { ...draft, version });
  }

  /** Until the returned function is called; hears other pages of this browser too. */
  listen = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    window.addEventListener('storage', listener);
    return () => {
      this.#listeners.delete(listener);
      window.removeEventListener('storage', listener);
    };
  };

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }

  #read(key: string): string | null {
    try {
      return this.#storage().getItem(key);
    } catch {
      return null;
    }
  }

  #write(how: (storage: Storage) => void): boolean {
    try {
      how(this.#storage());
      return true;
    } catch {
      return false;
    }
  }
}

/** What this browser keeps. */
export const drafts = new Drafts(() => localStorage);

function parsed(kept: string | null): Draft | undefined {
  try {
    const value: unknown = JSON.parse(kept ?? 'null');
    if (!isDraft(value)) return undefined;
    return { text: value.text, version: value.version, ...(isWritten(value.form) ? { form: value.form } : {}) };
  } catch {
    return undefined;
  }
}

function isWritten(value: unknown): value is Written {
  return typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'string' && 'spec' in value && typeof value.spec === 'object' && value.spec !== null;
}

function isDraft(value: unknown): value is Draft {
  return typeof value === 'object' && value !== null && 'text' in value && typeof value.text === 'string' && 'version' in value && typeof value.version === 'number';
}

/** What a file may say at most, as the server takes it. */
export const mostImported = 1024 * 1024;

/** Why a file cannot be taken as the text of routes; undefined where it can. */
export function unfit(file: { name: string; size: number }): string | undefined {
  if (!/\.(ya?ml|json)$/i.test(file.name)) return `${file.name} is no YAML: choose a file that ends in .yaml, .yml or .json.`;
  if (file.size === 0) return `${file.name} is empty.`;
  if (file.size > mostImported) return `${file.name} has ${Math.ceil(file.size / 1024)} KB, the most is ${mostImported / 1024} KB.`;
  return undefined;
}

/** Where a line of a text begins and ends, the first is 1; its last line where there is no such. */
export function placeOf(text: string, line: number): { begin: number; end: number } {
  const lines = text.split('\n');
  const at = Math.min(Math.max(line, 1), lines.length) - 1;
  const begin = lines.slice(0, at).reduce((sum, one) => sum + one.length + 1, 0);
  return { begin, end: begin + (lines[at] ?? '').length };
}

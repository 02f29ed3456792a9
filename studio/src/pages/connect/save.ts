import { apply } from '@/api/apply';
import { api, value } from '@/api/client';
import { ApiFailure, asFailure } from '@/api/failure';
import type { ConnectorDetail } from '@/api/schema';
import { yaml } from '@/format/yaml';
import { provider, secrets, type Draft } from './draft';
import { withProvider, type Place, type Way } from './ways';

export interface Save {
  draft: Draft;
  /** The routes that it shall stand in. */
  ways: readonly { way: Way; at: Place }[];
}

/** A save of which nobody has heard whether it came in force; its secrets were left where they are. */
export class Unsettled extends ApiFailure {
  constructor(
    /** The provider that it would have made. */
    readonly made: Made,
    heard: string,
  ) {
    const kept = made.names.length === 0 ? '' : ` Left in the vault: ${made.names.join(', ')}.`;
    super('The answer was lost', `${heard} Look at the providers, then save again: what is there is not made twice.${kept}`, 'in_doubt', 'platform', false, 0);
  }
}

interface Made {
  id: string;
  spec: Readonly<Record<string, unknown>>;
  /** The secrets that this save has made. */
  names: readonly string[];
  /** The names that others had. */
  taken: readonly string[];
}

/**
 * Stores a draft: first all is checked, then its secrets are written under names that nobody has, then it comes in force with its routes.
 * What the server refuses leaves none of its secrets behind; where an answer was lost, none is deleted, since it may be in use.
 * Gives the names that turned out to be taken.
 */
export async function save(detail: ConnectorDetail, { draft, ways }: Save, known: readonly string[]): Promise<string[]> {
  await apply(written(detail, draft, known, ways), true);
  const names: string[] = [];
  try {
    const taken = await sealed(detail, draft, known, names);
    await apply(written(detail, draft, [...known, ...taken], ways), false).catch((error: unknown) => settled(error, { ...provider(detail, draft, [...known, ...taken]), names, taken }));
    return taken;
  } catch (error) {
    if (!(error instanceof Unsettled)) await Promise.allSettled(names.map((name) => api.DELETE('/api/v1/secrets/{name}', { params: { path: { name } } })));
    throw error;
  }
}

/** Writes the secrets, each under a name that is free in the vault, and gives those that were not. */
async function sealed(detail: ConnectorDetail, draft: Draft, known: readonly string[], names: string[]): Promise<string[]> {
  const taken: string[] = [];
  for (let at = 0; ; at = names.length) {
    const [name, secret] = Object.entries(secrets(detail, draft, [...known, ...taken]))[at] ?? [];
    if (name === undefined || secret === undefined) return taken;
    try {
      await value(api.PUT('/api/v1/secrets/{name}', { params: { path: { name } }, body: secret, headers: { 'Content-Type': 'text/plain', 'If-None-Match': '*' }, bodySerializer: (plain: string) => plain }));
      names.push(name);
    } catch (error) {
      if (asFailure(error).status !== 409 || taken.length >= most) throw error;
      taken.push(name);
    }
  }
}

/** How many names are tried beyond the first. */
const most = 8;

/** What came of it after all: nothing where it was refused; it is in force where its provider is there; nobody knows otherwise. */
async function settled(error: unknown, made: Made): Promise<void> {
  if (isRefusal(error)) throw error;
  if (!(await isThere(made))) throw new Unsettled(made, `The server did not say whether ${made.id} was saved, and it is not there now.`);
}

/** Whether the provider is the one of this save. Where nobody answers that, it is not known either. */
export async function isThere({ id, spec }: Made): Promise<boolean> {
  try {
    const there = await value(api.GET('/api/v1/resources/{kind}/{id}', { params: { path: { kind: 'provider', id } } }));
    return sorted(there.spec) === sorted(spec);
  } catch {
    return false;
  }
}

/** Whether the server itself has refused: then nothing of it came in force. */
function isRefusal(error: unknown): boolean {
  const { status, code } = asFailure(error);
  return status >= 400 && status < 500 && !['internal', 'timeout', 'cancelled', 'in_doubt'].includes(code);
}

function sorted(of: unknown): string {
  return JSON.stringify(of, (_, part: unknown) => (typeof part === 'object' && part !== null && !Array.isArray(part) ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))) : part));
}

/** The provider and its routes as one text: all of it comes in force, or none. */
function written(detail: ConnectorDetail, draft: Draft, taken: readonly string[], ways: Save['ways']): string {
  const routes = ways.map(({ way, at }) => withProvider(way, draft.id, at)).map((route) => `version: ${route.version}\n${yaml(route)}`);
  return [`version: 0\n${yaml(provider(detail, draft, taken))}`, ...routes].join('---\n');
}

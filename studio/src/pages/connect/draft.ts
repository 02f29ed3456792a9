import type { ConnectorDetail } from '@/api/schema';
import { fieldsOf, flaw, none, written, type SchemaField } from './fields';

/** A provider that is not stored. It is in the memory of the page alone: it may hold secrets. */
export interface Draft {
  id: string;
  kind: string;
  /** What was typed, by the path of its field. */
  typed: Readonly<Record<string, string>>;
  /** Names of secrets of the vault that stand in the place of typed ones, by the path of their field. */
  stored: Readonly<Record<string, string>>;
  /** Whether it takes calls once it is saved. */
  disabled: boolean;
  /** Whether it uses what nobody has verified. */
  unverified: boolean;
}

/** What is written where. */
export interface WrittenProvider {
  kind: 'provider';
  id: string;
  spec: Readonly<Record<string, unknown>>;
}

/** The operations that nobody has verified, which are refused unless the provider takes them so. */
export function unproven(detail: ConnectorDetail): string[] {
  return detail.operations.flatMap(({ capability, evidence }) => (evidence?.grade === 'V0' ? [capability] : []));
}

/**
 * The way to sign in that a connector begins with: the first that it declares. Nothing is chosen only where nothing else is
 * declared, or where its own address is on this machine, as that of a server of models is.
 */
export function preselected({ auth, config }: Pick<ConnectorDetail, 'auth' | 'config'>): string {
  const [first] = auth;
  const { url } = (config.properties ?? {}) as Record<string, { default?: unknown } | undefined>;
  const here = typeof url?.default === 'string' && /^https?:\/\/(localhost|127\.0\.0\.1)([:/]|$)/.test(url.default);
  return (first?.kind === none && !here ? auth.find(({ kind }) => kind !== none) : first)?.kind ?? none;
}

/** The draft that a connector begins with: named like it, with its own way to sign in. */
export function begun(detail: ConnectorDetail, taken: readonly string[]): Draft {
  return { id: free(detail.id, taken), kind: preselected(detail), typed: {}, stored: {}, disabled: false, unverified: detail.unverified };
}

/** Whether somebody has written something of it, which is gone with the page. */
export function isTyped(detail: ConnectorDetail, { id, typed, stored }: Draft, taken: readonly string[]): boolean {
  return id !== begun(detail, taken).id || Object.values(typed).some((value) => value !== '') || Object.keys(stored).length > 0;
}

/** The name, or the next one that nobody has. */
export function free(name: string, taken: readonly string[]): string {
  if (!taken.includes(name)) return name;
  let number = 2;
  while (taken.includes(`${name}-${number}`)) number++;
  return `${name}-${number}`;
}

/** What the draft lacks, by the path of the field. */
export function flaws(detail: ConnectorDetail, draft: Draft, taken: readonly string[]): Record<string, string> {
  const all = fieldsOf(detail, draft.kind).flatMap((field) => {
    const wrong = draft.stored[field.path] === undefined ? flaw(field, draft.typed[field.path] ?? '') : undefined;
    return wrong === undefined ? [] : [[field.path, wrong] as const];
  });
  const name = nameFlaw(draft.id, taken);
  return Object.fromEntries(name === undefined ? all : [['id', name] as const, ...all]);
}

function nameFlaw(id: string, taken: readonly string[]): string | undefined {
  if (!/^[a-z][a-z0-9_-]{0,62}$/.test(id)) return 'Lower case letters, digits and hyphens, a letter first.';
  return taken.includes(id) ? `There is a provider ${id} already. Choose another name.` : undefined;
}

/** How the secrets of the fields are called in the vault, by their paths: each its own, and none like one that is there. */
export function secretNames(detail: ConnectorDetail, draft: Draft, taken: readonly string[]): Record<string, string> {
  const names: Record<string, string> = {};
  for (const { path, type } of fieldsOf(detail, draft.kind)) {
    if (type === 'secret') names[path] = draft.stored[path] ?? free(`${draft.id}-${own(path)}`, [...taken, ...Object.values(names)]);
  }
  return names;
}

/** The credential's own is the key; any other is called by its whole path. */
function own(path: string): string {
  if (/^auth\.[^.]+\.secret$/.test(path)) return 'key';
  const words = path.replaceAll(/([a-z])([A-Z])/g, '$1-$2').toLowerCase();
  return words.replaceAll(/[^a-z0-9]+/g, '-').slice(0, 20);
}

/** The provider as a resource; secrets stand in it by their names. */
export function provider(detail: ConnectorDetail, draft: Draft, taken: readonly string[]): WrittenProvider {
  const config: Record<string, unknown> = {};
  const auth: Record<string, unknown> = {};
  const names = secretNames(detail, draft, taken);
  for (const field of fieldsOf(detail, draft.kind)) {
    const value = valueOf(draft, field, names);
    if (value === undefined) continue;
    const name = field.path.split('.').at(-1) ?? '';
    if (!field.path.startsWith('auth.')) config[name] = field.type === 'secret' ? { secret: value } : value;
    else auth[name] = value;
  }
  const spec: Record<string, unknown> = { connector: detail.id, ...(Object.keys(config).length === 0 ? {} : { config }) };
  if (draft.kind !== none) spec.auth = { [draft.kind]: auth };
  if (draft.unverified) spec.unverified = true;
  if (draft.disabled) spec.disabled = true;
  return { kind: 'provider', id: draft.id, spec };
}

function valueOf(draft: Draft, field: SchemaField, names: Readonly<Record<string, string>>): unknown {
  const typed = draft.typed[field.path] ?? '';
  if (field.type === 'secret') return draft.stored[field.path] !== undefined || typed !== '' ? names[field.path] : undefined;
  return typed.trim() === '' ? undefined : written(field, typed);
}

/** The secrets that were typed, by the name that each will have. */
export function secrets(detail: ConnectorDetail, draft: Draft, taken: readonly string[]): Record<string, string> {
  const typed = Object.entries(secretNames(detail, draft, taken)).flatMap(([path, name]) => {
    const value = draft.typed[path] ?? '';
    return value !== '' && draft.stored[path] === undefined ? [[name, value] as const] : [];
  });
  return Object.fromEntries(typed);
}

/** The credential in a line, without anything secret. */
export function credentialWords(detail: ConnectorDetail, draft: Draft, kinds: Readonly<Record<string, string>>): string {
  const said = fieldsOf(detail, draft.kind).flatMap((field) => (field.path.startsWith('auth.') && field.type !== 'secret' ? [draft.typed[field.path] ?? ''] : []));
  return [kinds[draft.kind] ?? draft.kind, ...said.filter(Boolean)].join(' ');
}

import type { ConnectorDetail } from '@/api/schema';
import { capitalised } from '@/format/text';

/** A field of the form, made from the connector's schema. */
export interface SchemaField {
  /** Where it stands in the provider, such as `config.url`. */
  path: string;
  label: string;
  type: 'text' | 'address' | 'whole number' | 'number' | 'yes or no' | 'one of' | 'list' | 'secret' | 'JSON';
  required: boolean;
  hint?: string;
  example?: string;
  choices?: readonly string[];
  pattern?: string;
  preset?: string;
  schema: Schema;
}

export type Schema = Record<string, unknown>;

/** The kind of credential that needs none. */
export const none = 'none';

/** The kinds of credential to choose from, in the words of people. */
export const kindWords: Readonly<Record<string, string>> = {
  none: 'Nothing',
  bearer: 'Token',
  header: 'Key',
  query: 'Key',
  path: 'Token',
  basic: 'User and password',
  scheme: 'Own signature',
  sigv4: 'AWS key',
  'google-service-account': 'Service account',
  'oauth-client': 'OAuth client',
  oauth2: 'OAuth',
  jwt: 'Signed assertion',
  'github-app': 'GitHub App',
  challenge: 'Registry login',
};

/** The fields of a provider of this connector that signs in so: its configuration, then its credential. */
export function fieldsOf(detail: ConnectorDetail, kind: string): SchemaField[] {
  const auth = detail.auth.find((form) => form.kind === kind);
  return [...inside(detail.config, 'config'), ...(auth === undefined || kind === none ? [] : inside(auth.schema, `auth.${kind}`))];
}

function inside(schema: Schema, at: string): SchemaField[] {
  const required = texts(schema.required);
  const fields = Object.entries(object(schema.properties)).map(([name, of]) => field(name, `${at}.${name}`, object(of), required.includes(name)));
  return fields.sort((a, b) => Number(b.required) - Number(a.required));
}

function field(name: string, path: string, schema: Schema, required: boolean): SchemaField {
  const { description, pattern, default: preset } = schema;
  const choices = texts(schema.enum);
  const [example] = texts(schema.examples);
  return {
    path,
    label: label(name, path),
    type: type(name, path, schema),
    required: required && preset === undefined,
    schema,
    ...(path.startsWith('auth.') && name === 'secret' ? { hint: 'Sealed in the vault when it is saved, and never shown again.' } : typeof description === 'string' ? { hint: description } : {}),
    ...(example === undefined ? {} : { example }),
    ...(choices.length === 0 ? {} : { choices }),
    ...(typeof pattern === 'string' ? { pattern } : {}),
    ...(preset === undefined ? {} : { preset: typeof preset === 'string' ? preset : JSON.stringify(preset) }),
  };
}

function type(name: string, path: string, schema: Schema): SchemaField['type'] {
  if ((path.startsWith('auth.') && name === 'secret') || 'secret' in object(schema.properties)) return 'secret';
  if (texts(schema.enum).length > 0) return 'one of';
  switch (schema.type) {
    case 'string':
      return schema.format === 'uri' ? 'address' : 'text';
    case 'integer':
      return 'whole number';
    case 'number':
      return 'number';
    case 'boolean':
      return 'yes or no';
    case 'array':
      return object(schema.items).type === 'string' ? 'list' : 'JSON';
    default:
      return 'JSON';
  }
}

/** What the secret of a kind of credential is called by those who have it. */
const secretWords: Readonly<Record<string, string>> = { bearer: 'Token', header: 'Key', query: 'Key', path: 'Token', basic: 'Password', challenge: 'Password', sigv4: 'Access key', 'google-service-account': 'Key file', 'oauth-client': 'Client secret', oauth2: 'Client secret', jwt: 'Private key', 'github-app': 'Private key' };

/** `maxTokens` reads as `Max tokens`. */
function label(name: string, path: string): string {
  const [head, kind = ''] = path.split('.');
  if (head === 'auth' && name === 'secret') return secretWords[kind] ?? 'Secret';
  if (name === 'url') return 'Address';
  const words = name.replaceAll(/([a-z])([A-Z])/g, (_, before: string, after: string) => `${before} ${after.toLowerCase()}`);
  return capitalised(words);
}

/** What is wrong with what was typed, with the act that mends it; nothing where it is right. */
export function flaw(field: SchemaField, typed: string): string | undefined {
  const value = typed.trim();
  const { type: of, label: name, required, hint, pattern } = field;
  if (value === '') return required ? `${name} is needed. ${of === 'secret' ? 'Paste it whole.' : (hint ?? 'Type it.')}` : undefined;
  if (of === 'address' && !isAddress(value)) return `“${shown(value)}” is no address. Begin it with https://.`;
  if (of === 'whole number' && !/^-?\d+$/.test(value)) return `“${shown(value)}” is no whole number. Write it in digits.`;
  if (of === 'number' && !Number.isFinite(Number(value))) return `“${shown(value)}” is no number.`;
  if (of === 'JSON' && !isJson(value)) return 'This is not JSON. Write it as {"name": "value"}.';
  if (of === 'text' && !fits(field, value)) return `“${shown(value)}” does not fit ${pattern ?? ''}. Correct it.`;
  return undefined;
}

/** The value as it stands in the spec. */
export function written({ type: of }: SchemaField, typed: string): unknown {
  const value = typed.trim();
  if (of === 'whole number' || of === 'number') return Number(value);
  if (of === 'yes or no') return value === 'true';
  if (of === 'list') return value.split(',').flatMap((item) => (item.trim() === '' ? [] : [item.trim()]));
  return of === 'JSON' ? (JSON.parse(value) as unknown) : value;
}

function fits({ pattern }: SchemaField, value: string): boolean {
  if (pattern === undefined) return true;
  try {
    return new RegExp(pattern, 'u').test(value);
  } catch {
    // The server knows this dialect of patterns, the browser does not: it is checked there.
    return true;
  }
}

function isAddress(value: string): boolean {
  try {
    return /^https?:$/.test(new URL(value).protocol);
  } catch {
    return false;
  }
}

function isJson(value: string): boolean {
  try {
    JSON.parse(value);
    return true;
  } catch {
    return false;
  }
}

/** All but one entry. */
export function omit<T>(entries: Readonly<Record<string, T>>, name: string): Record<string, T> {
  return Object.fromEntries(Object.entries(entries).filter(([key]) => key !== name));
}

const shown = (value: string) => (value.length > 40 ? `${value.slice(0, 40)}…` : value);

function object(value: unknown): Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Schema) : {};
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}

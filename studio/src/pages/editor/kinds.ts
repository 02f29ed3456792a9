/** What of JSON Schema the forms of steps read. */
export interface Schema {
  $ref?: string;
  type?: string | readonly string[];
  title?: string;
  description?: string;
  properties?: Readonly<Record<string, Schema>>;
  required?: readonly string[];
  items?: Schema;
  enum?: readonly unknown[];
  const?: unknown;
  default?: unknown;
  anyOf?: readonly Schema[];
  oneOf?: readonly Schema[];
  minimum?: number;
  pattern?: string;
  $defs?: Readonly<Record<string, Schema>>;
}

/** A field of a form; its path leads into the step. */
export interface StepField {
  path: string;
  label: string;
  hint: string;
  required: boolean;
  input: 'text' | 'number' | 'yes or no' | 'choice' | 'value';
  choices: readonly string[];
}

/** A type of step, as the schema of workflows describes it. */
export interface StepKind {
  name: string;
  about: string;
  schema: Schema;
}

/** The types of step that the schema of workflows names. */
export function kindsOf(schema: Schema): StepKind[] {
  return (schema.$defs?.step?.oneOf ?? []).flatMap(({ $ref }) => {
    const name = $ref?.split('/').at(-1) ?? '';
    const found = schema.$defs?.[name];
    return found === undefined ? [] : [{ name, about: found.description ?? '', schema: found }];
  });
}

/** The type of a step: the one whose name is a field of it. */
export function kindOf(kinds: readonly StepKind[], step: Readonly<Record<string, unknown>>): StepKind | undefined {
  return kinds.find(({ name }) => name in step);
}

/** The fields of a step's form. Its id and what it follows are asked for elsewhere; steps in it stand in the graph. */
export function fieldsOf(root: Schema, kind: StepKind): StepField[] {
  return fields(root, kind.schema, '').filter(({ path }) => !(path in elsewhere));
}

const elsewhere: Readonly<Record<string, true>> = { id: true, after: true, with: true };

/** The fields of an object, those of objects in it included. */
export function fields(root: Schema, schema: Schema, prefix: string): StepField[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, property]) => {
    const resolved = resolve(root, property);
    if (holdsSteps(root, resolved, 4)) return [];
    const path = prefix === '' ? name : `${prefix}.${name}`;
    if (/[^\w-]/.test(name) || /^\d/.test(name)) return [];
    const field: StepField = { path, label: property.title ?? path, hint: property.description ?? resolved.description ?? '', required: schema.required?.includes(name) === true && prefix === '', input: inputOf(resolved), choices: (resolved.enum ?? []).map(String) };
    return [field];
  });
}

/** A schema with what it refers to in its place. */
export function resolve(root: Schema, schema: Schema): Schema {
  const name = schema.$ref?.split('/').at(-1);
  const found = name === undefined ? undefined : root.$defs?.[name];
  return found === undefined ? schema : { ...resolve(root, found), ...(schema.description === undefined ? {} : { description: schema.description }) };
}

/** Whether values of it are lists of steps, or hold one. */
function holdsSteps(root: Schema, schema: Schema, depth: number): boolean {
  if (schema.$ref?.endsWith('/step') === true || schema.$ref?.endsWith('/steps') === true) return true;
  if (depth === 0) return false;
  const inner = resolve(root, schema);
  return [inner.items, ...Object.values(inner.properties ?? {}), ...(inner.oneOf ?? []), ...(inner.anyOf ?? [])].some((part) => part !== undefined && part !== schema && holdsSteps(root, part, depth - 1));
}

function inputOf(schema: Schema): StepField['input'] {
  if (schema.enum !== undefined) return 'choice';
  if (schema.type === 'boolean') return 'yes or no';
  if (schema.type === 'integer' || schema.type === 'number') return 'number';
  return schema.type === 'string' ? 'text' : 'value';
}

/** A new step of a type, with the least that it needs. */
export function newStep(root: Schema, kind: StepKind, free: (wanted: string) => string): Record<string, unknown> {
  return object(root, { ...kind.schema, required: ['id', ...(kind.schema.required ?? []).filter((name) => name !== 'id')] }, free, kind.name, 0);
}

function object(root: Schema, schema: Schema, free: (wanted: string) => string, wanted: string, depth: number): Record<string, unknown> {
  return Object.fromEntries((schema.required ?? []).map((name) => [name, sample(root, schema.properties?.[name] ?? {}, free, name === 'id' ? wanted : name, name, depth)]));
}

function sample(root: Schema, schema: Schema, free: (wanted: string) => string, wanted: string, name: string, depth: number): unknown {
  if (schema.$ref?.endsWith('/id') === true) return free(wanted);
  if (schema.$ref?.endsWith('/step') === true) return { id: free('value'), transform: null };
  if (schema.$ref?.endsWith('/steps') === true) return depth > 3 ? [] : [{ id: free('value'), transform: null }];
  if (schema.$ref?.includes('duration') === true) return '1m';
  const inner = resolve(root, schema);
  if (inner.default !== undefined) return inner.default;
  if (inner.const !== undefined) return inner.const;
  if (inner.enum !== undefined) return inner.enum[0];
  const [first] = inner.oneOf ?? inner.anyOf ?? [];
  if (first !== undefined) return sample(root, first, free, wanted, name, depth);
  if (inner.type === 'array') return inner.items === undefined ? [] : [sample(root, inner.items, free, 'arm', name, depth + 1)];
  if (inner.type === 'object') return object(root, inner, free, wanted, depth + 1);
  if (inner.type === 'integer' || inner.type === 'number') return inner.minimum ?? 1;
  if (inner.type === 'boolean') return false;
  if (name === 'when' || name === 'until') return '${true}';
  if (name === 'each') return '${[]}';
  return inner.type === 'string' ? '' : null;
}

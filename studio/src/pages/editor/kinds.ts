/** What of JSON Schema the forms of steps read. */
export interface Schema {
  $ref?: string;
  type?: string | readonly string[];
  title?: string;
  description?: string;
  properties?: Readonly<Record<string, Schema>>;
  required?: readonly string[];
  dependentRequired?: Readonly<Record<string, readonly string[]>>;
  /** Of a field, what may not stand beside it. */
  dependentSchemas?: Readonly<Record<string, { properties: Readonly<Record<string, false>> }>>;
  additionalProperties?: unknown;
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
  /** `lines` and `code` are texts of several lines. */
  input: 'text' | 'lines' | 'code' | 'number' | 'yes or no' | 'choice' | 'value' | 'texts';
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

/** A part of a form. */
export type Part =
  | { kind: 'field'; field: StepField }
  /** An object with fields of its own. */
  | { kind: 'group'; path: string; label: string; hint: string; parts: Part[] }
  /** A list of objects; each is one of some shapes. */
  | { kind: 'list'; path: string; label: string; hint: string; shapes: Shape[] }
  /** A value that is one of some shapes. */
  | { kind: 'shapes'; path: string; label: string; hint: string; shapes: Shape[] }
  /** An object of properties by name, each with its JSON Schema. */
  | { kind: 'properties'; path: string; label: string; hint: string }
  /** An object whose names are free. */
  | { kind: 'map'; path: string; label: string; hint: string };

/** One shape of several, named by what makes it that one. */
export interface Shape {
  name: string;
  schema: Schema;
}

/** The form of a step. Its id, what it follows and its input are asked for elsewhere; steps in it stand in the graph. */
export function formOf(root: Schema, kind: StepKind): Part[] {
  return partsOf(root, kind.schema, '').filter((part) => !((part.kind === 'field' ? part.field.path : part.path) in elsewhere));
}

const elsewhere: Readonly<Record<string, true>> = { id: true, after: true, with: true };

/** The parts of the form of an object at a path. */
export function partsOf(root: Schema, schema: Schema, prefix: string): Part[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, property]) => {
    const path = prefix === '' ? name : `${prefix}.${name}`;
    if (/[^\w-]/.test(name) || /^\d/.test(name) || isSteps(root, property)) return [];
    return partOf(root, property, path, property.title ?? name, schema.required?.includes(name) === true);
  });
}

function partOf(root: Schema, property: Schema, path: string, label: string, required: boolean): Part[] {
  const resolved = resolve(root, property);
  const told = { path, label: required ? `${label} *` : label, hint: property.description ?? resolved.description ?? '' };
  const item = resolved.items === undefined ? undefined : resolve(root, resolved.items);
  const shapes = shapesOf(root, item ?? resolved);
  if (item !== undefined && shapes.length > 0) return [{ kind: 'list', ...told, shapes }];
  if (item === undefined && (resolved.oneOf ?? resolved.anyOf) !== undefined && shapes.length > 1) return [{ kind: 'shapes', ...told, shapes }];
  if (resolved.properties !== undefined) return [{ kind: 'group', ...told, parts: partsOf(root, resolved, path) }];
  // That it is there says all.
  if (resolved.type === 'object' && resolved.additionalProperties === false) return [];
  if (resolved.type === 'object') return [{ kind: /propert.*by name/i.test(told.hint) ? 'properties' : 'map', ...told }];
  return [{ kind: 'field', field: { ...told, required, label, input: inputOf(resolved), choices: (resolved.enum ?? []).map(String) } }];
}

/** The shapes of a value that is an object, or one of objects and words; none of any other. */
function shapesOf(root: Schema, schema: Schema): Shape[] {
  const plain = (schema.oneOf ?? schema.anyOf)?.map((one) => resolve(root, one)).filter((one) => one.properties !== undefined || one.const !== undefined);
  if (schema.properties !== undefined) return alternatives(schema);
  if (plain === undefined || plain.length !== (schema.oneOf ?? schema.anyOf)?.length) return [];
  return plain.map((one) => ({ name: one.const === undefined ? (one.required?.[0] ?? '') : JSON.stringify(one.const).replaceAll('"', ''), schema: one }));
}

/** An object of which one field says which it is: a shape for each such field, with what goes with it. */
function alternatives(schema: Schema): Shape[] {
  const fields = (schema.oneOf ?? []).flatMap(({ required = [] }) => required);
  if (fields.length === 0) return [{ name: '', schema }];
  const beside = (name: string, other: string) => !fields.includes(other) && (schema.dependentRequired?.[other] ?? [name]).includes(name) && schema.dependentSchemas?.[name]?.properties[other] !== false;
  return fields.map((name) => ({
    name,
    schema: {
      ...schema,
      required: [...(schema.required ?? []), name],
      properties: Object.fromEntries(Object.entries(schema.properties ?? {}).filter(([other]) => other === name || beside(name, other))),
    },
  }));
}

/** The shape that a value has. */
export function shapeOf(shapes: readonly Shape[], value: unknown): Shape | undefined {
  if (shapes.length === 1) return shapes[0];
  return shapes.find(({ name, schema }) => (schema.const === undefined ? typeof value === 'object' && value !== null && name in value : schema.const === value));
}

/** The fields of an object as inputs, whatever its values are. */
export function fields(root: Schema, schema: Schema): StepField[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, property]) => {
    if (/[^\w-]/.test(name) || /^\d/.test(name)) return [];
    const resolved = resolve(root, property);
    return [{ path: name, label: property.title ?? name, hint: property.description ?? resolved.description ?? '', required: schema.required?.includes(name) === true, input: inputOf(resolved), choices: (resolved.enum ?? []).map(String) }];
  });
}

/** Whether a value is a list of steps, which stand in the graph. */
function isSteps(root: Schema, { $ref }: Schema): boolean {
  if ($ref === undefined) return false;
  const next = root.$defs?.[$ref.split('/').at(-1) ?? ''];
  return $ref.endsWith('/steps') || $ref.endsWith('/step') || (next !== undefined && isSteps(root, next));
}

/** A schema with what it refers to in its place. */
export function resolve(root: Schema, schema: Schema): Schema {
  const name = schema.$ref?.split('/').at(-1);
  const found = name === undefined ? undefined : root.$defs?.[name];
  return found === undefined ? schema : { ...resolve(root, found), ...(schema.description === undefined ? {} : { description: schema.description }) };
}

function inputOf(schema: Schema): StepField['input'] {
  if (schema.enum !== undefined) return 'choice';
  if (schema.type === 'boolean') return 'yes or no';
  if (schema.type === 'integer' || schema.type === 'number') return 'number';
  if (schema.type === 'array' && schema.items?.type === 'string') return 'texts';
  return schema.type === 'string' ? 'text' : 'value';
}

/** A new step of a type, with the least that it needs. */
export function newStep(root: Schema, kind: StepKind, free: (wanted: string) => string): Record<string, unknown> {
  return object(root, { ...kind.schema, required: ['id', ...(kind.schema.required ?? []).filter((name) => name !== 'id')] }, free, kind.name, 0);
}

/** A new value of a shape, with the least that it needs. */
export function newValue(root: Schema, { schema }: Shape, free: (wanted: string) => string, wanted: string): unknown {
  if (schema.properties === undefined) return sample(root, schema, free, wanted, wanted, 0);
  return object(root, schema, free, wanted, 0);
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

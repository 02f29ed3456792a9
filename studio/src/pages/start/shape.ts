/** A JSON schema, as the server tells it. */
export type Schema = Record<string, unknown>;

interface Common {
  /** What it is called on the page. */
  title: string;
  hint: string | undefined;
  schema: Schema;
}

/** What a form asks for, made from a JSON schema. What it has no field for is typed as JSON. */
export type Shape = Common &
  (
    | { kind: 'text' | 'whole number' | 'number' | 'yes or no' | 'JSON' }
    | { kind: 'one of'; choices: readonly unknown[] }
    | { kind: 'object'; fields: readonly Named[] }
    | { kind: 'list'; item: Shape }
    | { kind: 'variants'; of: readonly Shape[] }
  );

export interface Named {
  name: string;
  required: boolean;
  shape: Shape;
}

/** A schema that names itself deeper than this is typed as JSON from there on. */
const deepest = 8;

/** The form of a schema. */
export function shapeOf(schema: Schema): Shape {
  return shape(schema, 'input', schema, 0);
}

function shape(written: Schema, name: string, root: Schema, depth: number): Shape {
  const schema = resolved(written, root, 0);
  const common: Common = { title: text(schema.title) ?? name, hint: text(schema.description), schema };
  if (depth > deepest) return { ...common, kind: 'JSON' };
  const choices = Array.isArray(schema.enum) ? (schema.enum as unknown[]) : 'const' in schema ? [schema.const] : schema.type === 'null' ? [null] : undefined;
  if (choices !== undefined) return { ...common, kind: 'one of', choices };
  const either = [schema.oneOf, schema.anyOf].find(Array.isArray) as unknown[] | undefined;
  if (either !== undefined && either.length > 0) {
    // What stands beside the alternatives holds for each of them.
    const beside = Object.fromEntries(Object.entries(schema).filter(([key]) => !['oneOf', 'anyOf', 'title', 'description'].includes(key)));
    const of = either.map((one, at) => shape(joined(beside, resolved(object(one), root, 0)), `form ${at + 1}`, root, depth + 1));
    return { ...common, kind: 'variants', of: of.map((one) => ({ ...one, title: variantTitle(one) })) };
  }
  return { ...common, ...byType(schema, root, depth) };
}

function byType(schema: Schema, root: Schema, depth: number): { kind: 'text' | 'whole number' | 'number' | 'yes or no' | 'JSON' } | { kind: 'object'; fields: Named[] } | { kind: 'list'; item: Shape } {
  const type = typeOf(schema);
  if (type === 'string') return { kind: 'text' };
  if (type === 'integer') return { kind: 'whole number' };
  if (type === 'number') return { kind: 'number' };
  if (type === 'boolean') return { kind: 'yes or no' };
  const properties = Object.entries(object(schema.properties));
  // A map of names that the schema does not tell has no fields to show.
  if (type === 'object' && (properties.length > 0 || depth === 0)) {
    const required = Array.isArray(schema.required) ? (schema.required as unknown[]) : [];
    return { kind: 'object', fields: properties.map(([name, of]) => ({ name, required: required.includes(name), shape: shape(object(of), name, root, depth + 1) })) };
  }
  if (type === 'array' && Object.keys(object(schema.items)).length > 0) return { kind: 'list', item: shape(object(schema.items), 'item', root, depth + 1) };
  return { kind: 'JSON' };
}

/** The one type that is not null; `[string, null]` is a text that may be left out. */
function typeOf(schema: Schema): string | undefined {
  const types = (Array.isArray(schema.type) ? (schema.type as unknown[]) : [schema.type]).filter((type) => type !== 'null');
  if (types.length === 1 && typeof types[0] === 'string') return types[0];
  return schema.type === undefined && 'properties' in schema ? 'object' : undefined;
}

/** Follows `#/$defs/name`; a reference that leads nowhere leaves the schema open. */
function resolved(schema: Schema, root: Schema, hops: number): Schema {
  if (typeof schema.$ref !== 'string' || hops > deepest) return schema;
  const { $ref, ...beside } = schema;
  const path = $ref.startsWith('#/') ? $ref.slice(2).split('/') : [];
  const found = path.reduce<unknown>((at, part) => object(at)[part.replaceAll('~1', '/').replaceAll('~0', '~')], root);
  return path.length === 0 ? beside : { ...resolved(object(found), root, hops + 1), ...beside };
}

function joined(beside: Schema, one: Schema): Schema {
  const properties = { ...object(beside.properties), ...object(one.properties) };
  const required = [beside.required, one.required].flatMap((names) => (Array.isArray(names) ? (names as unknown[]) : []));
  return { ...beside, ...one, ...(Object.keys(properties).length === 0 ? {} : { properties }), ...(required.length === 0 ? {} : { required: [...new Set(required)] }) };
}

/** `kind: card` where one property is fixed, else its own title or its type. */
function variantTitle(one: Shape): string {
  if (text(one.schema.title) !== undefined || one.kind !== 'object') return text(one.schema.title) ?? (one.kind === 'one of' ? String(one.choices[0]) : one.kind);
  const fixed = one.fields.find(({ shape: of }) => of.kind === 'one of' && of.choices.length === 1);
  return fixed?.shape.kind === 'one of' ? `${fixed.name}: ${String(fixed.shape.choices[0])}` : one.title;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

export function object(value: unknown): Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Schema) : {};
}

/** `list, 1 to 10,000`: what a field takes, in a few words. */
export function takes({ kind, schema }: Shape): string {
  const [least, most] = kind === 'list' ? [schema.minItems, schema.maxItems] : kind === 'text' ? [schema.minLength, schema.maxLength] : [schema.minimum, schema.maximum];
  const [from, to] = [least, most].map((bound) => (typeof bound === 'number' ? bound.toLocaleString('en-US') : undefined));
  const what = kind === 'variants' || kind === 'one of' ? 'one of' : kind;
  const unit = kind === 'text' ? ' characters' : '';
  if (from !== undefined && to !== undefined) return `${what}, ${from} to ${to}${unit}`;
  if (from !== undefined) return `${what}, ${from}${unit} or more`;
  return to === undefined ? what : `${what}, at most ${to}${unit}`;
}

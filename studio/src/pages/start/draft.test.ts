import { describe, expect, it } from 'vitest';
import type { Json } from '@/api/schema';
import { parseExact, stringifyExact } from '@/api/exact';
import { drafted, flaws, fresh, Picked, shows, written } from './draft';
import { shapeOf, takes, type Schema } from './shape';

const schema: Schema = {
  type: 'object',
  required: ['complaints', 'count', 'kind'],
  properties: {
    complaints: { type: 'array', minItems: 1, maxItems: 3, items: { $ref: '#/$defs/complaint' } },
    count: { type: 'integer', minimum: 1 },
    share: { type: 'number', exclusiveMaximum: 1 },
    kind: { enum: ['a', 2, null] },
    deep: { type: 'object', properties: { on: { type: 'boolean', default: true } } },
    classes: { type: 'object', additionalProperties: { type: 'string' }, default: { x: 'y' } },
    by: { oneOf: [{ properties: { type: { const: 'card' }, number: { type: 'string', pattern: '^\\d+$' } }, required: ['type', 'number'] }, { type: 'string' }] },
  },
  $defs: { complaint: { type: 'object', required: ['id', 'narrative'], properties: { id: { type: 'string' }, narrative: { type: 'string', minLength: 2 } } } },
};
const shape = shapeOf(schema);
const value: Json = { complaints: [{ id: 'C-1', narrative: 'twice' }], count: 3, share: 0.5, kind: 2, deep: { on: false }, classes: { p: 'q' }, by: { type: 'card', number: '12' } };

describe('a form of a schema', () => {
  it('has a field for each type, and JSON for a map', () => {
    expect(shape.kind === 'object' && shape.fields.map(({ name, required, shape: of }) => `${name} ${of.kind}${required ? '' : ' optional'}`)).toEqual([
      'complaints list',
      'count whole number',
      'share number optional',
      'kind one of',
      'deep object optional',
      'classes JSON optional',
      'by variants optional',
    ]);
  });

  it('names alternatives by what is fixed in them', () => {
    const by = shape.kind === 'object' ? shape.fields.find(({ name }) => name === 'by')?.shape : undefined;
    expect(by?.kind === 'variants' && by.of.map(({ title }) => title)).toEqual(['type: card', 'text']);
  });

  it('begins with the defaults of the schema', () => {
    expect(written(shape, fresh(shape))).toEqual({ complaints: [{}], classes: { x: 'y' } });
  });

  it('shows a value and gives it back as it was', () => {
    expect(written(shape, drafted(shape, value))).toEqual(value);
    expect(flaws(shape, drafted(shape, value))).toEqual({});
  });

  it('tells when it cannot show all of a value', () => {
    expect(shows(shape, value)).toBe(true);
    expect(shows(shape, { ...(value as object), other: 1 })).toBe(false);
    expect(shows(shape, { count: 'three' })).toBe(true);
  });

  it('takes an empty text, and null, where the schema does', () => {
    const loose = shapeOf({ type: 'object', required: ['note', 'until'], properties: { note: { type: 'string' }, until: { type: ['string', 'null'] }, tone: { enum: ['', 'dry'] }, by: { oneOf: [{ type: 'string', minLength: 1 }, { type: 'null' }] } } });
    const given: Json = { note: '', until: null, tone: '', by: null };

    expect(flaws(loose, drafted(loose, given))).toEqual({});
    expect(written(loose, drafted(loose, given))).toEqual(given);
    expect(flaws(loose, fresh(loose))).toEqual({ note: 'note is needed.' });
    expect(flaws(loose, { note: '', by: new Picked(0, '') })).toEqual({ by: 'by has 1 characters or more, this one has 0.' });
  });

  it('shows whole numbers beyond 2^53 and gives them back exactly', () => {
    const long = parseExact('{"complaints":[{"id":"C-1","narrative":"xy"}],"count":9007199254740993,"kind":"a","share":-9007199254740993,"classes":{"p":9007199254740993}}');
    expect(shows(shape, long)).toBe(true);
    expect(stringifyExact(written(shape, drafted(shape, long)))).toBe('{"complaints":[{"id":"C-1","narrative":"xy"}],"count":9007199254740993,"share":-9007199254740993,"kind":"a","classes":{"p":9007199254740993}}');
    expect(flaws(shape, drafted(shape, long))).toEqual({});
  });

  it('ends at a schema that names itself', () => {
    const endless: Schema = { type: 'object', properties: { next: { $ref: '#' } } };
    expect(JSON.stringify(shapeOf(endless).kind)).toBe('"object"');
  });

  it('says what a field takes', () => {
    expect(shape.kind === 'object' && shape.fields.slice(0, 2).map(({ shape: of }) => takes(of))).toEqual(['list, 1 to 3', 'whole number, 1 or more']);
  });
});

describe('what is wrong', () => {
  it.each<[string, Json, Record<string, string>]>([
    ['a missing field', { complaints: [{ id: 'C-1' }], kind: 'a' }, { 'complaints[0].narrative': 'complaints[0].narrative is needed.', count: 'count is needed.' }],
    ['a short text', { complaints: [{ id: 'C-1', narrative: 'x' }], count: 1, kind: 'a' }, { 'complaints[0].narrative': 'complaints[0].narrative has 2 characters or more, this one has 1.' }],
    ['a number out of bounds', { complaints: [{ id: 'C-1', narrative: 'xy' }], count: 0, share: 1, kind: 'a' }, { count: 'count is 1 or more.', share: 'share is less than 1.' }],
    ['a text where a number stands', { complaints: [{ id: 'C-1', narrative: 'xy' }], count: 'many', kind: 'a' }, { count: 'count is no whole number.' }],
    ['a number that no server holds', { complaints: [{ id: 'C-1', narrative: 'xy' }], count: '9223372036854775808', kind: 'a' }, { count: 'count is beyond 64 bits.' }],
    ['none of the choices', { complaints: [{ id: 'C-1', narrative: 'xy' }], count: 1, kind: 'z' }, { kind: 'kind is none of those to choose from.' }],
    ['an empty list', { complaints: [], count: 1, kind: 'a' }, { complaints: 'complaints has 1 or more, this one has 0.' }],
  ])('of %s names the field and the rule', (_, typed, said) => {
    expect(flaws(shape, drafted(shape, typed))).toEqual(said);
  });

  it('of JSON is that it is none', () => {
    expect(flaws(shapeOf({}), '{')).toEqual({ '': 'input is not JSON.' });
  });

  it('inside an alternative is told of the one that is chosen', () => {
    const by = shapeOf(((schema.properties as Record<string, Schema>).by ?? {}));
    expect(flaws(by, new Picked(0, { type: 'card', number: 'x' }))).toEqual({ number: 'number does not fit ^\\d+$.' });
    expect(flaws(by, new Picked(1, 'x'))).toEqual({});
  });
});

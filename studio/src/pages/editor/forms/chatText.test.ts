import { expect, it } from 'vitest';
import { chatOf, messagesOf, schemaFields, schemaOf } from './chatText';

it('shows a question with its system text in two boxes, however it was written', () => {
  const chat = { system: 'Be brief.', prompt: 'Hello?' };
  expect(chatOf(messagesOf(chat))).toEqual(chat);
  expect(chatOf('Hello?')).toEqual({ system: '', prompt: 'Hello?' });
  expect(chatOf([{ role: 'user', content: 'Hello?' }])).toEqual({ system: '', prompt: 'Hello?' });
  expect(chatOf(undefined)).toEqual({ system: '', prompt: '' });
});

it('writes the messages as the file has them, and none where nothing is said', () => {
  expect(messagesOf({ system: '', prompt: 'Hi' })).toEqual('Hi');
  expect(messagesOf({ system: 'Be brief.', prompt: 'Hi' })).toEqual([
    { role: 'system', content: 'Be brief.' },
    { role: 'user', content: 'Hi' },
  ]);
  expect(messagesOf({ system: ' ', prompt: '' })).toBeUndefined();
  expect(messagesOf({ system: '', prompt: '${input.question}' })).toEqual([{ role: 'user', content: '${input.question}' }]);
});

it('leaves a conversation of more to its raw field', () => {
  const text = (role: string) => ({ role, parts: [{ type: 'text', text: 'a' }] });
  for (const more of [
    [text('user'), text('assistant'), text('user')],
    [text('user'), text('system')],
    [{ role: 'user', parts: [{ type: 'image', url: 'u' }] }],
    [{ ...text('user'), extra: {} }],
    [{ role: 'user', parts: [{ type: 'text', text: 'a' }, { type: 'text', text: 'b' }] }],
    { role: 'user' },
    '${input.history}',
  ])
    expect(chatOf(more)).toBeUndefined();
});

it('makes a schema of fields, and fields of that schema', () => {
  const fields = [
    { name: 'verdict', type: 'string', about: 'fine or not' },
    { name: 'tags', type: 'texts', about: '' },
    { name: 'score', type: 'number', about: '' },
  ];
  expect(schemaFields(schemaOf(fields))).toEqual(fields);
  expect(schemaOf([])).toBeUndefined();
});

it('leaves a schema of more to its raw field', () => {
  const of = (property: unknown, more = {}) => ({ type: 'object', properties: { a: property }, required: ['a'], ...more });
  expect(schemaFields(of({ type: 'string' }))).toEqual([{ name: 'a', type: 'string', about: '' }]);
  for (const more of [of({ type: 'string', enum: ['x'] }), of({ type: 'object' }), of({ type: 'array', items: { type: 'number' } }), of({ type: 'string' }, { required: [] }), of({ type: 'string' }, { additionalProperties: true }), of({ type: 'string' }, { $defs: {} }), '${schema}']) expect(schemaFields(more)).toBeUndefined();
});

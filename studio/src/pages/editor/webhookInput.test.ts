import { expect, it } from 'vitest';
import { addedField, addedTrigger, inputNames } from './webhookInput';

const spec = { input: { order: { type: 'string' }, tries: { type: 'integer', default: 3 } } };

it('gives a webhook what the workflow needs, out of the body of a call', () => {
  expect(addedTrigger(spec, { id: 'shop', webhook: { verify: 'none' } })).toEqual({ id: 'shop', webhook: { verify: 'none' }, input: { order: '${event.body.order}' } });
});

it('leaves other triggers, and what is written, as they are', () => {
  const cron = { id: 'daily', cron: '0 6 * * *' };
  const written = { id: 'shop', webhook: {}, input: { order: 'a' } };
  expect(addedTrigger(spec, cron)).toBe(cron);
  expect(addedTrigger(spec, written)).toBe(written);
  expect(addedTrigger({ input: {} }, { id: 'shop', webhook: {} })).toEqual({ id: 'shop', webhook: {} });
});

it('gives a new field of the input to each webhook that does not have it', () => {
  const triggers = [{ webhook: {} }, { cron: '0 6 * * *' }, { webhook: {}, input: { note: 'a' } }, { webhook: {}, input: '${event.body}' }];
  expect(addedField({ triggers }, 'note')).toEqual([['triggers[0].input.note', '${event.body.note}']]);
  expect(addedField({}, 'note')).toEqual([]);
});

it('names the fields of an input however it is written', () => {
  expect(inputNames(spec)).toEqual(['order', 'tries']);
  expect(inputNames({ input: { type: 'object', properties: { order: {} } } })).toEqual(['order']);
  expect(inputNames({})).toEqual([]);
});

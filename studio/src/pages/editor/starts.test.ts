import { expect, it } from 'vitest';
import type { CheckedWorkflow } from '@/api/schema';
import { startsOf } from './starts';

const open = () => undefined;

function starts(triggers: unknown, problems: CheckedWorkflow['problems'] = []) {
  const checked = { value: { spec: { triggers } } } as unknown as CheckedWorkflow;
  return startsOf(checked, problems, open).map(({ kind, note, wrong }) => [kind, note, wrong === true]);
}

it('says of each trigger what it listens to', () => {
  expect(
    starts([
      { id: 'shop', webhook: { verify: { hmac: {} } } },
      { id: 'open', webhook: { verify: 'none' } },
      { id: 'night', cron: '30 2 * * *', zone: 'Europe/Berlin' },
      { id: 'new', poll: { call: 'tracker.issue.list', every: '5m' } },
      { id: 'paid', event: 'com.shop.paid' },
      { id: 'then', after: { workflow: 'import' } },
      { id: 'ask', form: {} },
    ]),
  ).toEqual([
    ['webhook', 'shop: calls from outside', false],
    ['webhook', 'open: calls from outside, signed by nobody', false],
    ['cron', 'night: 30 2 * * * Europe/Berlin', false],
    ['poll', 'new: tracker.issue.list each 5m', false],
    ['event', 'paid: com.shop.paid', false],
    ['after', 'then: a run of import', false],
    ['form', 'ask: a page to fill in', false],
  ]);
});

it('says that a workflow without triggers is started by hand', () => {
  const byHand = [['by hand', 'add a webhook, times, an event, a form', false]];
  expect(starts(undefined)).toEqual(byHand);
  expect(starts([])).toEqual(byHand);
  expect(startsOf(undefined, [], open)).toHaveLength(1);
});

it('marks a trigger with a problem, and no other', () => {
  const problem = { path: 'spec.triggers[1].webhook', rule: 'r', fix: 'f' } as CheckedWorkflow['problems'][number];
  expect(starts([{ id: 'a', form: {} }, { id: 'b', webhook: 7 }, 'no trigger'], [problem])).toEqual([
    ['form', 'a: a page to fill in', false],
    ['webhook', 'b: calls from outside', true],
    ['trigger', '', false],
  ]);
});

import { expect, it } from 'vitest';
import { kindsNeeded } from './needs';

it('tells each kind once, and whether all of it is there', () => {
  expect(
    kindsNeeded([
      { capability: 'knowledge.page.create' },
      { capability: 'tracker.issue.create', provider: 'desk' },
      { capability: 'tracker.issue.delete', provider: 'desk' },
      { capability: 'knowledge.space.list', provider: 'wiki' },
    ]),
  ).toEqual([
    { kind: 'knowledge', here: false, capabilities: ['knowledge.page.create', 'knowledge.space.list'] },
    { kind: 'tracker', here: true, capabilities: ['tracker.issue.create', 'tracker.issue.delete'] },
  ]);
});

it('needs nothing where nothing is called', () => expect(kindsNeeded([])).toEqual([]));

// @vitest-environment jsdom
import { expect, it } from 'vitest';
import { runsNamed } from './page';

it('asks the server for the runs of the state and the workflow that are named', () => {
  const workflows = ['triage', 'triage-fast', 'Report'];
  expect(runsNamed(['failed', 'report'], workflows)).toEqual({ state: 'failed', workflow: 'Report' });
  expect(runsNamed(['triage'], workflows)).toEqual({ workflow: 'triage' });
  expect(runsNamed(['tri'], workflows)).toEqual({});
  expect(runsNamed(['rate_limited'], workflows)).toEqual({});
});

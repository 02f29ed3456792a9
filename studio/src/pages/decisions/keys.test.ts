import { describe, expect, it } from 'vitest';
import { callsOf, callsUnder } from './keys';

describe('the calls behind a figure of usage', () => {
  it('are those of its time', () => expect(callsOf({})).toEqual({ since: '30d' }));
  it('begin and end where its days do', () => expect(callsOf({ from: '2026-11-01', to: '2026-11-02' })).toEqual({ since: '2026-11-01T00:00:00Z', until: '2026-11-02T00:00:00Z' }));
  it('are those of its group', () => expect(callsOf({}, 'offer', 'openai/gpt-5-mini')).toEqual({ since: '30d', model: 'openai/gpt-5-mini' }));
  it('are those of its label', () => expect(callsOf({}, 'label:source', 'mail')).toEqual({ since: '30d', label: 'source=mail' }));
  it('cannot be asked for where the group is what has none', () => expect(callsOf({}, 'team', '')).toBeUndefined());
});

describe('the calls that a limit counts', () => {
  it('are those of its key', () => expect(callsUnder('key key_1', { code: 'budget_exhausted' })).toEqual({ key: 'key_1', code: 'budget_exhausted' }));
  it('are those of each part of its scope', () => expect(callsUnder('team support, model gpt-5')).toEqual({ team: 'support', model: 'gpt-5' }));
  it('are those of its label', () => expect(callsUnder('label source=mail')).toEqual({ label: 'source=mail' }));
  it('are all where it is of the tenant', () => expect(callsUnder('tenant')).toEqual({}));
});

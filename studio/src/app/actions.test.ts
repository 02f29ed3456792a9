// @vitest-environment jsdom
import { expect, it } from 'vitest';
import { pageOfId } from './actions';

it('leads from a pasted id to its page', () => {
  expect(pageOfId(' run_019aa04c16d07c318a552f0b4e7a91c0 ')).toBe('/runs/run_019aa04c16d07c318a552f0b4e7a91c0');
  expect(pageOfId('dec_019aa04c54937f12b8de91c45a07c3f8')).toBe('/decisions/dec_019aa04c54937f12b8de91c45a07c3f8');
  expect(pageOfId('ask_019aa04c54937f12b8de91c45a07c3f8')).toBe('/approvals/ask_019aa04c54937f12b8de91c45a07c3f8');
  expect(pageOfId('trig_019aa04c54937f12b8de91c45a07c3f8')).toBe('/triggers?open=trig_019aa04c54937f12b8de91c45a07c3f8');
  expect(pageOfId('triage')).toBeUndefined();
});

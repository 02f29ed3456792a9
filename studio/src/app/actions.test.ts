import { describe, expect, it } from 'vitest';
import { matching, pageOfId, type Action } from './actions';

const action = (label: string): Action => ({ id: label, label, run: () => undefined });
const actions = ['Go to runs', 'Go to providers', 'Provider gemini-2.0-flash', 'Sign out'].map(action);
const labels = (text: string) => matching(actions, text).map((a) => a.label);

describe('the palette', () => {
  it('shows everything in its order before anything is typed', () => expect(labels('')).toHaveLength(4));
  it('puts what begins with the word first', () => expect(labels('prov')[0]).toBe('Provider gemini-2.0-flash'));
  it('wants every word', () => expect(labels('go run')).toEqual(['Go to runs']));
  it('finds nothing where nothing is', () => expect(labels('zebra')).toEqual([]));
});

it('leads from a pasted id to its page', () => {
  expect(pageOfId(' run_019aa04c16d07c318a552f0b4e7a91c0 ')).toBe('/runs/run_019aa04c16d07c318a552f0b4e7a91c0');
  expect(pageOfId('dec_019aa04c54937f12b8de91c45a07c3f8')).toBe('/decisions/dec_019aa04c54937f12b8de91c45a07c3f8');
  expect(pageOfId('triage')).toBeUndefined();
});

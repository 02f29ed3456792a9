import { describe, expect, it } from 'vitest';
import type { Decision, Resource } from '@/api/schema';
import { ending, stretches } from './marked';
import { evidence, falseAlarms, measuredBy, measuredOn, recall } from './measured';
import { foundBy } from './found';
import { actOf, byMeaning, findOf, inOrder, lookedFor, onWords, scopeWords, tally, type GuardrailSpec } from './words';

const rule = (id: string, spec: Partial<GuardrailSpec>): Resource => ({ kind: 'guardrail', id, version: 1, appliedAt: '2026-11-22T05:00:00Z', spec: { on: ['request'], find: { secrets: true }, act: 'block', ...spec } });
const spec = (of: Partial<GuardrailSpec>): GuardrailSpec => ({ on: ['request'], find: { secrets: true }, act: 'block', ...of });

describe('a rule in words', () => {
  it('says where it looks, for what, and what it does', () => {
    expect(onWords(spec({ on: ['request', 'tool'] }))).toBe('requests, tools');
    expect(findOf(spec({ find: { words: ['a'] } }))).toBe('words');
    expect(lookedFor(spec({ find: { personal: ['email', 'ip_address'], region: 'DE' } }))).toEqual(['email, ip address', 'phone numbers without a country code: of DE']);
    expect(lookedFor(spec({ find: { words: ['globex'], as: 'competitor' } }))).toEqual(['as competitor: globex']);
    expect(actOf(spec({ act: 'restore' })).word).toBe('mask, restore');
    expect(actOf(spec({ act: 'watch' })).state).toBe('queued');
    expect(actOf(spec({ act: 'route', labels: { privacy: 'strict' } })).word).toBe('route as privacy = strict');
  });

  it('says which calls it holds for', () => {
    expect(scopeWords(spec({}))).toBe('all');
    expect(scopeWords(spec({ scope: { capabilities: ['ai.chat.*'], labels: { team: 'claims' } } }))).toBe('ai.chat.* and team = claims');
  });

  it('stands in the order in which rules act', () => {
    const rules = [rule('b', {}), rule('last', { priority: -1 }), rule('a', {}), rule('first', { priority: 9, act: 'watch' })];
    expect(inOrder(rules).map(({ id }) => id)).toEqual(['first', 'a', 'b', 'last']);
    expect(tally(rules)).toBe('4 rules: 3 act, 1 only watch');
  });
});

describe('measured figures', () => {
  it('are those of the rules and the head where a rule looks by meaning', () => {
    expect(evidence('injection', true)?.figures.map(({ name }) => name)).toEqual(['recall', 'recall, tasks in documents', 'recall, tasks in mails', 'recall, variations', 'false alarms', 'false alarms, mails as documents', 'false alarms, variations']);
    expect(recall('injection', true)).toBe(evidence('injection', true)?.figures[0]?.percent);
    expect(recall('injection', true)).toBeGreaterThan(recall('injection') ?? 100);
    expect(falseAlarms('injection', true)).toBeGreaterThan(falseAlarms('injection') ?? 100);
    expect(byMeaning(spec({ find: { injection: 'meaning' } }))).toBe(true);
    expect(byMeaning(spec({ find: { injection: true } }))).toBe(false);
  });

  it('are those of the reference, and none where nothing was measured', () => {
    expect(evidence('injection')?.figures.map(({ name }) => name)).toEqual(['recall', 'recall, tasks in documents', 'recall, variations', 'false alarms', 'false alarms in documents', 'false alarms, variations']);
    expect(evidence('personal')?.figures).toHaveLength(11);
    expect(evidence('personal')?.on).toMatch(/^[1-9][\d,]* texts/);
    expect(recall('personal')).toBeGreaterThan(0);
    expect(falseAlarms('injection')).toBeGreaterThanOrEqual(0);
    expect(evidence('secrets')).toBeUndefined();
    expect(recall('words')).toBeUndefined();
    expect(measuredOn('injection')).toMatch(/^[1-9]\d* attacks, [1-9]\d* harmless$/);
    expect(measuredOn('secrets')).toBeUndefined();
    expect(measuredBy).toMatch(/^Measured with /);
  });
});

describe('a text with what was found in it', () => {
  const text = 'mail a@b.io now';

  it('is cut where findings begin and end', () => {
    const found = [{ guardrail: 'g', kind: 'email', start: 5, end: 11 }];
    expect(stretches(text, found).map(({ text: of, found: in_ }) => [of, in_.length])).toEqual([
      ['mail ', 0],
      ['a@b.io', 1],
      [' now', 0],
    ]);
    expect(stretches(text, [])).toEqual([{ text, from: 0, found: [] }]);
    expect(stretches('', [])).toEqual([]);
  });

  it('names a finding once, at its end, also where another lies in it', () => {
    const found = [
      { guardrail: 'i', kind: 'override', start: 0, end: 15 },
      { guardrail: 'p', kind: 'ip_address', start: 5, end: 11 },
    ];
    const cut = stretches(text, found);
    expect(cut.map((stretch) => stretch.found.length)).toEqual([1, 2, 1]);
    expect(cut.map(ending)).toEqual([[], ['ip address'], ['override']]);
  });
});

describe('what a rule found of late', () => {
  const decision = (of: Partial<Decision>) => ({ id: 'dec_1', beganAt: '2026-11-22T05:00:00Z', stages: [], ...of }) as unknown as Decision;

  it('is read from the stages of a decision', () => {
    const stages = [{ stage: 'policy pre', verdict: 'masked', reason: 'prompts: 1 override watched; personal-data: 1 email masked.', decided: true, us: 1 }];
    expect(foundBy('personal-data', decision({ stages }))).toMatchObject({ what: '1 email masked', blocked: false });
    expect(foundBy('data', decision({ stages }))).toBeUndefined();
  });

  it('is a blocked call where the failure names the rule', () => {
    const failure = { code: 'content_refused', origin: 'vendor', retryable: false, applied: 'no' as const, message: 'guardrail keys refuses the request', fields: { guardrail: 'keys' } };
    expect(foundBy('keys', decision({ failure } as Partial<Decision>))).toMatchObject({ blocked: true });
    expect(foundBy('prompts', decision({ failure } as Partial<Decision>))).toBeUndefined();
  });
});

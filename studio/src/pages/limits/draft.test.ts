import { describe, expect, it } from 'vitest';
import { checkLimit, drawn, emptyLimit, limitOf, placedLimit, type LimitDraft } from './draft';

const budget = (of: Partial<LimitDraft> = {}): LimitDraft => ({ ...emptyLimit('budget'), id: 'b', cap: '200.00', ...of });
const quota = (of: Partial<LimitDraft> = {}): LimitDraft => ({ ...emptyLimit('quota'), id: 'q', ...of });

describe('a limit that is written', () => {
  it('is a budget with what was said, and what goes without saying left out', () => {
    expect(limitOf(budget())).toEqual({ kind: 'budget', id: 'b', spec: { cap: '200.00', currency: 'USD', period: 'month', thresholds: [{ at: '80%', do: 'notify' }] } });
    expect(limitOf(budget({ notify: ' ', zone: 'Europe/Berlin', unpriced: 'allow', whose: 'label', of: 'app=shop' })).spec).toEqual({ cap: '200.00', currency: 'USD', period: 'month', zone: 'Europe/Berlin', unpriced: 'allow', scope: { label: { app: 'shop' } } });
  });

  it('is a quota, whose window counts only where it counts calls', () => {
    expect(limitOf(quota({ perMinute: '60', parallel: '4', zone: 'UTC' })).spec).toEqual({ perMinute: 60, parallel: 4 });
    expect(limitOf(quota({ calls: '1000', period: 'day', whose: 'key', of: 'key_1' })).spec).toEqual({ calls: 1000, period: 'day', scope: { key: 'key_1' } });
  });

  it('begins with whose calls the address names', () => {
    expect(emptyLimit('budget', 'team/support')).toMatchObject({ whose: 'team', of: 'support' });
    expect(emptyLimit('budget', 'nobody/x')).toMatchObject({ whose: 'tenant', of: '' });
  });
});

describe('what is wrong with a limit', () => {
  it('is told of the fields that count', () => {
    expect(checkLimit(budget())).toEqual({});
    expect(Object.keys(checkLimit(budget({ id: '', whose: 'team', cap: '-1', currency: 'usd', notify: '80', calls: 'x' })))).toEqual(['id', 'of', 'cap', 'currency', 'notify']);
    expect(checkLimit(budget({ whose: 'label', of: 'shop' })).of).toBe('Write name=value.');
    expect(Object.keys(checkLimit(quota({ cap: 'x' })))).toEqual(['calls']);
    expect(Object.keys(checkLimit(quota({ parallel: '1.5' })))).toEqual(['parallel']);
  });

  it('stands at its field where the server says so', () => {
    const problem = (path: string) => ({ path, rule: 'is odd', fix: 'mend it' });
    expect(placedLimit([problem('spec.scope.team'), problem('budget/b.spec.cap'), problem('id'), problem('spec.thresholds[0].at'), problem('elsewhere')], budget({ whose: 'team', of: 'x' }))).toEqual({ of: 'is odd: mend it', cap: 'is odd: mend it', id: 'is odd: mend it', notify: 'is odd: mend it' });
  });
});

describe('the fields of its form', () => {
  it('are those that count, so that no complaint stands at one that is not shown', () => {
    expect(drawn(budget())).not.toContain('of');
    expect(drawn(quota({ perMinute: '60' }))).not.toContain('zone');
    expect(drawn(quota({ calls: '10' }))).toContain('zone');
    expect(placedLimit([{ path: 'spec.zone', rule: 'no zone', fix: 'name one' }], quota())).toEqual({});
  });
});

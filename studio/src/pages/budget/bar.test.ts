import { describe, expect, it } from 'vitest';
import { barParts } from './bar';

const forecast = (used: string) => ({ used, method: 'linear' });

describe('the bar of a limit', () => {
  it('ends at the cap', () => {
    expect(barParts({ cap: '10', settled: '2.5', unsettled: '1', held: '0.5' })).toEqual({ settled: 25, crashed: 10, held: 5, ahead: 0, beyond: 0, over: false });
  });

  it('is full where more is used than the cap allows', () => {
    expect(barParts({ cap: '10', settled: '20', unsettled: '0', held: '0' })).toMatchObject({ settled: 100, over: true });
  });

  it('is empty where nothing may be used', () => {
    expect(barParts({ cap: '0', settled: '0', unsettled: '0', held: '0', forecast: forecast('0') })).toEqual({ settled: 0, crashed: 0, held: 0, ahead: 0, beyond: 0, over: false });
  });

  it('goes on to what is forecast, and no further than there is room behind the cap', () => {
    expect(barParts({ cap: '10', settled: '4', unsettled: '0', held: '1', forecast: forecast('8') }, 80)).toMatchObject({ settled: 32, held: 8, ahead: 24, beyond: 0 });
    expect(barParts({ cap: '10', settled: '5', unsettled: '0', held: '0', forecast: forecast('11') }, 80)).toMatchObject({ ahead: 40, beyond: 8 });
    expect(barParts({ cap: '10', settled: '5', unsettled: '0', held: '0', forecast: forecast('500') }, 80)).toMatchObject({ ahead: 40, beyond: 20 });
    expect(barParts({ cap: '10', settled: '5', unsettled: '0', held: '0', forecast: forecast('500') })).toMatchObject({ ahead: 50, beyond: 0 });
  });
});

import type { Limit } from '@/api/schema';
import { unitWords } from '@/format/money';
import { list, plural } from '@/format/text';
import { farDay } from '@/format/time';
import type { Search } from '@/table/query';
import { actWords } from '../budget/threshold';
import { callsOf, callsUnder, spanOf } from '../decisions/keys';
import { unusualWords, type Unusual } from './outlook';
import type { Group } from './sums';

/** Something about what is spent that wants to be looked at. */
export interface Alert {
  id: string;
  title: string;
  detail: string;
  /** Where it is looked at. */
  place: 'limits' | 'providers' | 'day';
  /** The calls that it is about, as decisions are asked for; those of a day are known where it is. */
  calls?: Search | undefined;
}

/** What budgets, missing prices and days that stand out have to tell, what stops calls first. */
export function alerts(limits: readonly Limit[], groups: readonly Group[], by: string, day: Unusual | undefined, now: number): Alert[] {
  return [...limits.flatMap((limit) => [...capAlert(limit, now), ...thresholdAlert(limit)]), ...groups.flatMap((group) => priceAlert(group, by)), ...(day === undefined ? [] : [dayAlert(day, now)])];
}

function capAlert(limit: Limit, now: number): Alert[] {
  const at = limit.forecast?.capReachedAt;
  if (at === undefined) return [];
  const reached = Date.parse(at) <= now;
  return [{ id: `cap ${limit.id}`, title: reached ? `${limit.name} is used up` : `${limit.name} reaches its cap on ${farDay(at, now)}`, detail: `${reached ? 'Its' : 'Then its'} calls are refused with budget_exhausted.`, place: 'limits', calls: callsUnder(limit.scope, { since: spanOf(limit.period), ...(reached ? { code: 'budget_exhausted' } : {}) }) }];
}

function thresholdAlert(limit: Limit): Alert[] {
  const last = limit.thresholds.filter(({ reached }) => reached).at(-1);
  return last === undefined ? [] : [{ id: `threshold ${limit.id}`, title: `${limit.name} is beyond ${last.at}`, detail: `Of its ${limit.period}: ${actWords(last)}.`, place: 'limits', calls: callsUnder(limit.scope, { since: spanOf(limit.period) }) }];
}

function priceAlert({ name, currency, calls, unpriced }: Group, by: string): Alert[] {
  if (unpriced.length === 0) return [];
  return [{ id: `price ${currency} ${name}`, title: `${name === '' ? `What has no ${by}` : name} has no price for ${list(unpriced.map(unitWords))}`, detail: `They count as 0 ${currency} in ${plural(calls, 'call')}.`, place: 'providers', calls: callsOf({}, by, name) }];
}

function dayAlert(day: Unusual, now: number): Alert {
  return { id: `day ${day.day}`, title: `${day.name === '' ? 'One group' : day.name} stands out on ${farDay(day.day, now)}`, detail: `${unusualWords(day)}.`.replace(/^u/, 'U'), place: 'day' };
}

import type { OfferEvidence, Recommendation } from '@/api/schema';
import { count, plural } from '@/format/text';
import { exactly } from '@/format/money';
import { spell } from './staircase';

/** What a recommendation is about; one that this console does not know yet keeps its own word. */
export function kindWords(kind: string): string {
  const words: Record<string, string> = { cheaper: 'Costs less', failing: 'Fails often', slow: 'Slow', unscored: 'No scores' };
  return words[kind] ?? kind;
}

/** What was seen of an offer: `50 answers, 2 failed, p50 900 ms, 0.75 of 20 scores`. */
export function seenWords({ answers, failed, p50Ms, scores }: OfferEvidence): string {
  return [
    plural(answers, 'answer'),
    `${failed === 0 ? 'none' : count(failed)} failed`,
    ...(p50Ms === undefined ? [] : [`p50 ${spell(p50Ms)}`]),
    ...(scores === undefined ? ['no scores'] : [`worth ${scores.mean.toFixed(2)} by ${plural(scores.calls, 'score')}`]),
  ].join(', ');
}

/** How a saving was come by, with its exact amounts. */
export function savingWords({ calls, currency, paid, listed, instead, saved, since, perMonth, estimated, priceLists }: NonNullable<Recommendation['saving']>): string {
  const guessed = estimated === 0 ? '' : `; the tokens of ${plural(estimated, 'call')} are estimated`;
  return `${exactly({ amount: perMonth, currency })} in 30 days: ${plural(calls, 'call')} since ${since.slice(0, 10)} cost ${exactly({ amount: listed, currency })} here and ${instead} there, ${saved} less, both at ${priceLists.join(', ')}; ${paid} was paid then${guessed}`;
}

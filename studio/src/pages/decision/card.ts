import type { CapabilityMatrix, Decision } from '@/api/schema';
import { money, sum } from '@/format/money';
import { duration, cost as small } from '@/format/duration';
import { shortId } from '@/format/text';
import { exact } from '@/format/time';
import { stages } from '@/road/stages';
import { told } from '@/road/standing';

/** What a card may leave out; honest labels cannot be. */
export interface Choice {
  providers: boolean;
  others: boolean;
  key: boolean;
}

/** One stroke or word of the card. Colours are names of tokens. */
export type Mark =
  | { kind: 'text'; x: number; y: number; size: number; strong?: boolean; mono?: boolean; end?: boolean; middle?: boolean; colour: string; text: string }
  | { kind: 'line'; x1: number; y1: number; x2: number; y2: number; colour: string; width: number }
  | { kind: 'dot'; x: number; y: number; r: number; colour: string }
  | { kind: 'box'; x: number; y: number; w: number; h: number; colour: string; outlined?: boolean }
  | { kind: 'bend'; x: number; y: number; colour: string };

export interface Card {
  width: number;
  height: number;
  marks: Mark[];
}

/** What a call cost, and what its own tokens would have cost at another offer's list price. */
export interface Price {
  offer: string;
  what: string;
  amount: number;
  ms?: number | undefined;
}

const width = 824;
const left = 24;
const right = width - 24;

/** A text in lines of at most so many letters. */
export function wrapped(text: string, letters: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > letters) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}

/** The names of those who were asked, in place of which a card may say `provider 1`. */
function hidden(decision: Decision, text: string): string {
  const names = [...new Set([...decision.attempts.flatMap(({ offer, provider }) => [offer, provider]), ...decision.candidates.flatMap(({ offer, provider }) => [offer, provider])])];
  return names.sort((a, b) => b.length - a.length).reduce((sofar, name) => sofar.replaceAll(name, `provider ${names.indexOf(name) + 1}`), text);
}

/** The sentence of the card, and the honest labels of all that it names. */
export function saying(decision: Decision, show: Choice): { sentence: string; labels: string[] } {
  const plain = decision.sentence.replaceAll(' (injected)', '').replaceAll('`', '');
  const marks = [...decision.providerMarks, ...decision.attempts.flatMap((one) => [...one.marks, ...(one.injected ? ['injected'] : [])])];
  return { sentence: show.providers ? plain : hidden(decision, plain), labels: [...new Set(marks)] };
}

/** This call's price, and those of the other candidates with a list price for all it used, the cheapest first. */
export function pricesOf(decision: Decision, matrix: CapabilityMatrix | undefined): Price[] {
  const own = decision.attempts.filter(({ outcome }) => outcome === 'ok').at(-1);
  const answered: Price = { offer: decision.offer ?? decision.provider ?? 'nobody', what: 'answered', amount: Number(decision.usage.cost.amount), ms: own?.durationMs };
  const used = Object.entries(own?.used ?? {}).filter(([unit]) => unit !== 'calls');
  const models = matrix?.providers.flatMap(({ models: offered }) => offered) ?? [];
  const others = used.length === 0 ? [] : decision.candidates
    .filter(({ offer }) => offer !== decision.offer)
    .flatMap(({ offer }): Price[] => {
      const prices = models.find((model) => model.offer === offer)?.prices ?? [];
      const parts = used.map(([unit, count]) => {
        const price = prices.find((one) => one.unit === unit);
        return price === undefined ? undefined : (Number(price.amount) * count) / price.per;
      });
      const tried = decision.attempts.some((one) => one.offer === offer);
      return parts.every((part) => part !== undefined) ? [{ offer, what: tried ? 'first asked' : 'fits', amount: parts.reduce((sum, part) => sum + part, 0) }] : [];
    })
    .sort((a, b) => a.amount - b.amount)
    .slice(0, 5);
  return [answered, ...others];
}

/** The card of a decision as strokes and words, 824 wide. */
export function cardOf(decision: Decision, prices: readonly Price[], show: Choice, version: string): Card {
  const marks: Mark[] = [];
  const { sentence, labels } = saying(decision, show);
  let y = 44;
  for (const line of wrapped(sentence, 66)) {
    marks.push({ kind: 'text', x: left, y, size: 22, strong: true, colour: 'text', text: line });
    y += 28;
  }
  const took = `${decision.step ?? decision.capability} in ${duration(decision.totals.allMs)}; ${small(decision.totals.roadUs / 1000)} of that was Auterity.${show.key ? ` Key ${decision.principal}.` : ''}`;
  marks.push({ kind: 'text', x: left, y: y + 2, size: 14, colour: 'text-soft', text: took });
  tags(marks, labels, left, y + 14);
  y = road(marks, decision, y + (labels.length === 0 ? 48 : 72));
  marks.push({ kind: 'line', x1: left, y1: y, x2: right, y2: y, colour: 'line-strong', width: 1 });
  y = bill(marks, decision, prices, show, y + 26);
  marks.push({ kind: 'line', x1: 0, y1: y, x2: width, y2: y, colour: 'line-strong', width: 1 });
  marks.push({ kind: 'text', x: left, y: y + 26, size: 14, strong: true, colour: 'text', text: 'Auterity' });
  const lists = [...new Set(decision.usage.priceLists)].map((list) => `price list ${list}`);
  marks.push({ kind: 'text', x: right, y: y + 26, size: 12, end: true, colour: 'text-soft', text: [version, ...lists.slice(0, 1), exact(decision.beganAt), shortId(decision.id)].join(' · ') });
  return { width, height: y + 44, marks };
}

function tags(marks: Mark[], labels: readonly string[], from: number, y: number): void {
  let x = from;
  for (const label of labels) {
    const w = label.length * 6.6 + 12;
    marks.push({ kind: 'box', x, y, w, h: 18, colour: 'line-control', outlined: true });
    marks.push({ kind: 'text', x: x + w / 2, y: y + 13, size: 12, middle: true, colour: 'text-soft', text: label });
    x += w + 6;
  }
}

/** The road lying down: a dot a stage, a failover bends up, a stop ends it in red. */
function road(marks: Mark[], decision: Decision, y: number): number {
  const passed = told(decision);
  const stopped = passed.findIndex(({ standing }) => standing === 'stopped');
  const gap = (right - left - 64) / (stages.length - 1);
  const at = (place: number) => left + 32 + place * gap;
  marks.push({ kind: 'line', x1: at(0), y1: y, x2: at(stopped < 0 ? stages.length - 1 : stopped), y2: y, colour: 'road', width: 2 });
  if (stopped >= 0) marks.push({ kind: 'line', x1: at(stopped), y1: y, x2: at(stages.length - 1), y2: y, colour: 'road-ahead', width: 2 });
  passed.forEach(({ name, standing }, place) => {
    const x = at(place);
    if (standing === 'idle' || standing === 'ahead') marks.push({ kind: 'line', x1: x, y1: y - 5, x2: x, y2: y + 5, colour: standing === 'idle' ? 'road' : 'road-ahead', width: 2 });
    else marks.push({ kind: 'dot', x, y, r: 5, colour: standing === 'stopped' ? 'mark-fail' : 'road' });
    marks.push({ kind: 'text', x, y: y + (place % 2 === 0 ? 24 : 38), size: 12, middle: true, strong: name === 'attempt' || name === 'route' || name === 'settle', colour: 'text-soft', text: name });
  });
  if (decision.failover) {
    const failed = decision.attempts.find(({ outcome }) => outcome === 'failed');
    marks.push({ kind: 'bend', x: at(stages.indexOf('attempt')), y, colour: 'mark-fail' });
    marks.push({ kind: 'text', x: at(stages.indexOf('attempt')), y: y - 32, size: 12, middle: true, colour: 'state-failed', text: `${failed?.failure?.code ?? 'failed'}${failed?.injected === true ? ' injected' : ''}` });
  }
  return y + 54;
}

function bill(marks: Mark[], decision: Decision, prices: readonly Price[], show: Choice, from: number): number {
  const [own] = prices;
  if (own === undefined) return from;
  const used = Object.entries(decision.usage.quantities).filter(([unit]) => unit !== 'calls').map(([unit, count]) => `${count} ${unit.replaceAll('_', ' ')}`);
  const rows = show.others ? prices : [own];
  marks.push({ kind: 'text', x: left, y: from, size: 14, strong: true, colour: 'text', text: sum({ amount: String(own.amount), currency: decision.usage.cost.currency }) });
  tags(marks, [decision.usage.estimated ? 'estimated' : 'list price'], left + 190, from - 14);
  marks.push({ kind: 'text', x: left + 280, y: from, size: 14, colour: 'text-soft', text: used.length === 0 ? 'nothing was metered' : rows.length > 1 ? `with the same ${used.join(', ')} it would have cost` : `for ${used.join(', ')}` });
  let y = from + 30;
  const most = Math.max(...rows.map(({ amount }) => amount), Number.MIN_VALUE);
  for (const [place, row] of rows.entries()) {
    const name = show.providers ? row.offer : hidden(decision, row.offer);
    marks.push({ kind: 'text', x: left, y, size: 14, strong: place === 0, colour: 'text', text: `${name} · ${row.what}` });
    marks.push({ kind: 'box', x: 300, y: y - 9, w: Math.max(2, (row.amount / most) * 300), h: 8, colour: place === 0 ? 'road' : 'mark-soft' });
    marks.push({ kind: 'text', x: 700, y, size: 13, mono: true, end: true, colour: 'text', text: money(String(row.amount)) });
    if (row.ms !== undefined) marks.push({ kind: 'text', x: right, y, size: 13, end: true, colour: 'text-soft', text: duration(row.ms) });
    marks.push({ kind: 'line', x1: left, y1: y + 9, x2: right, y2: y + 9, colour: 'line', width: 1 });
    y += 28;
  }
  return y;
}

/** The same as Markdown, for an issue or a chat. */
export function markdownOf(decision: Decision, prices: readonly Price[], show: Choice): string {
  const { sentence, labels } = saying(decision, show);
  const [first = '', ...rest] = sentence.split(/(?<=\.) /);
  const way = told(decision)
    .filter(({ standing }) => standing !== 'idle' && standing !== 'ahead')
    .map(({ name, standing }) => (name === 'attempt' ? `attempt(${decision.attempts.map(({ outcome }) => (outcome === 'ok' ? '✓' : '✗')).join(' ')})` : standing === 'stopped' ? `${name} ✗` : name));
  const others = show.others ? prices.slice(1) : [];
  const name = (offer: string) => (show.providers ? offer : hidden(decision, offer));
  return [
    `**${first}**${rest.length === 0 ? '' : ` ${rest.join(' ')}`}`,
    `\`${way.join(' ')}\` ${duration(decision.totals.allMs)}, ${small(decision.totals.roadUs / 1000)} road`,
    `${sum({ amount: String(prices[0]?.amount ?? 0), currency: decision.usage.cost.currency })} (${decision.usage.estimated ? 'estimated' : 'list price'})${others.map(({ offer, amount }) => `; ${name(offer)} ${money(String(amount))}`).join('')}${show.key ? `, key ${decision.principal}` : ''}`,
    `_${[...labels, ''].join(', ').replace(/, $/, '')}${labels.length === 0 ? '' : ' · '}${shortId(decision.id)}_`,
  ].join('\n');
}

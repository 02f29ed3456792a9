import type { Rehearsal, RehearsalReport } from '@/api/schema';
import { duration } from '@/format/duration';
import { sum } from '@/format/money';
import { count, list, plural, shortId } from '@/format/text';

/** How a provider behaves in a rehearsal. */
export type Fault = 'unavailable' | 'silent';

export function faultWords(fault: string): string {
  return fault === 'silent' ? 'does not answer' : 'answers 503';
}

/** How a rehearsal ended, or that it goes on. */
export function endWords({ endedBy }: Rehearsal): string {
  switch (endedBy) {
    case undefined:
      return 'goes on';
    case 'asked':
      return 'was ended';
    case 'outage':
      return 'a real outage ended it';
    default:
      return 'ended by itself';
  }
}

/** For how long the provider was away, or is, in whole seconds. */
export function secondsOf({ began, until, ended }: Rehearsal): number {
  return Math.round((Date.parse(ended ?? until) - Date.parse(began)) / 1000);
}

/** The sentence that the result begins with. */
export function sentence(report: RehearsalReport): string {
  const { rehearsal, asked, answered, inDoubt, repeated } = report;
  const away = `${rehearsal.provider} was taken away for ${secondsOf(rehearsal)} s.`;
  if (asked === 0) return `${away} No call came meanwhile.`;
  const doubt = inDoubt === 0 ? 'none is in doubt' : `${count(inDoubt)} ${inDoubt === 1 ? 'is' : 'are'} in doubt`;
  const twice = repeated === 0 ? 'none ran twice' : `${count(repeated)} may have run twice`;
  const spared = report.spared === 0 ? '' : ` ${plural(report.spared, 'write')} went on that a real silence may leave in doubt.`;
  return `${away} ${count(answered)} of ${report.truncated ? 'the first ' : ''}${plural(asked, 'call')} ${asked === 1 ? 'was' : 'were'} answered; ${doubt}, ${twice}.${spared}`;
}

/** Where the calls went, and which were not answered. */
export function whereTo({ bends, failures, bentAfterMs }: RehearsalReport): string {
  const offers = [...new Set(bends.map(({ offer }) => offer))];
  const went = offers.length === 0 ? '' : `They went to ${list(offers)}${bentAfterMs === undefined ? '' : `, asked ${duration(bentAfterMs)} after a call began`}.`;
  const lost = failures.map(({ route, code, calls }) => `${plural(calls, 'call')} of ${route === undefined ? 'no route' : `route ${route}`} ended with ${code}.`);
  return [went, ...lost].filter((part) => part !== '').join(' ');
}

/** By how much calls were slower that went elsewhere; undefined without calls to compare. */
export function slowerMs({ usualMs, tookMs }: RehearsalReport): number | undefined {
  return usualMs === undefined || tookMs === undefined ? undefined : tookMs - usualMs;
}

/** A difference of times with its sign in words. */
export function slowerWords(ms: number): string {
  return ms < 0 ? `${duration(-ms)} faster` : duration(ms);
}

/** The result as Markdown, for an issue or a chat. */
export function markdownOf(report: RehearsalReport): string {
  const [first = '', ...rest] = sentence(report).split(/(?<=\.) /);
  const slower = slowerMs(report);
  const cost = report.cost.map(sum).join(', ');
  return [
    `**${first}**`,
    rest.join(' '),
    whereTo(report),
    [slower === undefined ? '' : slower < 0 ? slowerWords(slower) : `${slowerWords(slower)} slower (p50)`, cost].filter((part) => part !== '').join(', '),
    `_injected · ${shortId(report.rehearsal.id)}_`,
  ]
    .filter((line) => line !== '')
    .join('\n');
}

/** One part of a lane of the timeline. */
export interface LaneBar {
  x: number;
  width: number;
  /** Share of the highest bar of the lane. */
  height: number;
  failed: boolean;
}

export interface Lane {
  name: string;
  note?: string;
  bars: LaneBar[];
}

/** How long before and after a rehearsal calls are shown that carry its label. */
const around = 12;

/** The timeline in a box that is 1000 wide: lanes of bars, and where the outage begins and ends. */
export function lanesOf(report: RehearsalReport): { lanes: Lane[]; from: number; to: number; ticks: [number, string][] } {
  const { rehearsal, binSeconds, timeline } = report;
  const began = Date.parse(rehearsal.began);
  const planned = Math.round((Date.parse(rehearsal.until) - began) / 1000);
  const scale = 1000 / (planned + 2 * around);
  const x = (seconds: number) => (seconds + around) * scale;
  const bins = timeline.map((bin) => ({ ...bin, x: x((Date.parse(bin.at) - began) / 1000) }));
  const width = Math.max(2, binSeconds * scale - 1.5);
  const lane = (name: string, of: (bin: (typeof bins)[number]) => number, failed: (bin: (typeof bins)[number]) => number, note?: string): Lane => {
    const most = Math.max(1, ...bins.map((bin) => of(bin) + failed(bin)));
    const bars = bins.flatMap((bin) => [
      { x: bin.x, width, height: of(bin) / most, failed: false },
      { x: bin.x, width, height: failed(bin) / most, failed: true },
    ]);
    return { name, ...(note === undefined ? {} : { note }), bars: bars.filter(({ height }) => height > 0) };
  };
  const none = () => 0;
  return {
    lanes: [
      lane('answered', (bin) => bin.there + bin.elsewhere, none),
      lane(rehearsal.provider, (bin) => bin.there, (bin) => bin.tried, 'injected'),
      lane('others', (bin) => bin.elsewhere, none),
      lane('not answered', none, (bin) => bin.unanswered),
    ],
    from: x(0),
    to: x(secondsOf(rehearsal)),
    ticks: [0, 1 / 3, 2 / 3, 1].map((part) => [x(planned * part), `${Math.round(planned * part)} s`]),
  };
}

import { dateTick, dayTick } from '@/format/time';

const height = 44;
const top = 40;
/** A failure is at least this high, so that one in a hundred is seen. */
const least = 6;

/** What there was by time: each bin is a part of it, all of one length. */
export interface Volume {
  bins: readonly { from: string; total: number; failed: number; running: number }[];
  binMs: number;
}

export interface VolumeBar {
  x: number;
  y: number;
  height: number;
  fill: 'mark-soft' | 'mark-fail' | 'mark-live';
}

/** The bars of the volume: grey, what failed red at the foot, what runs blue at the foot. */
export function barsOf({ bins }: Volume): VolumeBar[] {
  const most = Math.max(1, ...bins.map((bin) => bin.total));
  return bins.flatMap((bin, at) => {
    if (bin.total === 0) return [];
    const x = at * 10;
    const whole = Math.max(3, (bin.total / most) * top);
    const failed = part(bin.failed, bin.total, whole);
    const running = part(bin.running, bin.total, whole);
    const rest = Math.max(0, whole - failed - running);
    return [
      bar(x, height - failed - running - rest, rest, 'mark-soft'),
      bar(x, height - failed - running, running, 'mark-live'),
      bar(x, height - failed, failed, 'mark-fail'),
    ].filter((b) => b.height > 0);
  });
}

function part(some: number, all: number, whole: number): number {
  return some === 0 ? 0 : Math.min(whole, Math.max(least, (some / all) * whole));
}

function bar(x: number, y: number, h: number, fill: VolumeBar['fill']): VolumeBar {
  return { x, y, height: h, fill };
}

const day = 86_400_000;

/** The words under the bars: four instants and the end, which is now unless the time shown ends before. Dates where it is longer than a day. */
export function axisOf({ bins, binMs }: Volume, endsNow: boolean): string[] {
  const begin = Date.parse(bins[0]?.from ?? '');
  const span = bins.length * binMs;
  const label = span > day ? dateTick : dayTick;
  const four = [0, 1, 2, 3].map((quarter) => label(begin + (quarter * span) / 4, quarter === 0));
  return [...four, endsNow ? 'now' : label(begin + span, false)];
}

/** The time from one bin to another, whichever way it was dragged. */
export function spanOf({ bins, binMs }: Volume, a: number, b: number): [since: string, until: string] {
  const from = Date.parse(bins[Math.min(a, b)]?.from ?? '');
  const to = Date.parse(bins[Math.max(a, b)]?.from ?? '') + binMs;
  return [plain(from), plain(to)];
}

function plain(at: number): string {
  return new Date(at).toISOString().replace('.000Z', 'Z');
}

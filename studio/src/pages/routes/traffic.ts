import type { UsageFigure } from '@/api/schema';

/** What leaves the road at a route, and what comes to it and goes on, each as a part of all from 0 to 1. */
export interface Traffic {
  share: number;
  comes: number;
  goesOn: number;
}

/** What is asked for it: the attempts of a day that used something, by the route that planned them. */
export const trafficAsked = { by: 'route', from: '24h' };

/** Of each route in the order in which a call meets them, and of the calls that met none by an empty id; nothing where nobody called. */
export function trafficOf(figures: readonly UsageFigure[], order: readonly string[]): ReadonlyMap<string, Traffic> {
  const calls = (id: string) => figures.reduce((sum, { group, calls: of }) => sum + ((group.route ?? '') === id ? of : 0), 0);
  const all = [...order, ''].map((id): [string, number] => [id, calls(id)]);
  const whole = all.reduce((sum, [, of]) => sum + of, 0);
  if (whole === 0) return new Map();
  let left = whole;
  return new Map(
    all.map(([id, of]) => {
      const comes = left;
      left -= of;
      return [id, { share: of / whole, comes: comes / whole, goesOn: left / whole }];
    }),
  );
}

/** How thick a line is that carries this part of all calls, in pixels. */
export function thick(part: number): number {
  return 2 + 6 * part;
}

/** `21.1 %`, `0.02 %`, `0`. */
export function shareWords(share: number): string {
  const percent = share * 100;
  if (percent === 0 || percent === 100) return percent === 0 ? '0' : '100 %';
  if (percent < 0.01) return '< 0.01 %';
  return `${percent < 0.1 ? percent.toFixed(2) : percent.toFixed(1)} %`;
}

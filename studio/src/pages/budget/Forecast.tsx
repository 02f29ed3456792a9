import type { Limit } from '@/api/schema';
import { useNow } from '@/design/now';
import { exactly, money } from '@/format/money';
import { exact, farDay } from '@/format/time';

/** How a forecast was come by. */
const methods: Record<string, string> = {
  linear: 'if it goes on as since the window began',
  seasonal: 'if each hour to come uses what the same hour of the week before did',
};

export function methodWords(method: string): string {
  return methods[method] ?? `by the method ${method}`;
}

/** Where a limit will stand when its window ends: what will be used, or the day on which the cap is reached. */
export function Forecast({ limit: { forecast, resetsAt, unit } }: { limit: Limit }) {
  const now = useNow();
  if (forecast === undefined) return <span className="soft">no forecast yet</span>;
  if (forecast.capReachedAt !== undefined) {
    return (
      <b title={`${exact(forecast.capReachedAt)}, ${methodWords(forecast.method)}`}>
        {Date.parse(forecast.capReachedAt) <= now ? 'cap reached' : `reaches it on ${farDay(forecast.capReachedAt, now)}`}
      </b>
    );
  }
  return (
    <span className="soft" title={`${exactly({ amount: forecast.used, currency: unit })}, ${methodWords(forecast.method)}`}>
      about {money(forecast.used)}
      {resetsAt === undefined ? '' : ` by ${farDay(resetsAt, now)}`}
    </span>
  );
}

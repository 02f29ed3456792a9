import type { Delivery, Hook } from '@/api/schema';
import { plural } from '@/format/text';

/** So long it is listened for a delivery. */
export const patience = 600_000;

/** A delivery that came, or came again, since the list was told first. */
export function arrived(before: readonly Delivery[], now: readonly Delivery[]): Delivery | undefined {
  const known = new Map(before.map(({ id, repeats }) => [id, repeats]));
  return now.find(({ id, repeats }) => repeats > (known.get(id) ?? -1));
}

/** On which of the endpoints it is listened, of those that the address leaves. */
export function ears(hooks: readonly Hook[], { webhook, provider }: Readonly<Record<string, string>>): Hook[] {
  return hooks.filter((hook) => (webhook === undefined || hook.id === webhook) && (provider === undefined || hook.provider === provider));
}

/** `/hooks/7f3a19…`, or how many. */
export function earWords(on: readonly Hook[]): string {
  return on.length === 1 ? (on[0]?.path ?? '') : plural(on.length, 'endpoint');
}

/** `9 min 12 s left`. */
export function leftWords(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1_000));
  const rest = `${(seconds % 60).toString()} s left`;
  return seconds < 60 ? rest : `${Math.floor(seconds / 60).toString()} min ${rest}`;
}

import { plural } from '@/format/text';

/** How many problems keep a text from being published. */
export function Tally({ count }: { count: number }) {
  return <>{count === 0 ? 'none' : `${plural(count, 'problem')} ${count === 1 ? 'keeps' : 'keep'} it from being published`}</>;
}

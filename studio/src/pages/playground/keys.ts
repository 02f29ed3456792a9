import type { Key } from '@/table/query';

/** The answers that may stand side by side. */
export const places = ['a', 'b', 'c'] as const;
export type Place = (typeof places)[number];

/** What the address of the playground can say: who answers, and whose road is shown. */
export const playgroundKeys: readonly Key[] = [
  ...places.map((place): Key => ({ name: place, hint: `who gives answer ${place.toUpperCase()}` })),
  { name: 'road', hint: 'the answer whose road is shown', values: places },
];

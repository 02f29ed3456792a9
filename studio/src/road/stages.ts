/** The road every call takes: twelve stages, always all of them, always in this order. */
export const stages = [
  'authenticate',
  'tenant',
  'authorize',
  'classify data',
  'policy, pre',
  'cache',
  'route',
  'reserve',
  'attempt',
  'policy, post',
  'settle',
  'record',
] as const;

export type StageName = (typeof stages)[number];

/** What stands at a station: decided, nothing to decide, here now, stopped here, not reached. */
export type Standing = 'decided' | 'idle' | 'here' | 'stopped' | 'ahead';

/** The x of a station on the flat form: twelve points of 7 px. */
export function flatX(at: number): number {
  return at * 7 + 3.5;
}

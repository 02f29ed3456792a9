/** A value of the wire as a person reads it: `half_open` is `half-open`. */
export function word(value: string): string {
  return value.replaceAll('_', '-');
}

/** A breaker in words; half-open it says the share of calls that it admits. */
export function breakerWords({ state, admits }: { state: string; admits: number }): string {
  return state === 'half_open' ? `half-open, admits ${admits} %` : word(state);
}

/** `policy pre` on the wire is `policy, pre` on the road. */
export function stageWord(stage: string): string {
  return stage.replaceAll('_', ' ').replace(/^policy (pre|post)$/, 'policy, $1');
}

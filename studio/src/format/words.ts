/** A value of the wire as a person reads it: `half_open` is `half-open`. */
export function word(value: string): string {
  return value.replaceAll('_', '-');
}

/** `policy pre` on the wire is `policy, pre` on the road. */
export function stageWord(stage: string): string {
  return stage.replaceAll('_', ' ').replace(/^policy (pre|post)$/, 'policy, $1');
}

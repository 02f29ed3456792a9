/** Something that a guardrail found in a text. */
export interface Finding {
  guardrail: string;
  kind: string;
  start: number;
  end: number;
}

/** A stretch of a text, with what was found there: the words that it begins with carry its names. */
export interface Stretch {
  text: string;
  /** Where it begins. */
  from: number;
  found: Finding[];
}

/** The text cut where a finding begins or ends; findings that overlap share their stretches. */
export function stretches(text: string, findings: readonly Finding[]): Stretch[] {
  const cuts = [...new Set([0, text.length, ...findings.flatMap(({ start, end }) => [start, end])])].filter((at) => at >= 0 && at <= text.length).sort((a, b) => a - b);
  return cuts.slice(0, -1).map((from, at) => {
    const to = cuts[at + 1] ?? text.length;
    return { text: text.slice(from, to), from, found: findings.filter(({ start, end }) => start <= from && end >= to) };
  });
}

/** The names to stand at the end of a stretch: of findings that end there. */
export function ending({ text, from, found }: Stretch): string[] {
  return found.filter(({ end }) => end === from + text.length).map(({ kind }) => kind.replaceAll('_', ' '));
}

import type { Decision } from '@/api/schema';
import { literal } from '@/format/text';

export interface Piece {
  text: string;
  strong: boolean;
  marks: string[];
}

/** The sentence of a decision in pieces: each offer strong with its labels, a code that was injected with its own label in place of the words. */
export function pieces(decision: Decision): Piece[] {
  const sentence = decision.sentence.replaceAll(' (injected)', '');
  const names = new Map<string, Omit<Piece, 'text'>>();
  for (const attempt of decision.attempts) {
    names.set(attempt.offer, { strong: true, marks: attempt.marks });
    if (attempt.injected && attempt.failure !== undefined) names.set(attempt.failure.code, { strong: false, marks: ['injected'] });
  }
  if (decision.offer !== undefined) names.set(decision.offer, { strong: true, marks: decision.providerMarks });
  const longestFirst = [...names.keys()].sort((a, b) => b.length - a.length).map(literal);
  if (longestFirst.length === 0) return [{ text: sentence, strong: false, marks: [] }];
  return sentence
    .split(new RegExp(`(?<![\\w/-])(${longestFirst.join('|')})(?![\\w/-])`))
    .filter((text) => text !== '')
    .map((text) => ({ text, ...(names.get(text) ?? { strong: false, marks: [] }) }));
}

/** The short answer of an output, where it has one: its label, its text, or itself when it is a scalar. */
export function answer(output: unknown): string | undefined {
  if (typeof output === 'string' || typeof output === 'number' || typeof output === 'boolean') return String(output);
  if (typeof output !== 'object' || output === null) return undefined;
  for (const key of ['label', 'text', 'id']) {
    const value = (output as Record<string, unknown>)[key];
    if (typeof value === 'string') return value;
  }
  return undefined;
}

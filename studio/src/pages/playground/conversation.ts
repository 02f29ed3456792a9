import type { Answer } from './answer';
import type { Turn } from './question';

/** What one model was asked one after the other: the turns that are over, and the one that was asked last. */
export interface Conversation {
  before: readonly Turn[];
  asked: string;
  answer: Answer;
}

/** What goes along with the next question. An answer that failed, was stopped or says nothing is no part of it. */
export function turns(conversation: Conversation | undefined): readonly Turn[] {
  if (conversation === undefined) return [];
  const { before, asked, answer } = conversation;
  return answer.state === 'succeeded' && answer.text !== '' ? [...before, { asked, answered: answer.text }] : before;
}

import { queryOptions } from '@tanstack/react-query';
import { call } from '@/api/plugins';
import { onceKey } from '@/api/once';

export interface Channel {
  ref: { id: string };
  name: string;
  topic?: string;
}

export interface Choice {
  id: string;
  label: string;
  style?: 'primary' | 'danger';
}

export interface Message {
  ref: { id: string };
  thread?: { id: string };
  author?: { name: string; bot: boolean };
  text: string;
  createdAt: string;
  updatedAt?: string;
  replies?: number;
  question?: { id: string; choices: readonly Choice[]; closed: boolean; answers: readonly { choice: string; by: { name: string } }[] };
}

async function items<T>(operation: string, provider: string, input: Record<string, unknown>): Promise<readonly T[]> {
  const { value } = await call(`messaging.${operation}`, provider, { ...input, limit: 100 }, onceKey());
  return value.items as readonly T[];
}

/** Each reading is a call as any other, so that it is made when it is asked for and not over and over. */
const unhurried = { staleTime: 60_000, refetchOnWindowFocus: false } as const;

export const channelsQuery = (provider: string) => queryOptions({ ...unhurried, queryKey: ['chat', provider], queryFn: () => items<Channel>('channel.list', provider, {}) });

/** The newest hundred of a channel or of a thread in it, the oldest of them first. */
export const messagesQuery = (provider: string, channel: string, thread?: string) =>
  queryOptions({
    ...unhurried,
    queryKey: ['chat', provider, channel, thread],
    queryFn: async () => (await items<Message>('message.list', provider, { channel, ...(thread === undefined ? {} : { thread }) })).toReversed(),
  });

/** Answers a question as who is signed in. */
export const answer = (provider: string, message: string, choice: string) => call('messaging.question.answer', provider, { message, choice }, onceKey());

/** Who chose what, in words: `Pay: Ada, Bob`. */
export function answered({ choices, answers }: NonNullable<Message['question']>): readonly string[] {
  return choices
    .map(({ id, label }) => ({ label, by: answers.filter(({ choice }) => choice === id).map(({ by }) => by.name) }))
    .filter(({ by }) => by.length > 0)
    .map(({ label, by }) => `${label}: ${by.join(', ')}`);
}

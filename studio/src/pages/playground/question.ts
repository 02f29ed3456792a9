/** What is asked, as it is typed; a field that is empty is not sent. */
export interface Question {
  system: string;
  message: string;
  temperature: string;
  topP: string;
  maxOutputTokens: string;
  seed: string;
  topK: string;
  frequencyPenalty: string;
  presencePenalty: string;
  stop: string;
  labels: string;
}

/** One side of a turn that is over: what was asked, and what was answered to it. */
export interface Turn {
  asked: string;
  answered: string;
}

export const blank: Question = { system: '', message: '', temperature: '', topP: '', maxOutputTokens: '1024', seed: '', topK: '', frequencyPenalty: '', presencePenalty: '', stop: '', labels: '' };

export type Field = Exclude<keyof Question, 'system' | 'message' | 'labels'>;

/** The settings there may be, by what the operation takes. */
export const settings: readonly { field: Field; name: string; of?: 'sampling'; rule: 'number' | 'whole' | 'text' }[] = [
  { field: 'temperature', name: 'Temperature', rule: 'number' },
  { field: 'topP', name: 'Top p', rule: 'number' },
  { field: 'maxOutputTokens', name: 'Most tokens out', rule: 'whole' },
  { field: 'seed', name: 'Seed', of: 'sampling', rule: 'whole' },
  { field: 'topK', name: 'Top k', of: 'sampling', rule: 'whole' },
  { field: 'frequencyPenalty', name: 'Frequency penalty', of: 'sampling', rule: 'number' },
  { field: 'presencePenalty', name: 'Presence penalty', of: 'sampling', rule: 'number' },
  { field: 'stop', name: 'Stop at', rule: 'text' },
];

/** The settings that the operation takes, told by the names of its fields. */
export function taken(properties: Record<string, unknown>) {
  return settings.filter(({ field, of }) => (of ?? field) in properties);
}

/** Why a setting cannot be sent as it is typed; undefined where it can. */
export function wrong(question: Question): { field: Field; why: string } | undefined {
  for (const { field, name, rule } of settings) {
    const typed = question[field].trim();
    if (typed === '' || rule === 'text') continue;
    if (rule === 'whole' && !/^\d+$/.test(typed)) return { field, why: `${name} must be a whole number` };
    if (rule === 'number' && !/^-?\d*\.?\d+$/.test(typed)) return { field, why: `${name} must be a number` };
  }
  return undefined;
}

/** The question as the operation takes it, after the turns before it. */
export function bodyOf(question: Question, model: string, before: readonly Turn[] = []): Record<string, unknown> {
  const body: Record<string, unknown> = { model, messages: messages(question, before) };
  const sampling: Record<string, unknown> = {};
  for (const { field, of, rule } of settings) {
    const typed = question[field].trim();
    if (typed !== '') (of === undefined ? body : sampling)[field] = rule === 'text' ? [question[field]] : Number(typed);
  }
  return Object.keys(sampling).length === 0 ? body : { ...body, sampling };
}

function messages({ system, message }: Question, before: readonly Turn[]) {
  const said = (role: string, text: string) => ({ role, parts: [{ type: 'text', text }] });
  return [...(system.trim() === '' ? [] : [said('system', system)]), ...before.flatMap(({ asked, answered }) => [said('user', asked), said('assistant', answered)]), said('user', message)];
}

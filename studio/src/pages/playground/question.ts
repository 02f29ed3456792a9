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
  /** What the answer shall be. */
  form: AnswerForm;
  /** A JSON Schema that it must follow, as text; of another form it does not count. */
  schema: string;
  /** The XML elements that it shall consist of, with spaces between. */
  elements: string;
  /** Whether it is told as it is written. */
  stream: boolean;
  /** Whether a kept answer may be given. */
  cache: boolean;
}

/** What an answer can be asked to be, each in words. */
export const answerForms = { text: 'text', json: 'JSON', schema: 'JSON by a schema', xml: 'XML elements' } as const;
export type AnswerForm = keyof typeof answerForms;

/** One side of a turn that is over: what was asked, and what was answered to it. */
export interface Turn {
  asked: string;
  answered: string;
}

export const blank: Question = { system: '', message: '', temperature: '', topP: '', maxOutputTokens: '1024', seed: '', topK: '', frequencyPenalty: '', presencePenalty: '', stop: '', labels: '', form: 'text', schema: '{\n  "type": "object"\n}', elements: 'thinking answer', stream: true, cache: true };

type Setting = 'temperature' | 'topP' | 'maxOutputTokens' | 'seed' | 'topK' | 'frequencyPenalty' | 'presencePenalty' | 'stop';
export type Field = Setting | 'schema' | 'elements';

/** The settings there may be, by what the operation takes. */
export const settings: readonly { field: Setting; name: string; of?: 'sampling'; rule: 'number' | 'whole' | 'text' }[] = [
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

/** The forms of an answer that the operation takes. */
export function formsTaken(properties: Record<string, unknown>): AnswerForm[] {
  const format = (properties.answerFormat ?? {}) as { properties?: Record<string, unknown> };
  return ['text', ...(format.properties?.json === undefined ? [] : (['json'] as const)), ...('answerSchema' in properties ? (['schema'] as const) : []), ...(format.properties?.xml === undefined ? [] : (['xml'] as const))];
}

/** The schema as it is typed; undefined where that is no JSON object. */
export function schemaOf({ schema }: Question): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(schema);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** The names of the elements. */
export const elementsOf = ({ elements }: Question) => elements.split(/[\s,]+/).filter(Boolean);

/** Why a setting cannot be sent as it is typed; undefined where it can. */
export function wrong(question: Question): { field: Field; why: string } | undefined {
  for (const { field, name, rule } of settings) {
    const typed = question[field].trim();
    if (typed === '' || rule === 'text') continue;
    if (rule === 'whole' && !/^\d+$/.test(typed)) return { field, why: `${name} must be a whole number` };
    if (rule === 'number' && !/^-?\d*\.?\d+$/.test(typed)) return { field, why: `${name} must be a number` };
  }
  if (question.form === 'schema' && schemaOf(question) === undefined) return { field: 'schema', why: 'The schema is no JSON object' };
  if (question.form === 'xml' && elementsOf(question).length === 0) return { field: 'elements', why: 'Name an element at least, such as answer' };
  return undefined;
}

/** What it says of the form of the answer. */
function formOf(question: Question): Record<string, unknown> {
  if (question.form === 'json') return { answerFormat: { json: true } };
  if (question.form === 'schema') return { answerSchema: schemaOf(question) };
  return question.form === 'xml' ? { answerFormat: { xml: { tags: elementsOf(question) } } } : {};
}

/** The question as the operation takes it, after the turns before it. */
export function bodyOf(question: Question, model: string, before: readonly Turn[] = []): Record<string, unknown> {
  const body: Record<string, unknown> = { model, messages: messages(question, before), ...formOf(question) };
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

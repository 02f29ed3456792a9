import { isObject } from '../values';

/** A conversation of one question, as the boxes of a form hold it. */
export interface Chat {
  system: string;
  prompt: string;
}

/** A text that is one expression may be a list of messages. */
const wholeExpression = /^\$\{[^]*\}$/;

/** The boxes of what is asked; undefined where it is more than they can show. */
export function chatOf(messages: unknown): Chat | undefined {
  if (messages === undefined) return { system: '', prompt: '' };
  if (typeof messages === 'string') return wholeExpression.test(messages) ? undefined : { system: '', prompt: messages };
  if (!Array.isArray(messages)) return undefined;
  const said = messages.map(saidIn);
  if (said.some((one) => one === undefined)) return undefined;
  const roles = said.map((one) => one?.role).join(' ');
  if (!['', 'system', 'user', 'system user'].includes(roles)) return undefined;
  const text = (role: string) => said.find((one) => one?.role === role)?.text ?? '';
  return { system: text('system'), prompt: text('user') };
}

function saidIn(message: unknown): { role: string; text: string } | undefined {
  if (!isObject(message)) return undefined;
  const { role, parts, content, ...more } = message;
  if (typeof role !== 'string' || Object.keys(more).length > 0) return undefined;
  if (typeof content === 'string' && parts === undefined) return { role, text: content };
  if (content !== undefined || !Array.isArray(parts) || parts.length !== 1) return undefined;
  const part: unknown = parts[0];
  return isObject(part) && part.type === 'text' && typeof part.text === 'string' && Object.keys(part).length === 2 ? { role, text: part.text } : undefined;
}

/** The messages of the boxes: a text where there is no more than the prompt, none where nothing is written. */
export function messagesOf({ system, prompt }: Chat): unknown {
  // What an expression gives is a text in a message, and never messages of their own.
  if (system.trim() === '' && prompt.trim() !== '' && !prompt.includes('${')) return prompt;
  const said = (role: string, content: string) => (content.trim() === '' ? [] : [{ role, content }]);
  const all = [...said('system', system), ...said('user', prompt)];
  return all.length === 0 ? undefined : all;
}

/** A field of an answer. */
export interface AnswerField {
  name: string;
  type: string;
  about: string;
}

/** What a field of an answer can be, and how people call it. */
export const answerTypes: Readonly<Record<string, string>> = { string: 'text', number: 'number', integer: 'whole number', boolean: 'yes or no', texts: 'list of texts' };

/** The fields that a JSON Schema asks for; undefined where it asks for more than a list of them can show. */
export function schemaFields(schema: unknown): AnswerField[] | undefined {
  if (schema === undefined) return [];
  if (!isObject(schema)) return undefined;
  const { type, properties, required, additionalProperties, ...more } = schema;
  const names = isObject(properties) ? Object.keys(properties) : [];
  const all = Array.isArray(required) && required.length === names.length && names.every((name) => required.includes(name));
  if (type !== 'object' || !isObject(properties) || !all || (additionalProperties !== undefined && additionalProperties !== false) || Object.keys(more).length > 0) return undefined;
  const fields = names.map((name) => fieldOf(name, properties[name]));
  return fields.some((field) => field === undefined) ? undefined : (fields as AnswerField[]);
}

function fieldOf(name: string, schema: unknown): AnswerField | undefined {
  if (!isObject(schema)) return undefined;
  const { type, description, items, ...more } = schema;
  const texts = type === 'array' && isObject(items) && items.type === 'string' && Object.keys(items).length === 1;
  const word = texts ? 'texts' : items === undefined && type !== 'texts' ? type : undefined;
  if (typeof word !== 'string' || !(word in answerTypes) || Object.keys(more).length > 0) return undefined;
  if (description !== undefined && typeof description !== 'string') return undefined;
  return { name, type: word, about: description ?? '' };
}

/** The JSON Schema of an answer with these fields; none where there is no field. */
export function schemaOf(fields: readonly AnswerField[]): unknown {
  if (fields.length === 0) return undefined;
  const properties = Object.fromEntries(
    fields.map(({ name, type, about }) => [name, { ...(type === 'texts' ? { type: 'array', items: { type: 'string' } } : { type }), ...(about === '' ? {} : { description: about }) }]),
  );
  return { type: 'object', properties, required: fields.map(({ name }) => name), additionalProperties: false };
}

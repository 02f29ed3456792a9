import { elementsOf, schemaOf, settings, type Question, type Turn } from './question';

/** How one's own program asks the same. `strong` is what differs from the vendor's own example. */
export interface Snippet {
  key: string;
  label: string;
  lines: Piece[][];
}

export interface Piece {
  text: string;
  strong?: true;
}

const names: Record<string, string> = { temperature: 'temperature', topP: 'top_p', maxOutputTokens: 'max_tokens', seed: 'seed', frequencyPenalty: 'frequency_penalty', presencePenalty: 'presence_penalty', stop: 'stop' };
/** What Anthropic's dialect calls them; what stands not here it has not. */
const anthropics: Record<string, string> = { temperature: 'temperature', topP: 'top_p', topK: 'top_k', stop: 'stop_sequences' };

const weak = (text: string): Piece => ({ text });
const strong = (text: string): Piece => ({ text, strong: true });

/** The question for curl and the SDKs, against this gateway; the key is a variable, never the secret. */
export function snippets(question: Question, model: string, base: string, before: readonly Turn[] = []): Snippet[] {
  return [
    { key: 'curl', label: 'curl', lines: curl(question, model, base, before) },
    { key: 'python', label: 'OpenAI Python', lines: python(question, model, base, before) },
    { key: 'node', label: 'OpenAI Node', lines: node(question, model, base, before) },
    { key: 'anthropic', label: 'Anthropic', lines: anthropic(question, model, base, before) },
  ];
}

/** As it is copied. */
export function plain({ lines }: Snippet): string {
  return lines.map((line) => line.map(({ text }) => text).join('')).join('\n') + '\n';
}

function given(question: Question, dialect: Record<string, string>): [string, unknown][] {
  return settings.flatMap(({ field, rule }): [string, unknown][] => {
    const typed = question[field].trim();
    const name = dialect[field];
    return typed === '' || name === undefined ? [] : [[name, rule === 'text' ? [question[field]] : Number(typed)]];
  });
}

/** The form of the answer in OpenAI's dialect; our own field stands there for XML. */
function form(question: Question): [string, unknown][] {
  if (question.form === 'json') return [['response_format', { type: 'json_object' }]];
  if (question.form === 'schema') return [['response_format', { type: 'json_schema', json_schema: { name: 'answer', schema: schemaOf(question) ?? {} } }]];
  return question.form === 'xml' ? [['auterity_xml', { tags: elementsOf(question) }]] : [];
}

/** Our headers, where the call says what they are for. */
function headers({ labels, cache }: Question): [string, string][] {
  return [...(labels.trim() === '' ? [] : [['auterity-labels', labels.trim()] as [string, string]]), ...(cache ? [] : [['cache-control', 'no-cache'] as [string, string]])];
}

/** A value as Python writes it. */
function pythonic(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (value === null) return 'None';
  if (Array.isArray(value)) return `[${value.map(pythonic).join(', ')}]`;
  if (typeof value === 'object') return `{${Object.entries(value).map(([name, one]) => `${JSON.stringify(name)}: ${pythonic(one)}`).join(', ')}}`;
  return JSON.stringify(value);
}

function pythonHeaders(question: Question): Piece[][] {
  const all = headers(question);
  return all.length === 0 ? [] : [[weak('    '), strong(`extra_headers=${pythonic(Object.fromEntries(all))}`), weak(',')]];
}

/** Fields of the form as arguments; what an SDK knows nothing of stands in its extra body. */
function pythonForm(fields: [string, unknown][]): Piece[][] {
  return fields.map(([name, value]) => (name === 'auterity_xml' ? [weak('    '), strong(`extra_body=${pythonic({ [name]: value })}`), weak(',')] : [weak(`    ${name}=${pythonic(value)},`)]));
}

function conversation({ system, message }: Question, before: readonly Turn[]) {
  return [...(system.trim() === '' ? [] : [{ role: 'system', content: system }]), ...said(before, message)];
}

function said(before: readonly Turn[], message: string) {
  return [...before.flatMap(({ asked, answered }) => [{ role: 'user', content: asked }, { role: 'assistant', content: answered }]), { role: 'user', content: message }];
}

function curl(question: Question, model: string, base: string, before: readonly Turn[]): Piece[][] {
  const body = JSON.stringify({ model, ...(question.stream ? { stream: true } : {}), ...Object.fromEntries([...given(question, names), ...form(question)]), messages: conversation(question, before) }, null, 2).replaceAll("'", "'\\''");
  return [
    [weak(question.stream ? 'curl -N ' : 'curl '), strong(`${base}/v1/chat/completions`), weak(' \\')],
    [weak('  -H '), strong('"authorization: Bearer $AUTERITY_KEY"'), weak(' \\')],
    ...headers(question).map(([name, value]) => [weak('  -H '), strong(`"${name}: ${value}"`), weak(' \\')]),
    [weak('  -H "content-type: application/json" \\')],
    [weak(`  -d '${body}'`)],
  ];
}

function python(question: Question, model: string, base: string, before: readonly Turn[]): Piece[][] {
  return [
    [weak('import os')],
    [weak('from openai import OpenAI')],
    [],
    [weak('client = OpenAI(')],
    [weak('    '), strong(`base_url="${base}/v1"`), weak(',')],
    [weak('    '), strong('api_key=os.environ["AUTERITY_KEY"]'), weak(')')],
    [weak(question.stream ? 'stream = client.chat.completions.create(' : 'answer = client.chat.completions.create(')],
    [weak('    '), strong(`model=${JSON.stringify(model)}`), weak(question.stream ? ', stream=True,' : ',')],
    ...given(question, names).map(([name, value]) => [weak(`    ${name}=${JSON.stringify(value)},`)]),
    ...pythonForm(form(question)),
    ...pythonHeaders(question),
    [weak(`    messages=${JSON.stringify(conversation(question, before))})`)],
    ...(question.stream ? [[weak('for event in stream:')], [weak('    if event.choices:')], [weak('        print(event.choices[0].delta.content or "", end="")')]] : [[weak('print(answer.choices[0].message.content)')]]),
  ];
}

function node(question: Question, model: string, base: string, before: readonly Turn[]): Piece[][] {
  const body = JSON.stringify({ model, ...(question.stream ? { stream: true } : {}), ...Object.fromEntries([...given(question, names), ...form(question)]), messages: conversation(question, before) }, null, 2);
  const own = headers(question);
  const end = own.length === 0 ? weak(');') : strong(`, {headers: ${JSON.stringify(Object.fromEntries(own))}});`);
  return [
    [weak('import OpenAI from "openai";')],
    [],
    [weak('const client = new OpenAI({')],
    [weak('  '), strong(`baseURL: "${base}/v1"`), weak(',')],
    [weak('  '), strong('apiKey: process.env.AUTERITY_KEY'), weak('});')],
    [weak(`const ${question.stream ? 'stream' : 'answer'} = await client.chat.completions.create(${body}`), end],
    ...(question.stream ? [[weak('for await (const event of stream) {')], [weak('  process.stdout.write(event.choices[0]?.delta?.content ?? "");')], [weak('}')]] : [[weak('console.log(answer.choices[0].message.content);')]]),
  ];
}

function anthropic(question: Question, model: string, base: string, before: readonly Turn[]): Piece[][] {
  const { system, message, stream, maxOutputTokens } = question;
  return [
    [weak('import os')],
    [weak('from anthropic import Anthropic')],
    [],
    [weak('client = Anthropic(')],
    [weak('    '), strong(`base_url="${base}"`), weak(',')],
    [weak('    '), strong('api_key=os.environ["AUTERITY_KEY"]'), weak(')')],
    [weak(stream ? 'with client.messages.stream(' : 'answer = client.messages.create(')],
    [weak('    '), strong(`model=${JSON.stringify(model)}`), weak(`, max_tokens=${maxOutputTokens.trim() === '' ? '1024' : maxOutputTokens.trim()},`)],
    ...given(question, anthropics).map(([name, value]) => [weak(`    ${name}=${JSON.stringify(value)},`)]),
    ...(system.trim() === '' ? [] : [[weak(`    system=${JSON.stringify(system)},`)]]),
    ...anthropicForm(question),
    ...pythonHeaders(question),
    [weak(`    messages=${JSON.stringify(said(before, message))})${stream ? ' as stream:' : ''}`)],
    ...(stream ? [[weak('    for text in stream.text_stream:')], [weak('        print(text, end="")')]] : [[weak('print(answer.content[0].text)')]]),
  ];
}

/** Anthropic's dialect asks for JSON by a schema alone. */
function anthropicForm(question: Question): Piece[][] {
  if (question.form === 'json') return [[weak('    # this dialect has no JSON without a schema')]];
  return question.form === 'schema' ? pythonForm([['output_config', { format: { type: 'json_schema', schema: schemaOf(question) ?? {} } }]]) : pythonForm(form(question));
}

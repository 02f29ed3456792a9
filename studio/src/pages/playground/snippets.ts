import { settings, type Question, type Turn } from './question';

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

function conversation({ system, message }: Question, before: readonly Turn[]) {
  return [...(system.trim() === '' ? [] : [{ role: 'system', content: system }]), ...said(before, message)];
}

function said(before: readonly Turn[], message: string) {
  return [...before.flatMap(({ asked, answered }) => [{ role: 'user', content: asked }, { role: 'assistant', content: answered }]), { role: 'user', content: message }];
}

function curl(question: Question, model: string, base: string, before: readonly Turn[]): Piece[][] {
  const body = JSON.stringify({ model, stream: true, ...Object.fromEntries(given(question, names)), messages: conversation(question, before) }, null, 2).replaceAll("'", "'\\''");
  const labels = question.labels.trim() === '' ? [] : [[weak('  -H '), strong(`"auterity-labels: ${question.labels.trim()}"`), weak(' \\')]];
  return [
    [weak('curl -N '), strong(`${base}/v1/chat/completions`), weak(' \\')],
    [weak('  -H '), strong('"authorization: Bearer $AUTERITY_KEY"'), weak(' \\')],
    ...labels,
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
    [weak('stream = client.chat.completions.create(')],
    [weak('    '), strong(`model=${JSON.stringify(model)}`), weak(', stream=True,')],
    ...given(question, names).map(([name, value]) => [weak(`    ${name}=${JSON.stringify(value)},`)]),
    ...(question.labels.trim() === '' ? [] : [[weak('    '), strong(`extra_headers={"auterity-labels": ${JSON.stringify(question.labels.trim())}}`), weak(',')]]),
    [weak(`    messages=${JSON.stringify(conversation(question, before))})`)],
    [weak('for event in stream:')],
    [weak('    if event.choices:')],
    [weak('        print(event.choices[0].delta.content or "", end="")')],
  ];
}

function node(question: Question, model: string, base: string, before: readonly Turn[]): Piece[][] {
  const body = JSON.stringify({ model, stream: true, ...Object.fromEntries(given(question, names)), messages: conversation(question, before) }, null, 2);
  const labels = question.labels.trim() === '' ? weak(');') : strong(`, {headers: {"auterity-labels": ${JSON.stringify(question.labels.trim())}}});`);
  return [
    [weak('import OpenAI from "openai";')],
    [],
    [weak('const client = new OpenAI({')],
    [weak('  '), strong(`baseURL: "${base}/v1"`), weak(',')],
    [weak('  '), strong('apiKey: process.env.AUTERITY_KEY'), weak('});')],
    [weak(`const stream = await client.chat.completions.create(${body}`), labels],
    [weak('for await (const event of stream) {')],
    [weak('  process.stdout.write(event.choices[0]?.delta?.content ?? "");')],
    [weak('}')],
  ];
}

function anthropic(question: Question, model: string, base: string, before: readonly Turn[]): Piece[][] {
  const { system, message, labels, maxOutputTokens } = question;
  return [
    [weak('import os')],
    [weak('from anthropic import Anthropic')],
    [],
    [weak('client = Anthropic(')],
    [weak('    '), strong(`base_url="${base}"`), weak(',')],
    [weak('    '), strong('api_key=os.environ["AUTERITY_KEY"]'), weak(')')],
    [weak('with client.messages.stream(')],
    [weak('    '), strong(`model=${JSON.stringify(model)}`), weak(`, max_tokens=${maxOutputTokens.trim() === '' ? '1024' : maxOutputTokens.trim()},`)],
    ...given(question, anthropics).map(([name, value]) => [weak(`    ${name}=${JSON.stringify(value)},`)]),
    ...(system.trim() === '' ? [] : [[weak(`    system=${JSON.stringify(system)},`)]]),
    ...(labels.trim() === '' ? [] : [[weak('    '), strong(`extra_headers={"auterity-labels": ${JSON.stringify(labels.trim())}}`), weak(',')]]),
    [weak(`    messages=${JSON.stringify(said(before, message))}) as stream:`)],
    [weak('    for text in stream.text_stream:')],
    [weak('        print(text, end="")')],
  ];
}

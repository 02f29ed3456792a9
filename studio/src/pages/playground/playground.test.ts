import { describe, expect, it } from 'vitest';
import { asked, gotWhole, guardWords, speed, told, type Answer } from './answer';
import { turns } from './conversation';
import { blank, bodyOf, formsTaken, taken, wrong } from './question';
import { plain, snippets } from './snippets';
import { sentEvents, type Sent } from './sse';

const stream = [
  'data: {"type":"started","id":"c1","model":"gpt-x"}',
  'data: {"type":"part_delta","index":0,"part":{"type":"text","text":"Hello, "}}',
  'data: {"type":"part_delta","index":0,"part":{"type":"text","text":"wörld"}}',
  'data: {"type":"used","usage":{"input":12,"output":4}}',
  'data: {"type":"finished","reason":"stop"}',
  'event: done\ndata: {"decision":"dec_1","provider":"p"}',
  '',
].join('\n\n');

const read = (text: string): Sent[] => sentEvents()(text);
const after = (text: string): Answer => read(text).reduce((answer, event, at) => told(answer, event, (at + 1) * 100), asked('fast'));

describe('a stream', () => {
  it('is the same however it is cut', () => {
    const whole = read(stream);
    expect(whole).toHaveLength(6);
    for (let at = 0; at <= stream.length; at++) {
      const events = sentEvents();
      expect([...events(stream.slice(0, at)), ...events(stream.slice(at))]).toEqual(whole);
    }
  });

  it('becomes an answer with its figures', () => {
    const answer = after(stream);
    expect(answer).toMatchObject({ state: 'succeeded', asked: 'fast', model: 'gpt-x', text: 'Hello, wörld', input: 12, output: 4, reason: 'stop', provider: 'p', decision: 'dec_1', firstMs: 200, tookMs: 600 });
    expect(speed(answer)).toBeCloseTo(10);
  });

  it('that fails in the middle keeps what came, and ends as cut', () => {
    const cut = stream.split('\n\n').slice(0, 2).join('\n\n') + '\n\nevent: error\ndata: {"code":"unavailable","detail":"reset","retryable":true,"decision":"dec_2"}\n\n';
    expect(after(cut)).toMatchObject({ state: 'failed', text: 'Hello, ', decision: 'dec_2', error: { title: 'Cut', code: 'unavailable' } });
    expect(speed(after(cut))).toBeUndefined();
  });

  it('gathers the pieces of a call of a tool', () => {
    const piece = (part: object) => `data: ${JSON.stringify({ type: 'part_delta', index: 0, part })}\n\n`;
    expect(after(piece({ type: 'tool_call', id: '1', name: 'find', arguments: '{"a"' }) + piece({ type: 'tool_call', id: '', name: '', arguments: ':1}' })).calls).toEqual(['find {"a":1}']);
  });
});

describe('a question', () => {
  it('sends what is typed and nothing else', () => {
    expect(bodyOf({ ...blank, message: 'Hi', temperature: '0.2', seed: '7', stop: '. ' }, 'fast')).toEqual({
      model: 'fast',
      messages: [{ role: 'user', parts: [{ type: 'text', text: 'Hi' }] }],
      maxOutputTokens: 1024,
      temperature: 0.2,
      stop: ['. '],
      sampling: { seed: 7 },
    });
    expect(bodyOf({ ...blank, system: 'Be brief', message: 'Hi', maxOutputTokens: '' }, 'm')).toMatchObject({ messages: [{ role: 'system' }, { role: 'user' }] });
  });

  it('says what cannot be sent', () => {
    expect(wrong({ ...blank, seed: '1.5' })).toEqual({ field: 'seed', why: 'Seed must be a whole number' });
    expect(wrong({ ...blank, temperature: 'warm' })?.field).toBe('temperature');
    expect(wrong({ ...blank, presencePenalty: '-0.5' })).toBeUndefined();
  });

  it('offers the settings that the operation takes', () => {
    expect(taken({ model: {}, temperature: {}, stop: {} }).map(({ field }) => field)).toEqual(['temperature', 'stop']);
    expect(taken({ sampling: {} }).map(({ field }) => field)).toContain('seed');
  });
});

it('a snippet asks the same, with the own address and never a key', () => {
  const told_ = snippets({ ...blank, system: 'Be brief', message: "It's me", temperature: '0.2', topK: '4', labels: 'team=claims' }, 'fast', 'http://127.0.0.1:8081');
  expect(told_.map(({ key }) => key)).toEqual(['curl', 'python', 'node', 'anthropic']);
  for (const snippet of told_) {
    const text = plain(snippet);
    expect(text).toContain('http://127.0.0.1:8081');
    expect(text).toContain('AUTERITY_KEY');
    expect(text).toContain('team=claims');
    expect(text).toMatch(/temperature"?[=:] ?0\.2/);
  }
  const [curl, , , anthropic] = told_.map(plain);
  expect(curl).toContain("It'\\''s me");
  expect(curl).not.toContain('top_k');
  expect(anthropic).toContain('top_k=4');
  expect(anthropic).toContain('system="Be brief"');
});

describe('a conversation', () => {
  const before = [{ asked: 'Who?', answered: 'Ada.' }];
  const answered = (of: Partial<Answer>) => turns({ before, asked: 'When?', answer: { ...asked('m'), state: 'succeeded', text: '1843.', ...of } });

  it('goes along with the next question, in turns after the system prompt', () => {
    const { messages } = bodyOf({ ...blank, system: 'Be brief', message: 'Where?' }, 'm', answered({})) as { messages: { role: string; parts: { text: string }[] }[] };
    expect(messages.map(({ role, parts }) => `${role}: ${parts[0]?.text}`)).toEqual(['system: Be brief', 'user: Who?', 'assistant: Ada.', 'user: When?', 'assistant: 1843.', 'user: Where?']);
  });

  it('leaves out what was not answered', () => {
    expect(turns(undefined)).toEqual([]);
    expect(answered({ state: 'failed' })).toEqual(before);
    expect(answered({ state: 'stopped' })).toEqual(before);
    expect(answered({ text: '' })).toEqual(before);
  });

  it('stands in every snippet', () => {
    for (const snippet of snippets({ ...blank, message: 'Where?' }, 'm', 'http://g', before)) expect(plain(snippet)).toMatch(/Who\?[^]*assistant[^]*Ada\.[^]*Where\?/);
  });
});

describe('the form of an answer', () => {
  const ask = { ...blank, message: 'Hi', maxOutputTokens: '' };

  it('is offered where the operation takes it', () => {
    expect(formsTaken({})).toEqual(['text']);
    expect(formsTaken({ answerSchema: {}, answerFormat: { properties: { json: {}, xml: {} } } })).toEqual(['text', 'json', 'schema', 'xml']);
  });

  it('is asked for, and told where it cannot be', () => {
    const form = (of: object) => {
      const { answerFormat, answerSchema } = bodyOf({ ...ask, ...of }, 'm');
      return { answerFormat, answerSchema };
    };
    expect(form({})).toEqual({});
    expect(form({ form: 'json' })).toEqual({ answerFormat: { json: true } });
    expect(form({ form: 'schema', schema: '{"type":"object"}' })).toEqual({ answerSchema: { type: 'object' } });
    expect(form({ form: 'xml', elements: 'thinking, answer' })).toEqual({ answerFormat: { xml: { tags: ['thinking', 'answer'] } } });
    expect(wrong({ ...ask, form: 'schema', schema: '[1]' })?.field).toBe('schema');
    expect(wrong({ ...ask, form: 'xml', elements: ' ' })?.field).toBe('elements');
    expect(wrong({ ...ask, schema: 'no matter' })).toBeUndefined();
  });

  it('stands in the snippets, with how the call is made', () => {
    const all = snippets({ ...ask, form: 'schema', schema: '{"additionalProperties":false}', stream: false, cache: false }, 'm', 'http://g').map(plain);
    expect(all[0]).toContain('"cache-control: no-cache"');
    expect(all[0]).toContain('"json_schema"');
    expect(all[0]).not.toContain('"stream"');
    expect(all[1]).toContain('{"additionalProperties": False}');
    expect(all[1]).toContain('print(answer.choices[0].message.content)');
    expect(all[2]).toContain('{headers: {"cache-control":"no-cache"}}');
    expect(all[3]).toContain('output_config={"format": {"type": "json_schema"');
    expect(plain(snippets({ ...ask, form: 'xml' }, 'm', 'http://g')[1] ?? { key: '', label: '', lines: [] })).toContain('extra_body={"auterity_xml": {"tags": ["thinking", "answer"]}}');
  });
});

it('an answer that comes whole has its figures but no first token', () => {
  const answer = gotWhole(asked('fast'), { model: 'gpt-x', parts: [{ type: 'text', text: 'Hello' }], reason: 'stop', usage: { input: 12, output: 4 } }, 'p', 600);
  expect(answer).toEqual({ state: 'succeeded', asked: 'fast', text: 'Hello', thought: '', calls: [], model: 'gpt-x', provider: 'p', input: 12, output: 4, reason: 'stop', tookMs: 600 });
  expect(speed(answer)).toBeUndefined();
});

it('says what guardrails did', () => {
  const stages = (...verdicts: string[]) => verdicts.map((verdict, at) => ({ stage: at === 0 ? 'policy pre' : 'policy post', verdict, passed: 'done', reason: '' })) as never;
  expect(guardWords(stages('nothing to decide', 'nothing to decide'))).toBe('none');
  expect(guardWords(stages('clean', 'clean'))).toBe('clean');
  expect(guardWords(stages('masked', 'clean'))).toBe('masked');
  expect(guardWords(stages('content_refused', 'not reached'))).toBe('blocked');
});

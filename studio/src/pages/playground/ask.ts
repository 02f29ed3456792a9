import { asFailure, refused } from '@/api/failure';
import { asked, gotWhole, told, type Answer, type WholeAnswer } from './answer';
import type { Question } from './question';
import { sentEvents } from './sse';

/** Asks one model as a real call on the road, and tells the answer each time it has grown. */
export async function ask(model: string, body: unknown, { labels, stream, cache }: Pick<Question, 'labels' | 'stream' | 'cache'>, signal: AbortSignal, onAnswer: (answer: Answer) => void): Promise<void> {
  const began = performance.now();
  const since = () => performance.now() - began;
  let answer = asked(model);
  const tell = (next: Answer) => onAnswer((answer = next));
  tell(answer);
  try {
    const response = await fetch(`/api/v1/call/ai.chat.${stream ? 'stream' : 'create'}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-Auterity-Console': '1', ...(labels.trim() === '' ? {} : { 'Auterity-Labels': labels.trim() }), ...(cache ? {} : { 'Cache-Control': 'no-cache' }) },
      body: JSON.stringify(body),
      signal,
    });
    const decision = response.headers.get('Auterity-Decision');
    const kept = response.headers.get('Auterity-Cache');
    tell({ ...answer, ...(decision === null ? {} : { decision }), ...(kept === null ? {} : { cache: kept }) });
    if (!response.ok) throw refused(await response.json().catch(() => undefined), response.status, response.headers.get('Auterity-Request'));
    if (!stream) {
      tell(gotWhole(answer, (await response.json()) as WholeAnswer, response.headers.get('Auterity-Provider'), since()));
      return;
    }
    await read(response, (event) => tell(told(answer, event, since())));
    if (answer.state === 'asked' || answer.state === 'streaming') tell({ ...answer, state: 'failed', tookMs: since(), error: { title: 'Cut', detail: 'The answer broke off without an end.', code: 'unavailable' } });
  } catch (error) {
    if (signal.aborted) tell({ ...answer, state: 'stopped', tookMs: since() });
    else tell({ ...answer, state: 'failed', tookMs: since(), ...fault(error) });
  }
}

async function read(response: Response, onEvent: (event: ReturnType<ReturnType<typeof sentEvents>>[number]) => void): Promise<void> {
  const reader = response.body?.getReader();
  const decoder = new TextDecoder();
  const events = sentEvents();
  for (let part = await reader?.read(); part?.done === false; part = await reader?.read()) {
    events(decoder.decode(part.value, { stream: true })).forEach(onEvent);
  }
}

function fault(error: unknown): Pick<Answer, 'error' | 'decision'> {
  const { title, message, code, ids } = asFailure(error);
  return { error: { title, detail: message, code }, ...(ids.decision === undefined ? {} : { decision: ids.decision }) };
}

import { asFailure, refused } from '@/api/failure';
import type { ConnectorDetail, ProbedPart } from '@/api/schema';
import { sentEvents } from '../playground/sse';
import { provider, secrets, type Draft } from './draft';
import type { Probe } from './probe';

/** A provider as it would be, with values of its secrets by name. */
export interface Untried {
  id: string;
  spec: unknown;
  secrets: Readonly<Record<string, string>>;
}

/** What a draft would become. */
export const untried = (detail: ConnectorDetail, draft: Draft, taken: readonly string[]): Untried => {
  const { id, spec } = provider(detail, { ...draft, disabled: false }, taken);
  return { id, spec, secrets: secrets(detail, draft, taken) };
};

/** Tests a provider and tells each part as it ends. What was typed goes to the server, which stores nothing of it. */
export async function ask(of: () => Untried, signal: AbortSignal, onProbe: (probe: Probe) => void): Promise<void> {
  const began = performance.now();
  let probe: Probe = { state: 'asking', parts: [] };
  const tell = (next: Probe) => onProbe((probe = next));
  tell(probe);
  try {
    const response = await fetch('/api/v1/providers/probe', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Accept: 'text/event-stream', 'X-Auterity-Console': '1' },
      body: JSON.stringify(of()),
      signal,
    });
    if (!response.ok) throw refused(await response.json().catch(() => undefined), response.status, response.headers.get('Auterity-Request'));
    await read(response, ({ name, data }) => {
      const said = JSON.parse(data) as ProbedPart & { stopped?: Probe['stopped'] };
      if (name === 'done') tell({ ...probe, state: 'done', tookMs: performance.now() - began, ...(said.stopped === undefined ? {} : { stopped: said.stopped }) });
      else tell({ ...probe, parts: [...probe.parts, said] });
    });
    if (probe.state === 'asking') tell({ ...probe, state: signal.aborted ? 'left' : 'broken' });
  } catch (error) {
    if (signal.aborted) tell({ ...probe, state: 'left' });
    else tell({ ...probe, state: 'refused', error: asFailure(error) });
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

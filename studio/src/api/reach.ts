import { answerDated } from './clock';
import { heard, lost } from './connection';
import { unreachable } from './failure';

/** How long the server may be silent in the middle of an answer. */
const patience = 10_000;

/** Asks the server. A call that breaks off, or to which nothing is said for ten seconds, is a lost line. */
export async function reach(request: Request): Promise<Response> {
  const silence = watchdog(patience);
  const asked = Date.now();
  try {
    const response = await globalThis.fetch(request, { signal: AbortSignal.any([request.signal, silence.signal]) });
    answerDated(response.headers.get('Date'), asked, Date.now());
    return await whole(response, () => {
      heard(Date.now());
      silence.restart();
    });
  } catch (error) {
    if (request.signal.aborted) throw error;
    lost(Date.now());
    throw unreachable();
  } finally {
    silence.end();
  }
}

/** The answer once its body has come to the end, so that one that stops in the middle is noticed here. */
async function whole(response: Response, onPart: () => void): Promise<Response> {
  const reader = response.clone().body?.getReader();
  do onPart();
  while ((await reader?.read())?.done === false);
  return response;
}

/** A signal that fires when it is not restarted for so long. */
function watchdog(ms: number) {
  const controller = new AbortController();
  const start = () => setTimeout(() => controller.abort(), ms);
  let timer = start();
  return {
    signal: controller.signal,
    restart: () => {
      clearTimeout(timer);
      timer = start();
    },
    end: () => clearTimeout(timer),
  };
}

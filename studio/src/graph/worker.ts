import type { Arrange } from './layout';

interface Engine {
  arrange: Arrange;
  /** Fails with the worker; the engine itself would wait for its answer for good. */
  broken: Promise<never>;
}

/** Arranges in a worker that starts when first asked; one that failed is replaced with the next question. */
export function inWorker(start: () => Worker, engineOf: (worker: Worker) => Arrange): Arrange {
  let engine: Engine | undefined;
  return async (graph) => {
    engine ??= begin(start(), engineOf, () => (engine = undefined));
    return Promise.race([engine.arrange(graph), engine.broken]);
  };
}

function begin(worker: Worker, engineOf: (worker: Worker) => Arrange, onBroken: () => void): Engine {
  const broken = new Promise<never>((_, fail) => {
    worker.addEventListener('error', (event) => {
      onBroken();
      fail(new Error(`The layout engine failed: ${event.message}`));
    });
  });
  return { arrange: engineOf(worker), broken };
}

import ELK from 'elkjs/lib/elk-api';
import ElkWorker from 'elkjs/lib/elk-worker.min.js?worker';
import type { Arrange } from './layout';
import { inWorker } from './worker';

/** The layout engine, in a worker of its own that starts with the first graph. */
export const arrange: Arrange = inWorker(
  () => new ElkWorker(),
  (worker) => {
    const elk = new ELK({ workerFactory: () => worker });
    return (graph) => elk.layout(graph);
  },
);

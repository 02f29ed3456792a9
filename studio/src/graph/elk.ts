import ELK from 'elkjs/lib/elk-api';
import ElkWorker from 'elkjs/lib/elk-worker.min.js?worker';
import type { Arrange } from './layout';

let elk: InstanceType<typeof ELK> | undefined;

/** The layout engine, in a worker of its own that starts with the first graph. */
export const arrange: Arrange = (graph) => {
  elk ??= new ELK({ workerFactory: () => new ElkWorker() });
  return elk.layout(graph);
};

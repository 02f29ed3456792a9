import { expect, it } from 'vitest';
import { inWorker } from './worker';

/** A worker that says nothing by itself. */
const silent = () => new EventTarget() as Worker;
const broken = () => Object.assign(new Event('error'), { message: 'not found' });

it('fails with its worker instead of waiting for it', async () => {
  const worker = silent();
  const arrange = inWorker(
    () => worker,
    () => () => new Promise(() => undefined),
  );

  const asked = arrange({ id: 'a' });
  worker.dispatchEvent(broken());

  await expect(asked).rejects.toThrow('The layout engine failed: not found');
});

it('starts one worker, and another after one that failed', async () => {
  const started: Worker[] = [];
  const arrange = inWorker(
    () => {
      const worker = silent();
      started.push(worker);
      return worker;
    },
    () => (graph) => Promise.resolve(graph),
  );

  await arrange({ id: 'a' });
  expect(await arrange({ id: 'b' })).toEqual({ id: 'b' });
  expect(started).toHaveLength(1);
  started[0]?.dispatchEvent(broken());

  expect(await arrange({ id: 'c' })).toEqual({ id: 'c' });
  expect(started).toHaveLength(2);
});

// @vitest-environment jsdom
import { cleanup, renderHook, waitFor } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import type { RunProvider, StepView, WorkflowView } from '@/api/schema';
import type { Arrange } from './layout';
import { graphOf } from './model';
import { useLayout } from './useLayout';

afterEach(cleanup);

const call: StepView = { node: 1, id: 'ask', type: 'call', after: [], call: 'k.r.v', route: 'r', text: '' };
const definition: WorkflowView = { id: 'w', version: 1, input: {}, steps: [{ node: 0, id: 't', type: 'each', after: [], text: 'x', steps: [call] }] };
const graph = (attempts: number, failed: number) => graphOf(definition, [], [{ id: 'a', marks: [], step: 'ask', attempts, failed } satisfies RunProvider]);

it('says that the places cannot be found', async () => {
  const { result } = renderHook(() => useLayout(graph(0, 0), () => Promise.reject(new Error('no worker'))));
  expect(result.current).toBeUndefined();
  await waitFor(() => expect(result.current).toBe('failed'));
});

it('does not move while the counts of a provider grow', async () => {
  let asked = 0;
  const arrange: Arrange = (box) => {
    asked++;
    return Promise.resolve(box);
  };
  const { result, rerender } = renderHook(({ attempts, failed }) => useLayout(graph(attempts, failed), arrange), { initialProps: { attempts: 0, failed: 0 } });
  await waitFor(() => expect(result.current).toBeDefined());
  const before = result.current;

  rerender({ attempts: 1254, failed: 111 });

  expect(result.current).toBe(before);
  expect(asked).toBe(1);
});

// @vitest-environment jsdom
import { ReactFlowProvider, type NodeProps } from '@xyflow/react';
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import type { StepNode } from './flow';
import type { GraphNode } from './model';
import { Frame, Step } from './nodes';
import { Outline } from './Outline';

afterEach(cleanup);

const node: GraphNode = {
  id: 'issue',
  path: 'issue',
  kind: 'step',
  type: 'call',
  code: 'tracker.issue.create',
  state: 'succeeded',
  done: 1,
  failed: 0,
  running: 0,
  waiting: 0,
  started: 1,
  total: 1,
  note: '',
  via: [],
  round: 2,
  rounds: undefined,
  undo: { steps: [{ id: 'no_issue', path: 'no_issue', state: 'failed' }], state: 'failed', times: 1, place: 1 },
  inside: undefined,
};
const onOpen = vi.fn();
const props = (of: GraphNode) => ({ data: { node: of, chosen: false, onOpen }, isConnectable: false }) as unknown as NodeProps<StepNode>;

it('tells beside a step in which round it is, and below it what undid it', () => {
  render(<Step {...props(node)} />, { wrapper: ReactFlowProvider });

  expect(screen.getByRole('button', { name: /issue round 2.*undo failed/ })).toBeDefined();
  const undo = screen.getByRole('list', { name: 'Undo of issue' });
  expect(undo.textContent).toBe('no_issuefailed');
  fireEvent.click(within(undo).getByRole('button', { name: 'no_issue' }));
  expect(onOpen).toHaveBeenCalledExactlyOnceWith('no_issue');
});

it('says nothing of rounds and undo where there were none', () => {
  render(<Step {...props({ ...node, round: 0, undo: undefined })} />, { wrapper: ReactFlowProvider });

  expect(screen.getByRole('button').textContent).not.toMatch(/round|undo/);
  expect(screen.queryByRole('list')).toBeNull();
});

it.each([
  [1, '1 round'],
  [3, '3 rounds'],
])('counts the rounds of a loop: %i', (rounds, words) => {
  render(<Frame {...props({ ...node, kind: 'frame', type: 'loop', rounds, undo: undefined })} />, { wrapper: ReactFlowProvider });

  expect(screen.getByText((_, at) => at?.tagName === 'SPAN' && at.textContent === words)).toBeDefined();
});

it('has what undid a list below it', () => {
  render(<Frame {...props({ ...node, kind: 'frame', type: 'each' })} />, { wrapper: ReactFlowProvider });

  expect(screen.getByRole('list', { name: 'Undo of issue' }).textContent).toBe('no_issuefailed');
});

it('tells the same in the outline', () => {
  render(<Outline graph={{ nodes: [node], edges: [] }} ends={{ input: '', output: '', arrived: false }} onOpen={onOpen} />);

  expect(screen.getByRole('button', { name: /^issue/ }).textContent).toContain('round 2, undo failed, 1 done');
  expect(screen.getByRole('button', { name: /^no_issue/ }).textContent).toBe('no_issuefailed');
});

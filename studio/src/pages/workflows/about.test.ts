import { expect, it } from 'vitest';
import type { StepView } from '@/api/schema';
import { limitsOf, touched } from './about';

const step = (id: string, of: Partial<StepView>): StepView => ({ node: 0, id, type: 'call', after: [], text: '', ...of });

it('says the limits of a workflow in words', () => {
  expect(
    limitsOf({
      limits: { runs: { most: 1, key: '${input.order}', otherwise: 'queue' }, starts: { most: 100, in: '1m' }, settle: { for: '1s' } },
      timeout: '1h',
    }),
  ).toEqual([
    ['runs at once', '1, key ${input.order}, otherwise queue'],
    ['starts', '100, in 1m'],
    ['settle', 'for 1s'],
    ['longest run', '1h'],
  ]);
  expect(limitsOf({})).toEqual([]);
});

it('finds all that is called, in containers, arms and what takes back too, each once', () => {
  const steps = [
    step('ask', { call: 'ai.chat.create', undo: [step('back', { call: 'messaging.message.delete' })] }),
    step('each', { type: 'each', steps: [step('tell', { call: 'messaging.message.send' }), step('again', { call: 'ai.chat.create' })] }),
    step('which', { type: 'branch', arms: [{ name: 'a', steps: [step('file', { call: 'tracker.issue.create' })] } as never] }),
    step('sum', { type: 'transform' }),
    step('other', { type: 'run', text: 'import' }),
  ];
  expect(touched(steps)).toEqual([
    { kind: 'ai', calls: ['ai.chat.create'] },
    { kind: 'messaging', calls: ['messaging.message.delete', 'messaging.message.send'] },
    { kind: 'tracker', calls: ['tracker.issue.create'] },
    { kind: 'workflows', calls: ['import'] },
  ]);
});

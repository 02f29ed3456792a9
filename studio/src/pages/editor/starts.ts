import type { CheckedWorkflow } from '@/api/schema';
import type { Start } from '@/graph/starts';
import { isObject, valueAt } from './values';

type Written = Record<string, unknown>;

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const field = (value: unknown, name: string): string => (isObject(value) ? text(value[name]) : '');

/** What each sort of trigger listens to, as its text has it. */
const sorts: Readonly<Record<string, (of: unknown, trigger: Written) => string>> = {
  webhook: (of) => (field(of, 'verify') === 'none' ? 'calls from outside, signed by nobody' : 'calls from outside'),
  event: text,
  poll: (of) => [field(of, 'call'), field(of, 'every') === '' ? '' : `each ${field(of, 'every')}`].join(' ').trim(),
  cron: (of, trigger) => `${text(of)} ${text(trigger.zone)}`.trim(),
  after: (of) => `a run of ${field(of, 'workflow')}`,
  form: () => 'a page to fill in',
};

/** The triggers of a text as stations above its input; where there is none, that it is started by hand. */
export function startsOf(checked: CheckedWorkflow | undefined, problems: CheckedWorkflow['problems'], onOpen: () => void): Start[] {
  const triggers = valueAt(checked?.value, 'spec.triggers');
  const written = Array.isArray(triggers) ? triggers : [];
  if (written.length === 0) return [{ id: 'by hand', kind: 'by hand', note: 'add a webhook, times, an event, a form', onOpen }];
  return written.map((trigger: unknown, at) => {
    const own = isObject(trigger) ? trigger : {};
    const kind = Object.keys(sorts).find((sort) => sort in own) ?? 'trigger';
    const note = [text(own.id), sorts[kind]?.(own[kind], own) ?? ''].filter((part) => part !== '').join(': ');
    return { id: `${at} ${text(own.id)}`, kind, note, wrong: problems.some(({ path }) => path === `spec.triggers[${at}]` || path.startsWith(`spec.triggers[${at}].`)), onOpen };
  });
}

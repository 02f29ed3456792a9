import { ask } from './ask';
import { branch } from './branch';
import { chat } from './chat';
import { database } from './database';
import { each } from './each';
import type { IconName } from '@/design/Icon';
import type { StepForm } from './form';
import { http } from './http';
import { issue } from './issue';
import { loop } from './loop';
import { mail } from './mail';
import { message } from './message';
import { object } from './object';
import { question } from './question';
import { run } from './run';
import { script } from './script';
import { wait } from './wait';

/** The forms for people; what none is for has the form of its schema. */
export const forms: readonly StepForm[] = [chat, object, message, question, mail, http, database, issue, ask, branch, each, loop, wait, script, run];

/** Types of step without a form, by what people call them. */
export const others: Readonly<Record<string, { title: string; icon: IconName; words: string }>> = {
  call: { title: 'Call a capability', icon: 'right', words: 'service connector action' },
  transform: { title: 'Compute a value', icon: 'transform', words: 'set map format text expression variable' },
  parallel: { title: 'Do several things at once', icon: 'branch', words: 'fork join race' },
  try: { title: 'Handle a failure', icon: 'check', words: 'catch error undo compensate finally' },
  await: { title: 'Wait for an event', icon: 'waiting', words: 'signal callback webhook reply answer' },
  stop: { title: 'End the run', icon: 'stop', words: 'exit fail return' },
};

/** The form of a step of a type; of a call, that of its capability. */
export function formFor(kind: string | undefined, capability: unknown): StepForm | undefined {
  return forms.find((form) => form.kind === kind && (form.capability === undefined || (typeof capability === 'string' && form.capability.test(capability))));
}

import { ask } from './ask';
import { branch } from './branch';
import { chat } from './chat';
import { database } from './database';
import { each } from './each';
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

/** The form of a step of a type; of a call, that of its capability. */
export function formFor(kind: string | undefined, capability: unknown): StepForm | undefined {
  return forms.find((form) => form.kind === kind && (form.capability === undefined || (typeof capability === 'string' && form.capability.test(capability))));
}

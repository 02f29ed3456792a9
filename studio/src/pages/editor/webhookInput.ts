import { isObject, valueAt } from './values';

/** The value of a field of a run's input that a call from outside brings in its body under the same name. */
const fromBody = (name: string): string => `\${event.body.${name}}`;

/** The names of a workflow's input, those alone that must be given where `needed`. */
export function inputNames(spec: unknown, needed = false): string[] {
  const input = valueAt(spec, 'input');
  const properties = isObject(input) && isObject(input.properties) ? input.properties : input;
  return isObject(properties) ? Object.keys(properties).filter((name) => !needed || valueAt(properties[name], 'default') === undefined) : [];
}

/** A trigger as it is added: one of a webhook takes what the workflow needs out of the body. */
export function addedTrigger(spec: unknown, trigger: unknown): unknown {
  if (!isObject(trigger) || trigger.webhook === undefined || trigger.input !== undefined) return trigger;
  const names = inputNames(spec, true);
  return names.length === 0 ? trigger : { ...trigger, input: Object.fromEntries(names.map((name) => [name, fromBody(name)])) };
}

/** What the webhooks of a workflow give a field of its input that is added: paths, each with a value. */
export function addedField(spec: unknown, name: string): [string, string][] {
  const triggers = valueAt(spec, 'triggers');
  return (Array.isArray(triggers) ? triggers : []).flatMap((trigger: unknown, at): [string, string][] =>
    valueAt(trigger, 'webhook') === undefined || !isObject(valueAt(trigger, 'input') ?? {}) || valueAt(trigger, `input.${name}`) !== undefined ? [] : [[`triggers[${at}].input.${name}`, fromBody(name)]],
  );
}

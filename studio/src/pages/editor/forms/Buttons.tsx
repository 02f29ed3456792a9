import { isObject, valueAt } from '../values';
import type { Asking } from './form';
import { Texts } from './Texts';

/** How many buttons a message takes. */
export const mostButtons = 5;

interface Button {
  id: string;
  label: string;
}

/** The labels of buttons; undefined where they say more than a label each. */
export function buttonsOf(value: unknown): string[] | undefined {
  if (value === undefined) return [];
  if (!Array.isArray(value)) return undefined;
  const labels = value.map((one: unknown) => (isObject(one) && Object.keys(one).every((key) => key === 'id' || key === 'label') && typeof one.label === 'string' ? one.label : undefined));
  return labels.some((one) => one === undefined) ? undefined : (labels as string[]);
}

/** Buttons with these labels; one that was there keeps its id. */
export function withLabels(value: unknown, labels: readonly string[]): Button[] {
  const known = Array.isArray(value) ? (value as Button[]) : [];
  const taken = new Set<string>();
  return labels.map((label) => {
    const had = known.find((one) => one.label === label && !taken.has(one.id));
    const plain = label.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '').slice(0, 18) || 'choice';
    let id = had?.id ?? plain;
    for (let count = 2; taken.has(id); count++) id = `${plain}-${count}`;
    taken.add(id);
    return { id, label };
  });
}

/** The buttons of a message. A message that gets its first one becomes a question, and one that loses its last a message. */
export function Buttons({ field, form, at }: Asking) {
  const { path, label, hint } = field;
  const given = valueAt(form.value, path);
  const labels = buttonsOf(given) ?? [];
  const write = (next: readonly string[]) => {
    const call = valueAt(form.value, `${at}call`);
    const asked = valueAt(form.value, `${at}with.question`);
    const choices: [string, unknown] = [path, next.length === 0 ? undefined : withLabels(given, next)];
    if (next.length > 0 && call === 'messaging.message.send') form.onSetAll([[`${at}call`, 'messaging.question.ask'], choices, [`${at}with.question`, asked ?? '${run.id}']]);
    else if (next.length === 0 && call === 'messaging.question.ask') form.onSetAll([[`${at}call`, 'messaging.message.send'], choices, [`${at}with.question`, undefined]]);
    else form.onSetAll([choices]);
  };
  return <Texts label={label} hint={hint} word="button" texts={labels} most={mostButtons} wrong={form.wrong(path)} onTexts={write} />;
}

import page from '../../../../docs/reference/guardrails.md?raw';

/** A figure of the measurement that the product's reference tells. */
export interface Measured {
  name: string;
  percent: number;
}

/** The figures of one thing that is looked for, and on how many texts they were measured. */
export interface Evidence {
  figures: Measured[];
  on: string;
}

const figures = new Map([...page.matchAll(/^\| `(\w+)` \| ([\d.]+) \|$/gm)].map(([, name, value]) => [name ?? '', Number(value)]));

/** By which machine and runtime. */
export const measuredBy = /^Measured with .*$/m.exec(page)?.[0] ?? '';

const kinds = ['email', 'iban', 'passport', 'card', 'ip_address', 'us_ssn', 'national_id', 'phone'];

/** What `./auterity bench guardrails` measured of it; undefined where it measures nothing. Injections by `meaning` are found by the rules and the head. */
export function evidence(find: string, meaning = false): Evidence | undefined {
  if (find === 'personal') {
    return {
      figures: [read('recall', 'personal_recall_percent'), read('precision', 'personal_precision_percent'), read('F2', 'personal_f2_percent'), ...kinds.map((kind) => read(`F2 of ${kind.replaceAll('_', ' ')}`, `${kind}_f2_percent`))].flat(),
      on: `${count('personal_texts')} texts made from sentences that no rule was written by`,
    };
  }
  if (find === 'injection') {
    return {
      figures: meaning ? withHead() : byRules(),
      on: `${count('injection_texts')} attacks, ${count('injection_document_tasks')} tasks in documents, ${count('injection_harmless_texts')} harmless texts, and ${count('injection_variations')} attacks and ${count('injection_harmless_variations')} harmless texts that vary others`,
    };
  }
  if (find === 'topics') {
    return {
      figures: [read('recall', 'topic_recall_percent'), read('false alarms in texts near a topic', 'topic_false_alarms_near_percent'), read('false alarms elsewhere', 'topic_false_alarms_elsewhere_percent')].flat(),
      on: `${count('topic_texts')} texts of four topics of our own, ${count('topic_near_texts')} near them and ${count('injection_harmless_texts')} harmless ones; other topics are found better or worse, by their examples`,
    };
  }
  return undefined;
}

function byRules(): Measured[] {
  return [
    read('recall', 'injection_recall_percent'),
    read('recall, tasks in documents', 'injection_document_tasks_recall_percent'),
    read('recall, variations', 'injection_variations_recall_percent'),
    read('false alarms', 'injection_false_alarms_percent'),
    read('false alarms in documents', 'injection_false_alarms_in_documents_percent'),
    read('false alarms, variations', 'injection_variations_false_alarms_percent'),
  ].flat();
}

function withHead(): Measured[] {
  return [
    read('recall', 'injection_both_recall_percent'),
    read('recall, tasks in documents', 'injection_both_document_tasks_recall_percent'),
    read('recall, tasks in mails', 'injection_both_document_tasks_in_mails_recall_percent'),
    read('recall, variations', 'injection_both_variations_recall_percent'),
    read('false alarms', 'injection_both_false_alarms_percent'),
    read('false alarms, mails as documents', 'injection_both_documents_false_alarms_percent'),
    read('false alarms, variations', 'injection_both_variations_false_alarms_percent'),
  ].flat();
}

/** On what it was measured, in short; undefined where it was not. */
export function measuredOn(find: string): string | undefined {
  if (find === 'personal') return `${count('personal_texts')} made texts`;
  if (find === 'injection') return `${count('injection_texts')} attacks, ${count('injection_harmless_texts')} harmless`;
  return find === 'topics' ? `${count('topic_texts')} texts, ${count('topic_near_texts')} near` : undefined;
}

/** The one figure for a row: how much of it is found. */
export function recall(find: string, meaning = false): number | undefined {
  return figures.get(`${named(find, meaning)}_recall_percent`);
}

/** How often something was found in texts that are harmless. */
export function falseAlarms(find: string, meaning = false): number | undefined {
  return figures.get(find === 'topics' ? 'topic_false_alarms_near_percent' : `${named(find, meaning)}_false_alarms_percent`);
}

function named(find: string, meaning: boolean): string {
  if (find === 'injection' && meaning) return 'injection_both';
  return find === 'topics' ? 'topic' : find;
}

export function percentWords(percent: number): string {
  return `${Number(percent.toFixed(1))} %`;
}

function read(name: string, figure: string): Measured[] {
  const percent = figures.get(figure);
  return percent === undefined ? [] : [{ name, percent }];
}

function count(figure: string): string {
  return (figures.get(figure) ?? 0).toLocaleString('en-US');
}

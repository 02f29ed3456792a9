import type { ChangedKey, Key } from '@/api/schema';
import { endOf, type Wrong } from './draft';

/** What can change of a key, every field a text as it was typed; labels stand one a line. */
export interface Edit {
  holder: string;
  models: string;
  tools: string;
  doors: readonly string[];
  labels: string;
  expires: string;
}

/** What a key is, to be written on. */
export function editOf({ holder = '', models = [], tools = [], doors = [], labels, expires }: Key): Edit {
  return { holder, models: models.join(' '), tools: tools.join(' '), doors, labels: pairs(labels).join('\n'), expires: expires === undefined ? '' : dayOf(expires) };
}

/** What is wrong with it, as far as this side can tell; the server has the last word. */
export function checkEdit(key: Key, edit: Edit, now: number): Wrong {
  const wrong: Wrong = {};
  const bad = lines(edit.labels).find((label) => !/^[A-Za-z0-9._-]+=.+$/.test(label));
  if (bad !== undefined) wrong.labels = `${bad} is no label: write name=value.`;
  if (edit.expires !== editOf(key).expires && edit.expires !== '' && !(endOf(edit.expires) > now)) wrong.expires = 'That day is over already.';
  return wrong;
}

/** What the server is asked to change: what was given anew, and what is taken off; undefined where all is as it was. */
export function changeOf(key: Key, edit: Edit): ChangedKey | undefined {
  const before = editOf(key);
  const labels = Object.fromEntries(lines(edit.labels).map((line): [string, string] => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]));
  const anew = Object.fromEntries(Object.entries(labels).filter(([name, value]) => key.labels[name] !== value));
  const given: ChangedKey = {
    ...(edit.holder === before.holder || edit.holder === '' ? {} : { holder: edit.holder }),
    ...(same(words(edit.models), words(before.models)) || edit.models.trim() === '' ? {} : { models: words(edit.models) }),
    ...(same(words(edit.tools), words(before.tools)) || edit.tools.trim() === '' ? {} : { tools: words(edit.tools) }),
    ...(same(edit.doors, before.doors) || edit.doors.length === 0 ? {} : { doors: [...edit.doors] }),
    ...(edit.expires === before.expires || edit.expires === '' ? {} : { expires: new Date(endOf(edit.expires)).toISOString() }),
    ...(Object.keys(anew).length === 0 ? {} : { labels: anew }),
  };
  const empty = (['holder', 'models', 'tools', 'doors', 'expires'] as const).filter((name) => before[name].length > 0 && (typeof edit[name] === 'string' ? edit[name].trim() === '' : edit[name].length === 0));
  const lift = [...empty, ...Object.keys(key.labels).filter((name) => !(name in labels)).map((name) => `labels.${name}`)];
  const change = lift.length === 0 ? given : { ...given, lift };
  return Object.keys(change).length === 0 ? undefined : change;
}

const lines = (text: string) => text.split('\n').map((line) => line.trim()).filter(Boolean);
const words = (text: string) => text.split(/[\s,]+/).filter(Boolean);
const pairs = (labels: Record<string, string>) => Object.entries(labels).map(([name, value]) => `${name}=${value}`);
const same = (some: readonly string[], others: readonly string[]) => some.length === others.length && some.every((one) => others.includes(one));

/** The day of a moment where the reader sits, as an input of days wants it. */
function dayOf(moment: string): string {
  const at = new Date(moment);
  const two = (part: number) => String(part).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

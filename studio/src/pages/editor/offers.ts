import type { IconName } from '@/design/Icon';
import { forms, others } from './forms';
import type { StepKind } from './kinds';
import type { Offer } from './useArranging';

/** Something that can be added. */
export interface OfferRow extends Offer {
  /** Its type, or its capability. */
  key: string;
  /** What people call it; empty where it has no other name. */
  title: string;
  about: string;
  words: string;
  icon: IconName;
  /** Whether the tenant has a provider for it; so has what needs none. */
  connected: boolean;
}

export interface OfferGroup {
  name: string;
  rows: OfferRow[];
}

/** What is known of a capability. */
interface Known {
  id: string;
  kind: string;
  summary: string;
}

/** What can be added: steps by people's words, the other types, and each capability as a call of it. */
export function offersOf(kinds: readonly StepKind[], capabilities: readonly Known[], providers: ReadonlySet<string>): OfferRow[] {
  const named = (name: string) => kinds.find((kind) => kind.name === name);
  const known = new Map(capabilities.map((one) => [one.id, one]));
  const common = forms.flatMap(({ kind: name, title, icon, words, calls }): OfferRow[] => {
    const kind = named(name);
    const capability = calls === undefined ? undefined : known.get(calls);
    if (kind === undefined || (calls !== undefined && capability === undefined)) return [];
    return [{ key: calls ?? name, title, about: capability?.summary ?? kind.about, words, icon, kind, capability: calls, connected: capability === undefined || providers.has(capability.kind) }];
  });
  const taken = new Set(common.map(({ key }) => key));
  const types = kinds.filter(({ name }) => !taken.has(name)).map((kind): OfferRow => ({ key: kind.name, title: others[kind.name]?.title ?? '', about: kind.about, words: others[kind.name]?.words ?? '', icon: others[kind.name]?.icon ?? 'right', kind, capability: undefined, connected: true }));
  const call = named('call');
  const calls = call === undefined ? [] : capabilities.filter(({ id }) => !taken.has(id)).map(({ id, kind, summary }): OfferRow => ({ key: id, title: '', about: summary, words: '', icon: 'right', kind: call, capability: id, connected: providers.has(kind) }));
  return [...common, ...types, ...calls];
}

/** Rows of a group at most. */
const most = 30;

/** What fits what is typed, in groups: steps that people ask for by these words, then connected services, then others. `likely` is what the server finds, the best first. */
export function found(all: readonly OfferRow[], typed: string, likely: readonly string[]): OfferGroup[] {
  const wanted = typed.trim().toLowerCase();
  const at = new Map(likely.map((id, index) => [id, index]));
  const ranked = all.map((row) => ({ row, rank: rankOf(row, wanted, at) })).filter(({ rank }) => rank < none);
  ranked.sort((a, b) => a.rank - b.rank || Number(b.row.connected) - Number(a.row.connected));
  const group = (name: string, has: (one: { row: OfferRow; rank: number }) => boolean): OfferGroup => ({ name, rows: ranked.filter(has).slice(0, most).map(({ row }) => row) });
  const step = ({ row, rank }: { row: OfferRow; rank: number }) => (row.title !== '' && (wanted === '' || rank < server)) || (wanted !== '' && rank === 0);
  return [
    group('Steps', step),
    group('Connected services', (one) => !step(one) && one.row.connected),
    group('Services to connect', (one) => !step(one) && !one.row.connected),
  ].filter(({ rows }) => rows.length > 0);
}

/** From here on a row was found by the server's search, and from there on by a part of its name or of what it does. */
const server = 3;
const part = 1_000;
const none = 9_999;

function rankOf({ key, title, about, words }: OfferRow, wanted: string, likely: ReadonlyMap<string, number>): number {
  if (wanted === '') return part;
  const name = key.toLowerCase();
  const all = wanted.split(/\s+/);
  const called = (text: string) => text.toLowerCase().split(/[^\p{L}\p{N}]+/u);
  if (name === wanted) return 0;
  if (title !== '' && all.every((word) => called(words).includes(word) || called(title).includes(word))) return 1;
  if (title !== '' && all.every((word) => [...called(title), ...called(words), name].some((one) => one.startsWith(word)))) return 2;
  const found = likely.get(key);
  if (found !== undefined) return server + found;
  if (all.every((word) => name.includes(word))) return part;
  return all.every((word) => `${name} ${about} ${title}`.toLowerCase().includes(word)) ? part + 1 : none;
}

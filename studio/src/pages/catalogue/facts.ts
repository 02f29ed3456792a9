import type { MatrixRow, PluginView } from '@/api/schema';
import { count, list, plural } from '@/format/text';
import { covered, ran } from './catalogue';

const spans: Readonly<Record<number, string>> = { 1: 'a second', 60: 'a minute', 3600: 'an hour', 86_400: 'a day' };

/** `5,000 an hour`: what the vendor lets one credential send. */
export function rateWords({ rate }: Pick<MatrixRow, 'rate'>): string {
  return rate === undefined ? 'none stated' : `${count(rate.requests)} ${spans[rate.seconds] ?? `in ${count(rate.seconds)} s`}`;
}

/** `api.github.com, or an address of yours`: where it goes with the credential. */
export function runsAt({ address }: Pick<MatrixRow, 'address'>): string {
  if (address === undefined) return 'this server';
  if (address.host === undefined) return 'the address that you give';
  return address.open ? `${address.host}, or an address of yours` : address.host;
}

/** How its vendor signs what it sends. */
export function eventWords({ events }: Pick<MatrixRow, 'events'>): string {
  return events === 'unsigned' ? 'not signed' : events;
}

/** What is known of its prices here; nobody keeps those of all vendors. */
export function priceWords({ address, prices }: Pick<MatrixRow, 'address' | 'prices'>): string {
  if (prices !== undefined) return `${plural(prices.models, 'model')} with a price${prices.lists.length === 0 ? '' : ` (${list(prices.lists)})`}`;
  return address === undefined ? 'nothing is billed: it runs on this server' : 'not known here, its vendor tells';
}

/** The grades of what is recorded of its operations. */
const gradesOf = ({ operations }: Pick<MatrixRow, 'operations'>) => operations.flatMap(({ evidence }) => evidence?.grade ?? []);

/** What stands beside its name: its marks, and *unverified* where nothing of it is proven. */
export function marked(row: Pick<MatrixRow, 'marks' | 'operations'>): string[] {
  const grades = gradesOf(row);
  return grades.length > 0 && grades.every((grade) => grade === 'V0') ? [...row.marks, 'unverified'] : [...row.marks];
}

/** How much of it is proven, which is how mature it is. */
export function maturity(row: Pick<MatrixRow, 'operations'>): string {
  const grades = gradesOf(row);
  const proven = grades.filter((grade) => grade !== 'V0').length;
  if (proven === 0) return 'unverified';
  return proven === grades.length ? `proven, ${plural(proven, 'operation')}` : `proven in part, ${count(proven)} of ${plural(grades.length, 'operation')}`;
}

/** Whether the road map of the product classes it, and how mature it is. */
export function priorityWords(row: MatrixRow): string {
  return `${row.priority ?? 'no class'}; ${maturity(row)}`;
}

export interface Fact {
  name: string;
  /** One a connector, in their order. */
  values: string[];
}

/** What connectors are compared by before their operations. */
export function facts(rows: readonly MatrixRow[]): Fact[] {
  const of = (name: string, value: (row: MatrixRow) => string): Fact => ({ name, values: rows.map(value) });
  return [
    of('Does', (row) => row.summary),
    of('Vendor', (row) => row.vendor ?? (row.address === undefined ? 'this product' : 'not named')),
    of('Category', (row) => row.category),
    of('Sign in', (row) => (row.auth.length === 0 ? 'none' : row.auth.join(' '))),
    of('Evidence', (row) => `${row.grade} ${ran(row)}`),
    of('Priority', priorityWords),
    of('Runs at', runsAt),
    of('Rate limit', rateWords),
    of('Pricing', priceWords),
    of('Signs events', eventWords),
    of('Takes our key', (row) => `${row.operations.filter(({ idempotencyKey }) => idempotencyKey).length} of ${covered(row).has}`),
    of('Plugin', (row) => `${row.plugin} ${row.version}`),
  ];
}

/** A plugin that could not be loaded, and the version that goes on in its place. */
export interface Refused {
  plugin: PluginView;
  goesOn?: PluginView;
}

/** Plugins of which no version that was found last could be loaded. */
export function refused(plugins: readonly PluginView[]): Refused[] {
  return plugins
    .filter(({ state }) => state === 'failed')
    .map((plugin) => {
      const goesOn = plugins.find(({ id, state }) => id === plugin.id && state === 'started');
      return goesOn === undefined ? { plugin } : { plugin, goesOn };
    });
}

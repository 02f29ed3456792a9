import { useQuery } from '@tanstack/react-query';
import { decisionsQuery, keysQuery, limitsQuery, matrixQuery, providersQuery, resourcesQuery, runsQuery, workflowsQuery } from '@/api/queries';
import { useMay } from '@/api/rights';
import { exactly, money, periodWords, scopeWords, sum } from '@/format/money';
import { tailId } from '@/format/text';
import { ago } from '@/format/time';
import { writeSearch } from '@/format/address';
import { useNow } from '@/design/now';
import { open, pageOfId, rooms, type Action } from '../actions';
import { fitting, runsNamed, type Asked, type Found, type Group } from './groups';

/** Lists are asked for when the palette opens, not while one types; what is found by its text is asked for each text. */
const kept = { staleTime: 10_000, refetchInterval: false } as const;

/** Words of a search of the server are at least so long. */
const least = 2;

/** What one may say before the name of a room. */
const going = new Set(['go', 'to']);

const iconOf = (path: string): Found['icon'] => rooms.find((room) => room.path === path)?.icon ?? 'right';

/** What the server answered; `matched` where it looked for the text itself. */
interface Answered {
  data: readonly Found[] | undefined;
  isFetching: boolean;
  isPlaceholderData?: boolean;
  matched?: boolean;
}

/** All that a text may mean, group by group, where the server is asked for `sent`, which follows the text with each pause; each comes when the server has answered, and only where one may read it. */
export function useGroups(asked: Asked, sent: string, actions: readonly Action[]): Group[] {
  const now = useNow();
  const may = useMay();
  const { words, text } = asked;
  const on = text.length >= least && (asked.only === undefined || asked.only === 'Ids');
  const limits = useQuery({ ...limitsQuery({ limit: '500' }), ...kept, enabled: on && may('control:resource.read') });
  const routes = useQuery({ ...resourcesQuery('route'), ...kept, enabled: on && may('control:resource.read') });
  const workflows = useQuery({ ...workflowsQuery, ...kept, enabled: on && may('control:workflow.read') });
  const providers = useQuery({ ...providersQuery({}), ...kept, enabled: on && may('control:provider.read') });
  const models = useQuery({ ...matrixQuery({ kind: 'ai' }), ...kept, enabled: on && may('control:provider.read') });
  const runs = useQuery({ ...runsQuery({ since: '30d', sort: '-started', limit: '200', ...runsNamed(words, (workflows.data?.items ?? []).map(({ id }) => id)) }), ...kept, enabled: on && may('control:run.read') });
  const keys = useQuery({ ...keysQuery({ ...(sent.startsWith('ak_') ? { prefix: sent } : { name: sent }), limit: '50' }), ...kept, enabled: on && sent === text && may('control:key.read') });
  // What callers asked is left alone: to search it is a look that is audited.
  const decisions = useQuery({ ...decisionsQuery({ since: '24h', text: sent, texts: 'false', limit: '20' }), ...kept, enabled: on && sent === text && may('control:decision.read') });
  const docs = useQuery({ queryKey: ['docs'], queryFn: async () => (await import('@/pages/docs/guide')).sections(), staleTime: Infinity, enabled: text.length >= least && (asked.only === undefined || asked.only === 'Docs') });

  const of = (name: string, icon: Found['icon'], query: Answered, all?: string): Group => {
    const data = query.isPlaceholderData === true || (query.matched === true && sent !== text) ? undefined : query.data;
    const found = on || name === 'Docs' ? (query.matched === true ? (data ?? []) : fitting(data ?? [], words)) : [];
    return { name, found: found.map((one) => ({ ...one, icon })), waits: on && data === undefined && (query.isFetching || (query.matched === true && sent !== text)), all };
  };
  const list = <T,>(query: { data: { items: readonly T[] } | undefined; isFetching: boolean; isPlaceholderData: boolean }, one: (item: T) => Omit<Found, 'icon'>): Answered => ({ data: query.data?.items.map((item): Found => ({ icon: 'right', ...one(item) })), isFetching: query.isFetching, isPlaceholderData: query.isPlaceholderData });

  return [
    ids(text),
    { name: 'Rooms', found: fitting(open(may).map((room): Found => ({ id: room.path, name: room.name, icon: room.icon, keys: `g ${room.key}`, href: `${room.path}${writeSearch(room.search ?? {})}`, fact: room.group })), words.filter((word) => !going.has(word))) },
    of('Limits', iconOf('/limits'), list(limits, (limit) => ({ id: limit.id, name: limit.name, detail: `${limit.kind}, ${scopeWords(limit.scope)}`, fact: `${money(limit.used)} of ${money(limit.cap)} ${limit.unit}`, facts: [['used', exactly({ amount: limit.used, currency: limit.unit })], ['held', limit.held], ['left', limit.left], ['cap', `${limit.cap} ${periodWords(limit.period)}`], ['counts', scopeWords(limit.scope)]], href: `/limits${writeSearch({ open: limit.id })}` })), '/limits'),
    of('Keys', iconOf('/keys'), { ...list(keys, (key) => ({ id: key.id, name: key.name, detail: [key.prefix, key.owner].filter(Boolean).join(', '), fact: key.revoked !== undefined ? 'revoked' : key.lastUsed === undefined ? 'not used' : ago(key.lastUsed, now), facts: [['owner', key.owner ?? 'the tenant'], ['may', [...key.roles, ...key.allow].join(', ')], ['models', key.models?.join(', ') ?? 'any'], ['last used', key.lastUsed === undefined ? 'never' : ago(key.lastUsed, now)]], href: `/keys${writeSearch({ open: key.id })}` })), matched: true }, '/keys'),
    of('Models', iconOf('/playground'), { data: models.data?.providers.flatMap(({ id, models: offered }) => offered.map((model): Found => ({ id: model.offer, name: model.offer, icon: 'right', detail: id, facts: [['provider', id], ['price', model.prices.length === 0 ? 'none known' : `${model.prices.length} units priced`]], href: `/providers${writeSearch({ open: id, tab: 'models' })}` }))), isFetching: models.isFetching }, '/providers'),
    of('Providers', iconOf('/providers'), list(providers, (one) => ({ id: one.id, name: one.id, detail: one.connector, fact: one.state, facts: [['connector', one.connector], ['state', one.state], ['breaker', one.breaker.state], ['grade', one.grade]], href: `/providers${writeSearch({ open: one.id })}` })), '/providers'),
    of('Routes', iconOf('/routes'), list(routes, (route) => ({ id: route.id, name: route.id, detail: `v${route.version}`, fact: ago(route.appliedAt, now), facts: [['version', String(route.version)], ['applied', ago(route.appliedAt, now)]], href: `/routes${writeSearch({ open: route.id })}` })), '/routes'),
    of('Workflows', iconOf('/workflows'), list(workflows, (one) => ({ id: one.id, name: one.id, detail: `v${one.version}, ${one.steps} steps`, fact: one.lastRun?.state, facts: [['version', String(one.version)], ['steps', String(one.steps)], ['last run', one.lastRun?.state ?? 'never']], href: `/workflows/${one.id}` })), '/workflows'),
    of('Decisions', iconOf('/decisions'), { data: decisions.data?.items.map((one): Found => ({ id: one.id, name: one.step ?? one.capability, icon: 'right', detail: [one.outcome, one.code, one.model ?? one.provider, `key ${one.principal}`, one.route].filter(Boolean).join(', '), fact: ago(one.beganAt, now), facts: [['outcome', one.code ?? one.outcome], ['model', one.model ?? '–'], ['answered', one.provider ?? 'nobody'], ['key', one.principal], ['route', one.route ?? '–'], ['cost', sum(one.cost)]], href: `/decisions/${one.id}` })), isFetching: decisions.isFetching, isPlaceholderData: decisions.isPlaceholderData, matched: true }, `/decisions${writeSearch({ since: '24h', text })}`),
    of('Runs', iconOf('/runs'), list(runs, (run) => ({ id: run.id, name: `${run.workflow} ${tailId(run.id)}`, detail: [run.state, run.reason?.code].filter(Boolean).join(', '), fact: ago(run.createdAt, now), facts: [['state', run.state], ['version', String(run.version)], ['done', `${run.progress.done} of ${run.progress.total}`]], href: `/runs/${run.id}` })), `/runs${writeSearch({ since: '30d', sort: '-started' })}`),
    { name: 'Acts', found: fitting(actions.filter(({ id }) => !id.startsWith('/')).map((action): Found => ({ id: action.id, name: action.label, icon: action.icon ?? 'right', keys: action.keys, run: action.run })), words) },
    of('Docs', 'file', { data: docs.data?.map((one): Found => ({ id: one.href, name: one.heading, icon: 'right', detail: one.page, fact: 'guide', facts: [['page', one.page]], href: one.href })), isFetching: docs.isFetching }),
  ];
}

function ids(text: string): Group {
  const href = pageOfId(text);
  return { name: 'Ids', found: href === undefined ? [] : [{ id: href, name: `Open ${text}`, icon: 'right', href }] };
}

// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider, createMemoryHistory, createRootRoute, createRouter } from '@tanstack/react-router';
import { cleanup, configure, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Usage } from './Usage';

const today = new Date().toISOString().slice(0, 10);
const figure = (model: string, cost: string, currency: string, calls: number) => ({ group: { model, day: today }, calls, attempts: 2 * calls, failed: calls, p50Ms: 700, quantities: { input_tokens: 10, output_tokens: 2 }, cost, currency, estimatedCost: '0', doubtfulCost: '0', priceLists: [], unpriced: [] });
const window = { name: 'w', period: 'month', scope: 'tenant', kind: 'budget', unit: 'USD', cap: '100', settled: '20', held: '0.84', unsettled: '0', used: '20', left: '80', resetsAt: '2099-12-01T00:00:00Z', thresholds: [] };
configure({ asyncUtilTimeout: 10_000 });
vi.setConfig({ testTimeout: 30_000 });
const fetch = vi.fn<(request: Request) => Promise<Response>>();

const asking = { ...window, id: 'shop', zone: 'Europe/Berlin', thresholds: [{ at: '80%', act: 'notify', reached: true }, { at: '90%', act: 'ask', reached: true }] };
const approval = { id: 'appr_1', budget: 'shop', period: 'month', amount: '2.5', currency: 'USD', from: '2026-11-01T00:00:00Z', until: '2099-12-01T00:00:00Z', by: 'ada', reason: 'end of the quarter', at: '2026-11-22T08:00:00Z', state: 'in_force' };

const savingStep = { kind: 'route', rule: 'cheap', strategy: 'cheapest', offers: [{ offer: 'small/m', calls: 3 }], calls: 3, before: '4', after: '1', change: '-3', besides: '0', p50Ms: 700 };
const compared = {
  baseline: 'large/m',
  priceLists: ['list v1 of 2026-11-01'],
  currency: 'USD',
  calls: 3,
  before: '4',
  after: '0.75',
  saved: '3.25',
  estimated: 1,
  p50Ms: 1400,
  steps: [savingStep, { ...savingStep, kind: 'cache', rule: undefined, strategy: undefined, offers: [], before: '0.25', after: '0', change: '-0.25' }],
  leftOut: [{ reason: 'unable', currency: 'USD', calls: 2, cost: '5.77', what: ['ai.embedding.create'] }],
  days: [{ day: today, before: '4', after: '0.75' }],
};
const choices = ['large/m', 'small/m'];
const cheaper = {
  kind: 'cheaper',
  route: 'both',
  capability: 'ai.chat.create',
  offer: 'large/m',
  other: 'small/m',
  finding: 'small/m answers ai.chat.create as well as large/m',
  action: 'name small/m before large/m in `use` of route both',
  resources: ['route/both', 'provider/large'],
  saving: { currency: 'USD', calls: 50, paid: '0.225', listed: '0.225', instead: '0.0225', saved: '0.2025', since: '2026-11-01T00:00:00Z', perMonth: '0.2025', estimated: 0, priceLists: ['list v1 of 2026-11-01'] },
  evidence: [{ offer: 'large/m', answers: 50, failed: 1, p50Ms: 900, scores: { calls: 20, mean: 0.75 } }],
};
const unscored = { kind: 'unscored', route: 'learns', finding: 'none of 60 answers has a score', action: 'say what answers are worth', resources: ['route/learns'], evidence: [] };

let gone = false;
let recommended: unknown[] = [];

function answer({ url, method }: Request): unknown {
  if (method !== 'GET') return approval;
  if (gone && url.includes('/usage/savings') && !url.includes('baseline=')) return { from: '2026-11-01T00:00:00Z', to: '2026-11-30T00:00:00Z', choices, unusable: "baseline 'huge/m' is no model of a provider" };
  if (url.includes('/usage/savings')) return { from: '2026-11-01T00:00:00Z', to: '2026-11-30T00:00:00Z', choices, ...(url.includes('baseline=') ? { figures: compared } : {}) };
  if (url.includes('/usage/recommendations')) return { from: '2026-11-01T00:00:00Z', to: '2026-11-30T00:00:00Z', days: 30, enough: 50, enoughScored: 20, items: recommended };
  if (url.includes('/api/v1/usage') && url.includes('by=model') && url.includes('to=')) return { items: [figure('a', '5', 'USD', 3), figure('b', '32', 'USD', 1)], truncated: false };
  if (url.includes('/api/v1/usage')) return { items: [figure('a', '10', 'USD', 3), { ...figure('b', '30', 'USD', 1), saved: '0.25' }, { ...figure('c', '1000', 'JPY', 7), unpriced: ['images'] }], truncated: false };
  if (url.includes('/approvals')) return { items: [approval], truncated: false };
  return { items: [{ ...window, id: 'paced', forecast: { used: '60', method: 'linear' } }, { ...window, id: 'weekly', forecast: { used: '70', method: 'seasonal' } }, asking], truncated: false };
}

const sent = async (method: string) => {
  const [request] = fetch.mock.calls.map(([one]) => one).filter((one) => one.method === method);
  return request === undefined ? undefined : { path: new URL(request.url).pathname, body: (await request.clone().json()) as unknown, once: request.headers.get('Idempotency-Key') };
};

beforeEach(() => {
  vi.stubGlobal('scrollTo', () => undefined);
  vi.stubGlobal('fetch', fetch);
  // The test's document has no modal dialogs.
  HTMLDialogElement.prototype.showModal = function (this: HTMLDialogElement) {
    this.open = true;
  };
  gone = false;
  recommended = [];
  fetch.mockReset();
  fetch.mockImplementation((request) => Promise.resolve(Response.json(answer(request))));
  const router = createRouter({ routeTree: createRootRoute({ component: Usage }), history: createMemoryHistory({ initialEntries: ['/usage'] }) });
  render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  );
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const rows = () => within(screen.getByRole('table', { name: /^What was used/ })).getAllByRole('row').slice(1).map((row) => within(row).getAllByRole('cell').map((cell) => cell.textContent));

it('shows what was charged in one currency, and another when it is chosen', async () => {
  await screen.findByText('Spend a day, USD');
  expect(rows().map(([name, cost, share, calls]) => [name, cost, share, calls])).toEqual([
    ['b', '30.00 USD', '75 %', '1 calls'],
    ['a', '10.00 USD', '25 %', '3 calls'],
    ['all', '40.00 USD', '', '4 calls'],
  ]);
  expect(screen.getByRole('img', { name: /days, on the highest 40.00;/ })).toBeDefined();
  expect(screen.getByText('saved by the cache').nextSibling?.textContent).toBe('0.2500 USD');
  fireEvent.click(screen.getByRole('link', { name: 'JPY' }));
  await screen.findByText('Spend a day, JPY');
  expect(screen.queryByText('saved by the cache')).toBeNull();
  expect(rows().map(([name, cost, share]) => [name, cost, share])).toEqual([
    ['cno price for images', '1,000.00 JPY', '100 %'],
    ['all', '1,000.00 JPY', ''],
  ]);
  expect(fetch.mock.calls.some(([{ url }]) => url.includes('currency='))).toBe(false);
});

it('claims no saving until a baseline is chosen, then tells it rule by rule', async () => {
  expect(await screen.findByRole('heading', { name: 'No baseline chosen' })).toBeDefined();
  fireEvent.change(screen.getByLabelText('Choose a baseline'), { target: { value: 'large/m' } });
  const stairs = within(await screen.findByRole('table', { name: /^From the baseline to what was settled/ }));
  expect(stairs.getAllByRole('row').slice(1).map((row) => row.textContent)).toEqual([
    'baseline large/m for every call4.001.4 s',
    'cheap cheapest: small/m− 3.00−700 msnot measured ',
    'exact cache 3 equal calls− 0.2500−700 msthe same bytes ',
    'settled what these calls cost0.7500',
  ]);
  expect(stairs.getByRole('link', { name: 'cheap' }).getAttribute('href')).toBe('/routes?open=cheap');
  expect(screen.getByText('81.3 % less than the baseline')).toBeDefined();
  expect(screen.getByRole('img', { name: /the baseline would stand at 4.00 USD, settled are 0.7500 USD/ })).toBeDefined();
  expect(screen.getByText(/Left out: 2 calls that the baseline could not have answered \(ai\.embedding\.create\), for 5\.77 USD\./)).toBeDefined();
  expect(screen.getByText(/The tokens of 1 call are estimated/)).toBeDefined();
});

it('says when the baseline of a price list is gone, and lets choose another', async () => {
  gone = true;
  expect(await screen.findByRole('heading', { name: 'The baseline of the price list is gone' })).toBeDefined();
  expect(screen.getByText(/baseline 'huge\/m' is no model of a provider/)).toBeDefined();
  fireEvent.change(screen.getByLabelText('Choose a baseline'), { target: { value: 'large/m' } });
  expect(await screen.findByText('81.3 % less than the baseline')).toBeDefined();
});

it('tells beside each group what failed, how long it took and what changed', async () => {
  await screen.findByText('+100 %');
  expect(rows().map((row) => [row[0], ...row.slice(5)])).toEqual([
    ['b', '30,000.00', '0', '700 ms', '50 %', '−6 %'],
    ['a', '3,333.33', '0', '700 ms', '50 %', '+100 %'],
    ['all', '10,000.00', '0', '', '50 %', '+8 %'],
  ]);
  expect(screen.getByText('held now').nextSibling?.textContent).toBe('0.8400 USD');
  expect(screen.getByText('forecast of the month').nextSibling?.textContent).toBe('about 60.00 of 100.00');
});

it('tells what is saved as a fact once there is a baseline', async () => {
  fireEvent.change(await screen.findByLabelText('Choose a baseline'), { target: { value: 'large/m' } });
  expect((await screen.findByText('saved against large/m')).nextSibling?.textContent).toBe('3.25 USD 81 %');
});

it('recommends with figures and a place to change, and says from when on it does', async () => {
  recommended = [cheaper, unscored];
  const place = within(await screen.findByRole('region', { name: 'Recommendations' }));
  const [first, second] = await place.findAllByRole('listitem');
  expect(first?.textContent).toBe('Costs lessbothsmall/m answers ai.chat.create as well as large/m.large/m 50 answers, 1 failed, p50 900 ms, worth 0.75 by 20 scoresTo do: name small/m before large/m in use of route both.0.2025 USD less in 30 days list price');
  expect(place.getByRole('link', { name: 'both' }).getAttribute('href')).toBe('/routes?open=both');
  expect(place.getByTitle(/50 calls since 2026-11-01 cost 0\.225 USD here and 0\.0225 there, 0\.2025 less, .*; 0\.225 was paid then/)).toBeDefined();
  expect(second?.textContent).toBe('No scoreslearnsnone of 60 answers has a score.To do: say what answers are worth.');
});

it('says from how many answers on it recommends where nothing stands out', async () => {
  expect(await screen.findByRole('heading', { name: 'Nothing to recommend' })).toBeDefined();
  expect(screen.getByText(/from 50 answers each on, and 20 scores each/)).toBeDefined();
});

it('lists what wants to be looked at', async () => {
  const list = within(await screen.findByRole('region', { name: 'Alerts' }));
  expect(list.getByText('shop is beyond 90%')).toBeDefined();
  expect(list.queryByText(/has no price/)).toBeNull();
  fireEvent.click(screen.getByRole('link', { name: 'JPY' }));
  expect(await list.findByText('c has no price for images')).toBeDefined();
});

it('tells how each forecast was come by', async () => {
  const budgets = within(await screen.findByRole('complementary', { name: 'Budgets' }));
  expect(await budgets.findByTitle('60 USD, if it goes on as since the window began')).toBeDefined();
  expect(budgets.getByTitle('70 USD, if each hour to come uses what the same hour of the week before did')).toBeDefined();
});

it('says of a budget that asks what is refused, by whose calendar, and what was allowed', async () => {
  expect(await screen.findByText('a month, Europe/Berlin')).toBeDefined();
  expect((await screen.findByText(/90% reached/)).textContent).toBe(' 90% reached: calls are refused until somebody allows more; allowed: 2.50 USD beyond it');
  const list = within(await screen.findByRole('list', { name: 'Approvals' }));
  expect(list.getByText('end of the quarter')).toBeDefined();
  expect(list.getByText('in force')).toBeDefined();
});

it('allows more once, with an amount and a reason', async () => {
  fireEvent.click(await screen.findByRole('button', { name: 'Allow more' }));
  const dialog = within(screen.getByRole('dialog', { name: 'Allow more of shop?' }));
  const allow = dialog.getByRole<HTMLButtonElement>('button', { name: 'Allow it' });
  expect(allow.disabled).toBe(true);
  fireEvent.change(dialog.getByLabelText('USD'), { target: { value: '2.5' } });
  fireEvent.change(dialog.getByLabelText(/^Reason/), { target: { value: 'end of the quarter' } });
  fireEvent.click(allow);
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  const request = await sent('POST');
  expect(request).toMatchObject({ path: '/api/v1/limits/budget/shop/approvals', body: { period: 'month', amount: '2.5', reason: 'end of the quarter' } });
  expect(request?.once).toMatch(/^[0-9a-f]{32}$/);
});

it('withdraws an approval after asking', async () => {
  fireEvent.click(await screen.findByRole('button', { name: 'Withdraw' }));
  const dialog = within(screen.getByRole('dialog', { name: 'Withdraw what was allowed of shop?' }));
  fireEvent.click(dialog.getByRole('button', { name: 'Withdraw it' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(await sent('POST')).toMatchObject({ path: '/api/v1/limits/approvals/appr_1/withdraw', body: {} });
});

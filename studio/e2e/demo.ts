import { expect, type APIRequestContext } from '@playwright/test';
import { address } from './server';

interface Failover {
  id: string;
  run: string;
}

/** Outages are rehearsed with calls of no run, which fail over as well. */
const enough = 50;

/** The newest decision of a run in which one provider failed and another answered. */
async function newest(request: APIRequestContext): Promise<Failover> {
  const response = await request.get(`/api/v1/decisions?failover=true&limit=${enough}`);
  expect(response.ok(), 'decisions are answered').toBe(true);
  const { items } = (await response.json()) as { items: Partial<Failover>[] };
  const found = items.find((one): one is Failover => one.run !== undefined);
  if (found === undefined) throw new Error('the server holds no run of the demo: none of its decisions is a failover');
  return found;
}

/** The newest run of the demo. */
export async function demoRun(request: APIRequestContext): Promise<string> {
  return (await newest(request)).run;
}

/** A decision in which one provider failed and another answered. */
export async function failover(request: APIRequestContext): Promise<string> {
  return (await newest(request)).id;
}

/** The number of the audit log's newest entry. */
export async function newestEntry(request: APIRequestContext): Promise<number> {
  const response = await request.get('/api/v1/audit?sort=-at&limit=1');
  const { items } = (await response.json()) as { items: { sequence: number }[] };
  if (items[0] === undefined) throw new Error('the audit log is empty');
  return items[0].sequence;
}

/** Starts a run of three complaints, one every three seconds. */
export async function startSmallRun(request: APIRequestContext): Promise<string> {
  const complaints = ['My card was charged twice.', 'A collector calls about a debt that is not mine.', 'My mortgage payment was lost.'];
  const input = {
    complaints: complaints.map((narrative, at) => ({ id: `small-${at}`, narrative })),
    classes: { credit_card: 'A problem with a credit card.', debt_collection: 'A debt collector demands payment.', mortgages_and_loans: 'A problem with a mortgage or loan.' },
    pace: '3s',
  };
  const response = await request.post('/api/v1/workflows/complaint_triage/runs', { data: { input }, headers: { 'X-Auterity-Console': '1', Origin: new URL(address).origin } });
  expect(response.ok(), await response.text()).toBe(true);
  return ((await response.json()) as { id: string }).id;
}

import { expect, test, type Browser, type Page } from '@playwright/test';
import { demoRun, failover } from './demo';
import { ready } from './look';
import { address, session } from './server';

/** What one page may ask for, and how far what stands on it may move, from an empty cache. */
const bounds = { requests: 12, shift: 0.1 };
/** A workflow's page draws a graph, with what starts it and the figures of a run on it, above a month of runs and the newest of them. */
const ofWorkflow = 15;
/** The first room gathers what stands in others. */
const ofHome = 15;

const screens = { desktop: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } };

interface Shift {
  value: number;
  moved: string[];
}

/** Notes what moves on a page by itself, with what it was. */
function note(): void {
  const heard: Shift[] = [];
  Object.assign(window, { shifts: heard });
  interface Moved extends PerformanceEntry {
    value: number;
    hadRecentInput: boolean;
    sources: { node: Node | null }[];
  }
  const named = (node: Node | null) => (node instanceof Element ? `${node.tagName.toLowerCase()}.${node.className}` : (node?.textContent ?? '?'));
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as Moved[]) if (!entry.hadRecentInput) heard.push({ value: entry.value, moved: entry.sources.map(({ node }) => named(node)) });
  }).observe({ type: 'layout-shift', buffered: true });
}

/** A request without the times and ids in it: the same asked later, or of a run that began meanwhile, is no other. */
const kindOf = (request: string) => request.replace(/\b(run|dec)_[0-9a-f]{32}\b/g, '$1').replace(/\d{4}-\d\d-\d\dT[\d.%A-F]+Z/g, 'time');

/** Opens a page with an empty cache; what it asked for until it stood there, and what moved. */
async function opened(browser: Browser, viewport: { width: number; height: number }, path: string): Promise<{ requests: string[]; shifts: Shift[] }> {
  const context = await browser.newContext({ storageState: session, viewport });
  const page = await context.newPage();
  const requests: string[] = [];
  // What is asked for again and again counts once: the pages follow what happens.
  page.on('request', (request) => {
    const one = kindOf(`${request.method()} ${request.url().slice(address.length)}`);
    if (!requests.includes(one)) requests.push(one);
  });
  await page.addInitScript(note);
  await page.goto(path);
  await ready(page);
  await page.waitForLoadState('networkidle');
  const shifts = await page.evaluate(() => (window as unknown as { shifts: Shift[] }).shifts);
  await context.close();
  return { requests, shifts };
}

/** The addresses of the rail, and of the pages that they lead to. */
async function pages(page: Page): Promise<string[]> {
  await page.goto('/');
  await ready(page);
  const rooms = await page.getByRole('navigation', { name: 'Rooms' }).first().getByRole('link').evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
  const [run, decision] = [await demoRun(page.request), await failover(page.request)];
  return [...rooms, `/runs/${run}`, '/workflows/complaint_triage', `/decisions/${decision}`, '/providers/catalogue', '/providers/connect', '/routes?open=triage', '/limits?open=budget/daily/day/USD'];
}

for (const [name, viewport] of Object.entries(screens)) {
  test(`every page stands still and asks for little, ${name}`, async ({ page, browser }) => {
    for (const path of await pages(page)) {
      const { requests, shifts } = await opened(browser, viewport, path);
      const sum = shifts.reduce((all, { value }) => all + value, 0);
      expect.soft(requests.length, `${path} asks for ${requests.join(', ')}`).toBeLessThanOrEqual(path === '/' ? ofHome : path.startsWith('/workflows/') ? ofWorkflow : bounds.requests);
      expect.soft(sum, `${path} moves ${JSON.stringify(shifts)}`).toBeLessThanOrEqual(bounds.shift);
    }
  });
}

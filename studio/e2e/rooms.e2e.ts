import { expect, test, type Page } from '@playwright/test';
import { demoRun, failover, newestEntry } from './demo';
import { complaints, overflow, ready, violations } from './look';

const desktop = { width: 1440, height: 900 };
/** The narrowest that pages must be readable on. */
const phone = { width: 360, height: 740 };

/** Every page of the console, by the name its picture gets. */
async function pages(page: Page): Promise<Record<string, string>> {
  const run = await demoRun(page.request);
  const decision = await failover(page.request);
  return {
    home: '/',
    'first steps': '/?view=first',
    runs: '/runs?since=24h&sort=-started',
    run: `/runs/${run}`,
    step: `/runs/${run}?open=triage[0].classify&tab=explain`,
    input: `/runs/${run}?open=triage[0].classify&tab=input`,
    instances: `/runs/${run}?open=triage[].classify`,
    decisions: '/decisions?failover=true',
    explain: `/decisions/${decision}`,
    json: `/decisions/${decision}?view=json`,
    providers: '/providers',
    provider: '/providers?open=bge-small',
    routes: '/routes',
    route: '/routes?open=triage',
    difference: '/routes?open=triage&tab=diff',
    guardrails: '/guardrails',
    playground: '/playground?a=fast&b=gpt-4o-mini',
    catalogue: '/providers/catalogue',
    connector: '/providers/catalogue?open=gitea&tab=operations',
    compare: '/providers/catalogue/compare?ids=gitea,embedded-git',
    events: '/events',
    'new endpoint': '/events?form=new',
    capabilities: '/providers/catalogue?view=capabilities',
    limits: '/limits',
    limit: '/limits?open=budget/daily/day/USD',
    keys: '/keys',
    'new key': '/keys?open=new',
    owners: '/keys?view=owners',
    'audit log': '/audit',
    entry: `/audit?open=${await newestEntry(page.request)}`,
    usage: '/usage',
    saving: '/usage?baseline=gpt-4o-mini/gpt-4o-mini',
    'usage by team': '/usage?by=team&measure=calls',
    workflows: '/workflows',
    workflow: '/workflows/complaint_triage',
  };
}

for (const viewport of [desktop, phone]) {
  test.describe(`${viewport.width} px`, () => {
    test.use({ viewport });
    test('every page is readable, in light and in dark, and without violations', async ({ page }) => {
      const heard = complaints(page);
      for (const [name, path] of Object.entries(await pages(page))) {
        await page.emulateMedia({ colorScheme: 'light' });
        await page.goto(path);
        await ready(page);
        await expect(page.locator('main [role=alert]'), `${name} shows no error`).toHaveCount(0);
        expect(await overflow(page), `${name} scrolls sideways`).toBeLessThanOrEqual(0);
        expect(await violations(page), `axe on ${name}`).toEqual([]);
        await picture(page, name, 'light');
        // The dark page is the light one in other colours: only its contrast is new.
        await page.emulateMedia({ colorScheme: 'dark' });
        expect(await violations(page, ['color-contrast']), `contrast on dark ${name}`).toEqual([]);
        await picture(page, name, 'dark');
      }
      expect(heard).toEqual([]);
    });
  });
}

/** Where somebody wants to look at the pages: a test does not. */
async function picture(page: Page, name: string, theme: string): Promise<void> {
  if (process.env.STUDIO_PICTURES === undefined) return;
  const { width } = page.viewportSize() ?? desktop;
  await page.screenshot({ path: `target/pictures/${name}-${theme}-${width}.png`, fullPage: width === phone.width });
}

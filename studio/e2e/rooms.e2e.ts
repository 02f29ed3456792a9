import { expect, test, type Page } from '@playwright/test';
import { demoRun, failover } from './demo';
import { complaints, overflow, violations } from './look';

const desktop = { width: 1440, height: 900 };
const phone = { width: 390, height: 844 };
const narrowest = { width: 360, height: 740 };

/** Every page of the console, by the name its picture gets. */
async function pages(page: Page): Promise<Record<string, string>> {
  const run = await demoRun(page.request);
  const decision = await failover(page.request);
  return {
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
    workflows: '/workflows',
    workflow: '/workflows/complaint_triage',
  };
}

// The dark pages are the light ones in other colours: only their contrast is new.
const looks = [
  { theme: 'light', viewport: desktop, rules: undefined },
  { theme: 'light', viewport: phone, rules: undefined },
  { theme: 'dark', viewport: desktop, rules: ['color-contrast'] },
  { theme: 'dark', viewport: phone, rules: ['color-contrast'] },
] as const;

for (const { theme, viewport, rules } of looks) {
  test.describe(`${theme}, ${viewport.width} px`, () => {
    test.use({ colorScheme: theme, viewport });
    test('every page is readable and without violations', async ({ page }) => {
      test.setTimeout(300_000);
      const heard = complaints(page);
      for (const [name, path] of Object.entries(await pages(page))) {
        await page.goto(path);
        await expect(page.locator('main h1')).toBeVisible();
        await expect(page.locator('[aria-busy=true]')).toHaveCount(0);
        await expect(page.locator('main [role=alert]'), `${name} shows no error`).toHaveCount(0);
        expect(await violations(page, rules === undefined ? undefined : [...rules]), `axe on ${name}`).toEqual([]);
        expect(await overflow(page), `${name} scrolls sideways`).toBeLessThanOrEqual(0);
        await page.screenshot({ path: `target/pictures/${name}-${theme}-${viewport.width}.png`, fullPage: viewport === phone });
      }
      expect(heard).toEqual([]);
    });
  });
}

test.describe('at the narrowest', () => {
  test.use({ viewport: narrowest });
  test('no page scrolls sideways', async ({ page }) => {
    test.setTimeout(120_000);
    for (const [name, path] of Object.entries(await pages(page))) {
      await page.goto(path);
      await expect(page.locator('main h1')).toBeVisible();
      await expect(page.locator('[aria-busy=true]')).toHaveCount(0);
      expect(await overflow(page), `${name} at ${narrowest.width} px`).toBeLessThanOrEqual(0);
    }
  });
});

import { expect, test } from '@playwright/test';
import { failover } from './demo';
import { lostLine, ready } from './look';

test('a network that goes silent is noticed on every page', async ({ page }) => {
  test.setTimeout(120_000);
  for (const path of ['/runs', `/decisions/${await failover(page.request)}`]) {
    await page.goto(path);
    await ready(page);
    await page.route('**/api/v1/**', () => undefined);
    await expect(lostLine(page)).toBeVisible({ timeout: 20_000 });
    await page.unrouteAll({ behavior: 'ignoreErrors' });
    await expect(page.getByRole('alert')).toHaveCount(0, { timeout: 30_000 });
  }
});

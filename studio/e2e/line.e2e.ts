import { expect, test } from '@playwright/test';
import { failover } from './demo';
import { lostLine, ready } from './look';

test('a network that goes silent is noticed on every page', async ({ context }) => {
  test.setTimeout(120_000);
  const paths = ['/runs', `/decisions/${await failover(context.request)}`];
  // Beside each other: most of it is waiting.
  await Promise.all(
    paths.map(async (path) => {
      const page = await context.newPage();
      await page.goto(path);
      await ready(page);
      await page.route('**/api/v1/**', () => undefined);
      await expect(lostLine(page)).toBeVisible({ timeout: 20_000 });
      await page.unrouteAll({ behavior: 'ignoreErrors' });
      await expect(page.getByRole('alert')).toHaveCount(0, { timeout: 30_000 });
    }),
  );
});

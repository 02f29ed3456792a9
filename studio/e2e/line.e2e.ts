import { expect, test } from '@playwright/test';
import { failover } from './demo';
import { lostLine, ready } from './look';

test('a network that goes silent is noticed on every page', async ({ context }) => {
  const paths = ['/runs', `/decisions/${await failover(context.request)}`];
  // Beside each other: most of it is waiting.
  await Promise.all(
    paths.map(async (path) => {
      const page = await context.newPage();
      await page.goto(path);
      await ready(page);
      await page.route('**/api/v1/**', () => undefined);
      await expect(lostLine(page)).toBeVisible();
      await page.unrouteAll({ behavior: 'ignoreErrors' });
      await expect(page.getByRole('alert')).toHaveCount(0);
    }),
  );
});

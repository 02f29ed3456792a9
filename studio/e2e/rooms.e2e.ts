import { expect, test, type Page } from '@playwright/test';
import { addresses } from './addresses';
import { complaints, overflow, ready, violations } from './look';

const desktop = { width: 1440, height: 900 };
/** The narrowest that pages must be readable on. */
const phone = { width: 360, height: 740 };

for (const viewport of [desktop, phone]) {
  test.describe(`${viewport.width} px`, () => {
    test.use({ viewport });
    test('every page is readable, in light and in dark, and without violations', async ({ page }) => {
      const heard = complaints(page);
      for (const [name, path] of Object.entries(await addresses(page))) {
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

import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Locator, type Page } from '@playwright/test';

/** Waits until a page stands there with its answers: its heading comes first, together with the marks of what is still awaited. */
export async function ready(page: Page): Promise<void> {
  await expect(page.locator('main h1')).toBeVisible();
  await expect(page.locator('[aria-busy=true]')).toHaveCount(0);
}

/** What says that the line to the server is lost. A place without an answer may complain beside it. */
export function lostLine(page: Page): Locator {
  return page.getByRole('alert').filter({ hasText: 'Not live since' });
}

/** What axe finds wrong with a page, one line each; all its rules, or those named. */
export async function violations(page: Page, rules?: string[]): Promise<string[]> {
  // Its legacy mode stays in the page; the other one opens a second page, for frames that we do not have.
  // What passes is not asked for: to name each such place takes longer than to find what does not.
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] });
  const { violations: found } = await (rules === undefined ? axe : axe.withRules(rules)).analyze();
  return found.map((v) => `${v.id}: ${v.nodes.map((node) => node.target.join(' ')).join(', ')}`);
}

/** How far a page reaches beyond the width of the screen, in pixels. */
export function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
}

/** Collects what the browser complains about: errors of our code, and anything the content security policy stopped. */
export function complaints(page: Page): string[] {
  const heard: string[] = [];
  page.on('pageerror', (error) => heard.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && /content security policy|violates|refused to/i.test(message.text())) heard.push(message.text());
  });
  return heard;
}

/** Ends what changes colours by and by: between two schemes a page has the colours of neither. */
async function arrived(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const one of document.getAnimations()) if (one instanceof CSSTransition) one.finish();
  });
}

const desktop = { width: 1440, height: 900 };
const phone = { width: 390, height: 844 };

/** Looks at a page as it is, wide and narrow, light and dark: that is the same in other colours. Pictures are kept where STUDIO_PICTURES is set. */
export async function looked(page: Page, name: string): Promise<void> {
  for (const screen of [desktop, phone]) {
    await page.setViewportSize(screen);
    expect(await overflow(page), `${name} scrolls sideways`).toBeLessThanOrEqual(0);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await arrived(page);
      const rules = colorScheme === 'dark' ? ['color-contrast'] : undefined;
      expect(await violations(page, rules), `${name}, ${colorScheme}, ${screen.width}`).toEqual([]);
      if (process.env.STUDIO_PICTURES !== undefined) await page.screenshot({ path: `target/pictures/${name}-${colorScheme}-${screen.width}.png`, fullPage: screen === phone });
    }
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize(desktop);
}

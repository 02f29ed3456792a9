import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/** What axe finds wrong with a page, one line each; all its rules, or those named. */
export async function violations(page: Page, rules?: string[]): Promise<string[]> {
  // Its legacy mode stays in the page; the other one opens a second page, for frames that we do not have.
  const axe = new AxeBuilder({ page }).setLegacyMode();
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

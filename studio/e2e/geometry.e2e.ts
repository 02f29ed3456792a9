import { expect, test } from '@playwright/test';
import { addresses, others, told } from './addresses';
import { demoRun } from './demo';
import { misplaced } from './geometry';
import { overflow, ready } from './look';

const screens = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
];

/** What needs a thing that the demo does not leave behind; their own tests look at them. */
const apart = ['/signin', '/rehearsals/$id', '/providers/$id/chat', '/triggers/$id/form'];

test('each page that there is is looked at', async ({ page }) => {
  const looked = Object.values({ ...(await addresses(page)), ...(await others(page)) }).map((address) => address.split('?')[0] ?? '');
  const fits = (path: string) => new RegExp(`^${path.replaceAll(/\$\w+/g, '[^/]+')}$`);
  expect(told().length).toBeGreaterThan(25);
  expect(told().filter((path) => !apart.includes(path) && !looked.some((address) => fits(path).test(address)))).toEqual([]);
});

test('nothing is wider than the window, over another part, or out of its lane', async ({ page }) => {
  for (const [name, path] of Object.entries({ ...(await addresses(page)), ...(await others(page)) })) {
    await page.goto(path);
    await ready(page);
    for (const screen of screens) {
      await page.setViewportSize(screen);
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        expect.soft(await misplaced(page), `${name}, ${screen.width}, ${colorScheme}`).toEqual([]);
        expect.soft(await overflow(page), `${name} scrolls sideways at ${screen.width}`).toBeLessThanOrEqual(0);
      }
    }
  }
});

test('what is misplaced is told', async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto(`/runs/${await demoRun(page.request)}`);
  await ready(page);
  await expect(page.locator('.lane svg').first()).toBeVisible();
  expect(await misplaced(page)).toEqual([]);
  const broken = (selector: string, property: string, value: string) =>
    page.locator(selector).first().evaluate((one: HTMLElement | SVGElement, [name, to]) => one.style.setProperty(name, to), [property, value] as const);
  await broken('.lane svg', 'height', '104px');
  expect(await misplaced(page)).toEqual(['svg leaves its lane']);
  await broken('.facts', 'margin-top', '-30px');
  expect((await misplaced(page)).join()).toContain('lie over each other');
  await broken('main', 'width', '1500px');
  expect((await misplaced(page)).join()).toContain('main.page.fixed-height reaches beyond the window');
});

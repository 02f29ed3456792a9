import { expect, test, type Locator, type Page } from '@playwright/test';
import { overflow, violations } from './look';
import { address } from './server';

const id = 'written-here';

test('a workflow is written in the console, and checked while it is', async ({ page }) => {
  await page.goto('/workflows');
  await page.getByRole('button', { name: /New workflow/ }).click();
  const ask = page.getByRole('dialog');
  await ask.getByLabel('Id').fill(id);
  await ask.getByRole('button', { name: 'Write it' }).click();
  await expect(page.getByRole('heading', { name: id, level: 1 })).toBeVisible();
  await expect(page.getByText('can be published')).toBeVisible();

  await page.getByRole('button', { name: /Add a step/ }).click();
  await page.getByRole('combobox', { name: /^Add a step/ }).fill('wait');
  await page.keyboard.press('Enter');
  const panel = page.getByRole('complementary', { name: 'Step wait' });
  await expect(panel).toBeVisible();
  await expect(page.locator('[data-path="wait"]')).toBeVisible();

  const field = panel.getByLabel('Name *');
  await panel.getByText(/^More/).click();
  await panel.getByLabel('Only if: value').selectOption('Write an expression…');
  const condition = panel.getByLabel('Only if');
  await condition.fill('${hello');
  await condition.press('Tab');
  await expect(page.getByText('1 problem keeps it from being published')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Publish' })).toBeDisabled();
  await condition.fill('${true}');
  await condition.press('Tab');
  await panel.getByLabel('For *').fill('5');
  await panel.getByLabel('For, unit').selectOption('milliseconds');
  await expect(field).toHaveValue('wait');
  await expect(page.getByText('can be published')).toBeVisible();
  expect(await violations(page)).toEqual([]);
  expect(await overflow(page)).toBeLessThanOrEqual(0);
});

test('a template becomes a draft that can be published', async ({ page }) => {
  await page.goto('/workflows');
  await page.getByRole('button', { name: /New workflow/ }).click();
  const ask = page.getByRole('dialog');
  await ask.getByRole('button', { name: /Mask personal data/ }).click();
  await ask.getByLabel('Id').fill('cleaned');
  await ask.getByLabel('At one time').fill('3');
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Enter');

  await expect(page.getByRole('heading', { name: 'cleaned', level: 1 })).toBeVisible();
  await expect(page.getByText('can be published')).toBeVisible();
  expect(await overflow(page)).toBeLessThanOrEqual(0);
});

/** Writes a workflow of these steps as a draft, and opens it in the editor. */
async function opened(page: Page, name: string, steps: string): Promise<void> {
  const headers = { 'X-Auterity-Console': '1', Origin: new URL(address).origin };
  await page.request.delete(`/api/v1/workflows/${name}/draft?revision=1`, { headers });
  const saved = await page.request.put(`/api/v1/workflows/${name}/draft`, { headers, data: { text: `kind: workflow\nid: ${name}\nspec:\n  steps:\n${steps}`, follows: 0, revision: 0 } });
  expect(saved.ok(), await saved.text()).toBe(true);
  await page.goto(`/workflows/${name}/edit`);
  await expect(page.locator('.problems, .dock [role=status]')).not.toHaveText('checking');
}

/** Drags with the mouse from the middle of one thing to a point beside another. */
async function drag(page: Page, from: Locator, to: Locator, by: { x: number; y: number }): Promise<void> {
  const [a, b] = [await from.boundingBox(), await to.boundingBox()];
  if (a === null || b === null) throw new Error('what is dragged, or where to, is not in sight');
  await page.mouse.move(a.x + a.width / 2, a.y + a.height / 2);
  await page.mouse.down();
  await page.mouse.move(a.x + a.width / 2 + 12, a.y + a.height / 2, { steps: 2 });
  await page.mouse.move(b.x + b.width / 2 + by.x, b.y + b.height / 2 + by.y, { steps: 6 });
  await expect(page.locator('.spot.aimed')).toBeVisible();
  await page.mouse.up();
}

/** The ids of the steps as they follow each other in the text. */
async function order(page: Page): Promise<string[]> {
  await page.getByRole('button', { name: 'Graph and YAML' }).click();
  const text = await page.getByLabel('The workflow as YAML').inputValue();
  await page.getByRole('button', { name: 'Graph', exact: true }).click();
  return [...text.matchAll(/- (?:\{)?id: (\w+)/g)].map(([, id]) => id ?? '');
}

/** Waits until the steps follow each other so, in the text and as they are drawn. */
async function follow(page: Page, ids: string[]): Promise<void> {
  await expect.poll(() => order(page)).toEqual(ids);
  const drawn = (): Promise<string[]> =>
    page.locator('[data-path]').evaluateAll((steps) =>
      steps
        .map((step) => ({ id: (step.getAttribute('data-path') ?? '').replace(/^.*\./, ''), top: step.getBoundingClientRect().top }))
        .sort((one, other) => one.top - other.top)
        .map((step) => step.id),
    );
  await expect.poll(drawn).toEqual(ids);
}

const three = '    - {id: first, transform: 1}\n    - {id: second, transform: 2} # stays\n    - id: all\n      each: ${[1, 2]}\n      as: one\n      steps:\n        - {id: inner, transform: 3}\n';

test('steps are put elsewhere with the mouse, joined, and put back', async ({ page }) => {
  await opened(page, 'dragged', three);
  const step = (path: string) => page.locator(`[data-path="${path}"]`);
  await drag(page, step('second'), step('first'), { x: 0, y: -30 });
  await follow(page, ['second', 'first', 'all', 'inner']);
  await page.getByRole('button', { name: 'Undo, Ctrl Z' }).click();
  await follow(page, ['first', 'second', 'all', 'inner']);

  await drag(page, step('second'), step('all[].inner'), { x: 200, y: 0 });
  await follow(page, ['first', 'all', 'inner', 'second']);
  await expect(step('all[].second')).toBeVisible();

  await page.getByRole('button', { name: /Add a step A/ }).click();
  await page.getByRole('combobox', { name: /^Add a step/ }).fill('wait');
  await drag(page, page.getByRole('option', { name: /^Wait Lets/ }), step('first'), { x: 0, y: 40 });
  await expect(page.getByRole('complementary', { name: 'Step wait' })).toBeVisible();
  await follow(page, ['first', 'wait', 'all', 'inner', 'second']);
  expect(await violations(page)).toEqual([]);
});

test('steps are put elsewhere by keys alone', async ({ page }) => {
  await opened(page, 'keyed', three);
  await page.locator('[data-path="second"]').focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('complementary', { name: 'Step second' })).toBeVisible();
  await page.keyboard.press('m');
  await expect(page.getByRole('button', { name: 'Put second before first' })).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('button', { name: 'Put second before inner' })).toBeFocused();
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(page.locator('.spot')).toHaveCount(0);
  await page.keyboard.press('m');
  await page.keyboard.press('Enter');
  await follow(page, ['second', 'first', 'all', 'inner']);

  await page.getByRole('button', { name: 'Insert a step behind first' }).click();
  await page.getByRole('combobox', { name: /^Add a step/ }).fill('wait');
  await page.keyboard.press('Enter');
  await follow(page, ['second', 'first', 'wait', 'all', 'inner']);
});

test('in a window of half a screen the graph is seen, and a step opens below it', async ({ page }) => {
  await page.setViewportSize({ width: 1100, height: 800 });
  await opened(page, 'halved', three);
  await expect(page.locator('[data-path="first"]')).toBeInViewport();
  await page.locator('[data-path="first"]').click();
  await expect(page.getByRole('complementary', { name: 'Step first' })).toBeInViewport();
  expect(await violations(page)).toEqual([]);
  expect(await overflow(page)).toBeLessThanOrEqual(0);
});

test('on a phone a step is put elsewhere by a list of places', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await opened(page, 'tapped', three);
  await page.getByRole('button', { name: /^second/ }).click();
  await page.getByRole('button', { name: /^Move…/ }).click();
  const places = page.getByRole('region', { name: 'Where to put second' });
  await expect(places).toBeVisible();
  expect(await violations(page)).toEqual([]);
  expect(await overflow(page)).toBeLessThanOrEqual(0);
  await places.getByRole('button', { name: 'behind inner' }).click();
  await expect(page.getByRole('complementary', { name: 'Step second' })).toBeVisible();
  await page.getByRole('button', { name: 'Close panel' }).click();
  await expect.poll(() => order(page)).toEqual(['first', 'all', 'inner', 'second']);
});

test('a step is joined to another, which then follows it too', async ({ page }) => {
  await opened(page, 'joined', '    - {id: one, transform: 1}\n    - {id: two, transform: 2}\n    - {id: three, transform: 3}\n');
  const port = (id: string, side: 'source' | 'target') => page.locator(`.react-flow__node[data-id="${id}"] .react-flow__handle.${side}`);
  const [from, to] = [await port('one', 'source').boundingBox(), await port('three', 'target').boundingBox()];
  if (from === null || to === null) throw new Error('the ports are not in sight');
  await page.mouse.move(from.x + 4, from.y + 4);
  await page.mouse.down();
  await page.mouse.move(from.x + 40, from.y + 40, { steps: 4 });
  await page.mouse.move(to.x + 4, to.y + 4, { steps: 4 });
  await page.mouse.up();
  await page.getByRole('button', { name: 'Graph and YAML' }).click();
  await expect(page.getByLabel('The workflow as YAML')).toHaveValue(/id: three, transform: 3, after: \[two, one\]/);
});

test('a join that would close a circle is refused while it is drawn, and it is said why', async ({ page }) => {
  await opened(page, 'circled', '    - {id: one, transform: 1}\n    - {id: two, transform: 2}\n');
  const port = (id: string, side: 'source' | 'target') => page.locator(`.react-flow__node[data-id="${id}"] .react-flow__handle.${side}`);
  const [from, to] = [await port('two', 'source').boundingBox(), await port('one', 'target').boundingBox()];
  if (from === null || to === null) throw new Error('the ports are not in sight');
  await page.mouse.move(from.x + 4, from.y + 4);
  await page.mouse.down();
  await page.mouse.move(from.x + 40, from.y - 20, { steps: 4 });
  await page.mouse.move(to.x + 4, to.y + 4, { steps: 4 });
  const why = page.getByRole('alert').filter({ hasText: 'two cannot lead back to one, which comes before it' });
  await expect(why).toBeVisible();
  await page.mouse.up();
  await expect(why).toBeVisible();
  await expect(page.getByText('can be published')).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Close', exact: true }).click();
  await expect(why).toHaveCount(0);
});

test('of a thousand steps only those in sight are in the page, and each can be reached', async ({ page }) => {
  const steps = Array.from({ length: 1_000 }, (_, at) => `    - {id: s${at}, transform: ${at}}\n`).join('');
  await opened(page, 'thousand', steps);
  await expect(page.locator('[data-path="s0"]')).toBeVisible();
  expect(await page.locator('.react-flow__node').count()).toBeLessThan(120);
  await page.goto('/workflows/thousand/edit?step=s990');
  await expect(page.getByRole('complementary', { name: 'Step s990' })).toBeVisible();
  await expect(page.locator('[data-path="s990"]')).toBeVisible();
  await page.locator('[data-path="s990"]').focus();
  for (const next of ['s991', 's992', 's993', 's994', 's995', 's996', 's997', 's998', 's999']) {
    await page.keyboard.press('ArrowDown');
    await expect(page.locator(`[data-path="${next}"]`)).toBeFocused();
  }
  expect(await page.locator('.react-flow__node').count()).toBeLessThan(120);
});

test('an earlier version of a workflow is taken again', async ({ page }) => {
  const headers = { 'X-Auterity-Console': '1', Origin: new URL(address).origin };
  const name = 'rolled-back';
  try {
    let now = 0;
    for (const word of ['first', 'second']) {
      const applied = await page.request.post('/api/v1/apply', { headers: { ...headers, 'Content-Type': 'application/yaml' }, data: `kind: workflow\nid: ${name}\nspec:\n  steps:\n    - {id: word, transform: ${word}}\n` });
      expect(applied.ok(), await applied.text()).toBe(true);
      now = ((await applied.json()) as { applied: { version: number }[] }).applied[0]?.version ?? 0;
    }
    await page.goto(`/workflows/${name}?version=${now - 1}`);
    await page.getByRole('button', { name: `Go back to v${now - 1}` }).click();
    await expect(page.getByText(`new runs take v${now + 1}`)).toBeVisible();
    await page.goto(`/workflows/${name}?version=${now}`);
    await expect(page.getByRole('group', { name: `Lines of v${now + 1} against v${now}` })).toContainText('first');
    expect(await violations(page)).toEqual([]);
  } finally {
    await page.request.delete(`/api/v1/resources/workflow/${name}`, { headers });
  }
});

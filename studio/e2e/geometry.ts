import type { Page } from '@playwright/test';

/** What of a page does not lie where it belongs, one line each: wider than the window, over another part, out of its lane. */
export function misplaced(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const slack = 1;
    const box = (one: Element) => one.getBoundingClientRect();
    const named = (one: Element) => `${one.tagName.toLowerCase()}${[...one.classList].map((name) => `.${name}`).join('')}`;
    const seen = (one: Element) => one.checkVisibility({ visibilityProperty: true }) && box(one).width > 1 && box(one).height > 1;
    const style = (one: Element) => getComputedStyle(one);
    /** Whether something around an element scrolls sideways, or cuts what stands out. */
    const held = (one: Element): boolean => {
      for (let around = one.parentElement; around !== null && around !== document.body; around = around.parentElement) if (style(around).overflowX !== 'visible' || style(around).clipPath !== 'none') return true;
      return false;
    };
    /** Whether it takes a place of its own beside its neighbours. What copies is larger than it is drawn on a phone, for a finger. */
    const placed = (one: Element) => seen(one) && !one.classList.contains('copy') && ['static', 'relative'].includes(style(one).position) && style(one).clipPath === 'none';

    const wide = [...document.querySelectorAll('main, main *')].filter((one) => seen(one) && (box(one).right > innerWidth + slack || box(one).left < -slack) && style(one).clipPath === 'none' && !held(one));

    const over = (parts: Element[]) =>
      parts.flatMap((one, at) =>
        parts.slice(at + 1).flatMap((other) => {
          const [a, b] = [box(one), box(other)];
          const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
          const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
          return across > slack && down > slack ? [`${named(one)} and ${named(other)} lie over each other`] : [];
        }),
      );
    const around = [...document.querySelectorAll('body, #root, main, main .top, main .split, main .list, main .work, main .side, .facts, .cap')];
    const overlaps = around.flatMap((of) => over([...of.children].filter(placed)));
    const rail = document.querySelector('.rail');
    const main = document.querySelector('main');
    const beside = rail !== null && main !== null && seen(rail) && box(rail).right > box(main).left + slack ? ['the rail lies over the page'] : [];

    const lanes = [...document.querySelectorAll('.lane > .p')].flatMap((lane) =>
      [...lane.querySelectorAll('svg, .gb, .seg')].filter((drawn) => seen(drawn) && (box(drawn).top < box(lane).top - slack || box(drawn).bottom > box(lane).bottom + slack || box(drawn).left < box(lane).left - slack || box(drawn).right > box(lane).right + slack)).map((drawn) => `${named(drawn)} leaves its lane`),
    );
    return [...wide.map((one) => `${named(one)} reaches beyond the window`), ...overlaps, ...beside, ...lanes];
  });
}

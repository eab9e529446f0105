import { expect, type Locator } from '@playwright/test';

/** The two ways to work the studio. A story that is told with each shows that neither needs the other. */
export interface Hands {
  readonly name: string;
  /** Presses a button, ticks a box, opens a row. */
  press(target: Locator): Promise<void>;
  /** Selects a node of the canvas. */
  select(node: Locator): Promise<void>;
  /** Puts a text into a field, over what is there. */
  write(target: Locator, text: string): Promise<void>;
}

export const mouse: Hands = {
  name: 'by mouse',
  press: (target) => target.click(),
  select: (node) => node.click({ position: { x: 200, y: 14 } }),
  async write(target, text) {
    await target.click();
    await target.fill(text);
  },
};

export const keyboard: Hands = {
  name: 'by keyboard',
  async press(target) {
    await walkTo(target);
    await target.page().keyboard.press('Enter');
  },
  select: walkOnCanvas,
  async write(target, text) {
    await walkTo(target);
    await target.page().keyboard.press('Control+a');
    await target.page().keyboard.type(text);
  },
};

/** Things of which Tab reaches one, and arrows the others. */
const walkedByArrows = ['radiogroup', 'tablist', 'grid', 'listbox', 'tree', 'menu', 'toolbar']
  .map((role) => `[role=${role}]`)
  .join();

/** Goes to a thing as far as keys lead: Tab from one to the next, arrows within what is walked by them. */
async function walkTo(target: Locator): Promise<void> {
  const page = target.page();
  await expect(target).toBeVisible();
  for (let presses = 0; presses < 250; presses++) {
    const at = await target.evaluate((element, composite) => {
      const active = document.activeElement;
      if (active === null || active === document.body) return 'elsewhere';
      const group = element.closest(composite);
      const isCurrent = active.getAttribute('aria-activedescendant') === element.id && element.id !== '';
      if (element.contains(active) || isCurrent) return 'there';
      return group?.contains(active) ? 'beside' : 'elsewhere';
    }, walkedByArrows);
    if (at === 'there') return;
    await page.keyboard.press(at === 'beside' ? 'ArrowDown' : 'Tab');
  }
  throw new Error(`no key leads to ${target}`);
}

/** Escape leads out of fields, and arrows from node to node. */
async function walkOnCanvas(node: Locator): Promise<void> {
  const { keyboard } = node.page();
  await keyboard.press('Escape');
  for (let presses = 0; presses < 40; presses++) {
    if (await node.evaluate((element) => element.classList.contains('selected'))) return;
    await keyboard.press('ArrowDown');
  }
  throw new Error(`no arrow leads to ${node}`);
}

/** Tells a story with each pair of hands. */
export const bothHands = [mouse, keyboard] as const;

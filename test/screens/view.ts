import type { Locator, Page } from '@playwright/test';

/** A view of the studio, and how it is come to from an open rule. */
export interface View {
  name: string;
  show(page: Page, studio: { dataFolder: string }): Promise<void>;
  /** Shown without a rule being opened first. */
  isFirst?: boolean;
  /** Its edits are taken back afterwards. */
  isUndone?: boolean;
}

export const fraudRule = 'Suspected card fraud: tag, alert, hand over';

/** A node of the canvas by its name in the graph. */
export function node(page: Page, id: string): Locator {
  return page.locator(`.react-flow__node[data-id="${id}"]`);
}

export function inspector(page: Page): Locator {
  return page.getByRole('complementary', { name: 'Inspector' });
}

export async function openRule(page: Page, name: string): Promise<void> {
  await page
    .getByRole('complementary', { name: 'Rules' })
    .getByRole('button', { name: new RegExp(`^(enabled|disabled) ${name}`) })
    .first()
    .click();
  // The studio remembers the view that was looked at last.
  await page.getByRole('radio', { name: 'Visual' }).click();
  await node(page, 'trigger').waitFor();
}

/** Chooses a command by its name. */
export async function command(page: Page, name: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').getByRole('combobox').fill(name);
  await page.keyboard.press('Enter');
}

/** Takes back what the view edited, and waits until that is saved. */
export async function undoAll(page: Page): Promise<void> {
  await page.keyboard.press('Alt+1');
  const undo = page.getByRole('button', { name: /^Undo: / });
  while ((await undo.count()) > 0) await undo.click();
  await page
    .getByRole('contentinfo')
    .getByText(/Saved \d/)
    .waitFor();
}

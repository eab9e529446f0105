import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/**
 * Looks for what keeps somebody out, in one part of the page or in all of it: everything in the light theme, contrast in
 * the dark one as well. Monaco draws its own text and answers for it.
 */
export async function expectUsableByEveryone(page: Page, state: string, part?: string): Promise<void> {
  await page.mouse.move(0, 0);
  for (const theme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    // There are no frames in the page: all is looked at where it is, which takes half the time.
    const axe = new AxeBuilder({ page }).setLegacyMode().exclude('.monaco-editor');
    if (part) axe.include(part);
    if (theme === 'dark') axe.withRules('color-contrast');
    const { violations } = await axe.analyze();
    const found = violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary}`),
    );
    expect.soft(found, `${state}, ${theme}`).toEqual([]);
  }
}

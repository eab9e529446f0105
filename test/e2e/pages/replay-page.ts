import { expect, type Locator } from '@playwright/test';
import { StudioPage } from './studio-page.ts';

/** Replay as a person sees it. */
export class ReplayPage extends StudioPage {
  get recordings(): Locator {
    return this.page.getByRole('complementary', { name: 'Recordings' });
  }
  /** What the shown replay has come to. */
  get bar(): Locator {
    return this.page.getByRole('region', { name: 'Replay', exact: true });
  }
  get matches(): Locator {
    return this.page.getByRole('grid', { name: 'Matches' });
  }
  get expectations(): Locator {
    return this.page.getByRole('tabpanel', { name: 'Expectations' });
  }
  /** Matches that are drawn, without the row of headings. */
  get rows(): Locator {
    return this.matches.getByRole('row').filter({ has: this.page.getByRole('gridcell') });
  }
  async openReplay(): Promise<void> {
    await this.page.keyboard.press('Alt+3');
    await expect(this.recordings.getByRole('button', { name: /^A day at/ }).first()).toBeVisible();
  }
}

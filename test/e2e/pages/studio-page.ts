import { expect, type Locator, type Page } from '@playwright/test';

/** The studio as a person sees it: where things are, and the few gestures that every story needs. */
export class StudioPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  get canvas(): Locator {
    return this.page.getByRole('region', { name: 'Canvas' });
  }
  get inspector(): Locator {
    return this.page.getByRole('complementary', { name: 'Inspector' });
  }
  get rules(): Locator {
    return this.page.getByRole('complementary', { name: 'Rules' });
  }
  get events(): Locator {
    return this.page.getByRole('complementary', { name: 'Sample events' });
  }
  /** The checklist of Publish. */
  get changes(): Locator {
    return this.page.getByRole('complementary', { name: 'Changes' });
  }
  get environment(): Locator {
    return this.page.getByRole('region', { name: 'Environment' });
  }
  get review(): Locator {
    return this.page.getByRole('region', { name: 'Review' });
  }
  /** The runs of History. */
  get runs(): Locator {
    return this.page.getByRole('complementary', { name: 'Runs' });
  }
  get dialog(): Locator {
    return this.page.getByRole('dialog');
  }
  get statusBar(): Locator {
    return this.page.getByRole('contentinfo');
  }
  /** The name of the open rule, in the title bar. */
  get title(): Locator {
    return this.page.getByRole('heading', { level: 1 });
  }
  get dryRunBar(): Locator {
    return this.page.getByRole('region', { name: 'Dry run' });
  }
  get code(): Locator {
    return this.page.getByTestId('code-editor');
  }
  get panel(): Locator {
    return this.page.getByRole('tabpanel').filter({ visible: true }).last();
  }

  /** A node of the canvas by its name in the graph, such as `filter[0]` or `step:s1`. */
  node(id: string): Locator {
    return this.canvas.locator(`.react-flow__node[data-id="${id}"]`);
  }
  /** The nodes of the chain, in the order in which they are drawn. */
  get steps(): Locator {
    return this.canvas.locator('.react-flow__node-step');
  }
  field(name: string | RegExp): Locator {
    const label = typeof name === 'string' ? new RegExp(`^${name}\\s*(optional)?$`) : name;
    return this.inspector.getByLabel(label);
  }
  ruleRow(name: string): Locator {
    return this.rules.getByRole('button', { name: new RegExp(`^(enabled|disabled) ${name}`) });
  }
  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name });
  }

  async isReady(): Promise<void> {
    await expect(this.page.getByText('Engine ready')).toBeVisible();
    await expect(this.title).not.toHaveText('Rulewright');
  }
  /** Waits for the studio to say that everything is on disk. */
  async isSaved(): Promise<void> {
    await expect(this.statusBar.getByText(/Saved \d/)).toBeVisible();
  }
  async open(name: string): Promise<void> {
    await this.ruleRow(name).first().click();
    await expect(this.title).toHaveText(name);
  }
  async show(view: 'Visual' | 'Code' | 'Split'): Promise<void> {
    await this.page.getByRole('radio', { name: view }).click();
  }
  async select(id: string): Promise<void> {
    await this.node(id).click({ position: { x: 200, y: 14 } });
  }
  /** Chooses a command by its name, as a person who does not know its place would. */
  async command(name: string): Promise<void> {
    await this.page.keyboard.press('Control+k');
    await this.dialog.getByRole('combobox').fill(name);
    await this.page.keyboard.press('Enter');
  }

  /** Takes back every edit of that name: a pause in typing begins a new one. */
  async undoAll(label: string): Promise<void> {
    const undo = this.button(`Undo: ${label}`);
    await expect(undo).toBeVisible();
    while (await undo.isVisible()) await undo.click();
  }

  /** Drags with the mouse from the middle of one thing to a point of another (0 … 1 of its height). */
  async drag(from: Locator, to: Locator, height: number): Promise<void> {
    const start = await middleOf(from, 0.5);
    const end = await middleOf(to, height);
    const { mouse } = this.page;
    await mouse.move(start.x, start.y);
    await mouse.down();
    await mouse.move(start.x + 6, start.y + 6);
    await mouse.move(end.x, end.y, { steps: 8 });
    await mouse.up();
  }

  /** Pastes over the whole text of the Code tab. */
  async replaceCode(text: string): Promise<void> {
    await this.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await this.page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
    await this.focusCode();
    await this.page.keyboard.press('Control+a');
    await this.page.keyboard.press('Control+v');
  }
  async focusCode(): Promise<void> {
    await this.code.locator('.view-lines').click();
  }
  /** Finds text in the Code tab and types over it. */
  async typeOverCode(found: string, typed: string): Promise<void> {
    await this.focusCode();
    await this.page.keyboard.press('Control+Home');
    await this.page.keyboard.press('Control+f');
    const find = this.code.getByRole('textbox', { name: 'Find' });
    await find.fill(found);
    await expect(this.code.locator('.matchesCount')).toHaveText(/^1 of \d+$/);
    await this.page.keyboard.press('Escape');
    // A quote typed over a selection would be put around it.
    await this.page.keyboard.press('Backspace');
    await this.page.keyboard.type(typed);
  }
}

async function middleOf(locator: Locator, height: number): Promise<{ x: number; y: number }> {
  await locator.scrollIntoViewIfNeeded();
  const box = await locator.boundingBox();
  if (!box) throw new Error('it is not on the screen');
  return { x: box.x + box.width / 2, y: box.y + box.height * height };
}

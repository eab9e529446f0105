const controls = 'input:not([type="hidden"]), select, textarea, button[role="switch"]';

/** The control for a place: the one marked with the longest place that leads there, else the form's first. */
export function findField(root: HTMLElement, at: string): HTMLElement | null {
  let best: HTMLElement | null = null;
  for (const element of root.querySelectorAll<HTMLElement>('[data-at]')) {
    const own = element.dataset.at ?? '';
    const leadsThere = at === own || at.startsWith(`${own}.`) || at.startsWith(`${own}[`);
    if (leadsThere && own.length > (best?.dataset.at?.length ?? -1)) best = element;
  }
  const inside = best?.matches(controls) ? best : (best ?? root).querySelector<HTMLElement>(controls);
  return inside ?? root.querySelector<HTMLElement>(`${controls}, button`);
}

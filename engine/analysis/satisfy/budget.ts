/** Work that may still be done, counted in steps and never by the clock, so that an answer is the same everywhere. */
export interface Budget {
  left: number;
}

/** Takes steps from a budget; false once it is used up. */
export function spend(budget: Budget, steps: number): boolean {
  budget.left -= steps;
  return budget.left > 0;
}

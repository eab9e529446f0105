/**
 * Where moments stand between 0 and 1 so that all can be told apart: far ones further apart than near ones, none closer
 * to the next than `gap` (as far as there is room). Times in ascending order; equal ones are different moments.
 */
export function spreadMoments(times: readonly number[], gap: number): number[] {
  const spans = times.slice(1).map((time, index) => time - (times[index] ?? time));
  const whole = spans.reduce((sum, span) => sum + span, 0);
  const least = spans.length === 0 ? 0 : Math.min(gap, 1 / spans.length);
  const free = whole === 0 ? 0 : 1 - least * spans.length;
  let place = 0;
  return times.map((_, index) => {
    const span = spans[index - 1];
    if (span !== undefined) place += least + (whole === 0 ? 0 : (span / whole) * free);
    return place;
  });
}

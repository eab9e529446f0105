const whole = new Intl.NumberFormat('en');

/** "12,480". */
export function numberText(value: number): string {
  return whole.format(value);
}

/** "3 events", "12,480 events". */
export function amountText(value: number, one: string, many = `${one}s`): string {
  return `${numberText(value)} ${value === 1 ? one : many}`;
}

/** "4.2 MB". */
export function bytesText(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${unit === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[unit]}`;
}

/** "0.4 s", "12 s", "3 min 20 s". */
export function durationText(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 90) return `${Math.round(seconds)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}

/** "2 Mar 2026, 06:00" in UTC: recordings are read by the clock they were made by. */
export function timeText(at: number | string): string {
  return `${new Date(at).toLocaleString('en-GB', { timeZone: 'UTC', day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' })}`;
}

/** "06:00", or "2 Mar" where a stretch is a day or longer. */
export function axisText(at: number, minutes: number): string {
  const options: Intl.DateTimeFormatOptions =
    minutes >= 1440 ? { day: 'numeric', month: 'short' } : { hour: '2-digit', minute: '2-digit' };
  return new Date(at).toLocaleString('en-GB', { timeZone: 'UTC', ...options });
}

/** "2 Mar 2026, 06:00 to 3 Mar 2026, 04:11 UTC". */
export function spanText(from: string | null, until: string | null): string {
  if (from === null || until === null) return 'without times';
  return `${timeText(from)} to ${timeText(until)} UTC`;
}

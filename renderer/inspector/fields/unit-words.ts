/** The units that names of fields end in, and a number of each in the words people count in. */
const units: readonly [RegExp, (value: number) => string][] = [
  [/(?:seconds|secs)$/i, (value) => durationWords(value)],
  [/(?:milliseconds|millis|Ms)$/, (value) => durationWords(value / 1000)],
  [/minutes$/i, (value) => durationWords(value * 60)],
  [/cents$/i, (value) => (value / 100).toLocaleString('en', { minimumFractionDigits: 2 })],
  [/percent$/i, (value) => `${value} %`],
];

/** "1800" of a field in seconds is "30 min"; null where the name says no unit. */
export function unitWords(name: string, value: number): string | null {
  const unit = units.find(([ending]) => ending.test(name));
  return unit ? unit[1](value) : null;
}

/** The two largest parts: "1 h 30 min", "2 d". */
export function durationWords(seconds: number): string {
  const parts: readonly [number, string][] = [
    [86_400, 'd'],
    [3600, 'h'],
    [60, 'min'],
    [1, 's'],
  ];
  let left = Math.abs(seconds);
  const words = parts.flatMap(([size, name]) => {
    const count = size === 1 ? Number(left.toFixed(3)) : Math.floor(left / size);
    left -= count * size;
    return count > 0 ? [`${count} ${name}`] : [];
  });
  return words.length === 0 ? '0 s' : `${seconds < 0 ? '−' : ''}${words.slice(0, 2).join(' ')}`;
}

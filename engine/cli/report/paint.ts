import { styleText } from 'node:util';
import type { CliContext } from '../command.ts';

export type Tone = 'good' | 'bad' | 'quiet' | 'strong';
export type Paint = (tone: Tone, text: string) => string;

const formats = { good: 'green', bad: 'red', quiet: 'dim', strong: 'bold' } as const;

/** Colour for people at a terminal who have not asked for none (no-color.org). */
export function paintFor({ stdout, env }: Pick<CliContext, 'stdout' | 'env'>): Paint {
  const isColoured = stdout.isTTY === true && !env.NO_COLOR && env.TERM !== 'dumb';
  return (tone, text) => (isColoured ? styleText(formats[tone], text, { validateStream: false }) : text);
}

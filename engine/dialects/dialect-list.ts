import type { DialectName } from '../contract/index.ts';
import { cx } from './cx.ts';
import type { Dialect } from './dialect.ts';
import { documents } from './documents.ts';
import { helpdesk } from './helpdesk.ts';

export const dialects: Readonly<Record<DialectName, Dialect>> = { cx, documents, helpdesk };

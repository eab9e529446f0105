import { z } from 'zod';

/** What a token may be allowed to do; each route of the workspace API asks for one of them. */
export const scopes = [
  'rules:read',
  'rules:write',
  'runs:read',
  'events:read',
  'events:write',
  'audit:read',
] as const;
export const scope = z.enum(scopes);
export type Scope = z.infer<typeof scope>;

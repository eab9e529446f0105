import { z } from 'zod';
import { mailTemplate, member, pack, role, tool } from '../../model/index.ts';
import { scope } from './access.ts';
import { detailedRoute, onceHeaders, pageOf, pageQuery, route } from './route.ts';

const page = z.strictObject(pageQuery);
const tag = 'Workspace';

export const app = z.object({ id: z.string(), title: z.string() });
export const team = z.object({ id: z.string(), title: z.string(), members: z.array(z.string()) });
export const savedSearch = z.object({ id: z.string(), title: z.string(), query: z.string() });
export type SavedSearch = z.infer<typeof savedSearch>;

export const workspaceCatalog = z.object({
  workspace: z.object({ tenant: z.string(), title: z.string() }),
  packs: z.array(pack),
});

/** Who a token speaks for, and what it may do. */
export const me = z.object({
  member: z.object({ id: z.string(), name: z.string(), email: z.string() }),
  role,
  scopes: z.array(scope),
  /** Apps whose rules this member may change. */
  editableApps: z.array(z.string()),
  workspace: z.object({ tenant: z.string(), title: z.string() }),
  token: z.object({ name: z.string(), expiresAt: z.string().nullable() }),
});
export type Me = z.infer<typeof me>;

export const directoryContract = {
  catalog: route('GET', '/api/v1/catalog', 'rules:read', {
    tag,
    summary: 'Event types, action types, samples',
  }).output(workspaceCatalog),
  apps: route('GET', '/api/v1/apps', 'rules:read', { tag, summary: 'Apps' }).input(page).output(pageOf(app)),
  members: route('GET', '/api/v1/members', 'rules:read', { tag, summary: 'Members, with role and apps' })
    .input(page)
    .output(pageOf(member)),
  teams: route('GET', '/api/v1/teams', 'rules:read', { tag, summary: 'Teams' })
    .input(page)
    .output(pageOf(team)),
  templates: route('GET', '/api/v1/templates', 'rules:read', { tag, summary: 'Mail templates' })
    .input(page)
    .output(pageOf(mailTemplate)),
  searches: route('GET', '/api/v1/searches', 'rules:read', { tag, summary: 'Saved searches' })
    .input(page)
    .output(pageOf(savedSearch)),
  createSearch: detailedRoute('POST', '/api/v1/searches', 'rules:write', {
    tag,
    summary: 'Save a search',
    status: 201,
  })
    .input(
      z.object({
        headers: onceHeaders,
        body: z.strictObject({
          id: z
            .string()
            .regex(/^[\w-]{1,64}$/, 'an id has letters, digits, _ and -')
            .optional(),
          title: z.string().min(1).max(200),
          query: z.string().min(1).max(2_000),
        }),
      }),
    )
    .output(z.object({ body: savedSearch })),
  tools: route('GET', '/api/v1/tools', 'rules:read', { tag, summary: 'Tools of the connected servers' })
    .input(page)
    .output(pageOf(tool)),
  me: route('GET', '/api/v1/me', 'rules:read', { tag, summary: 'Who this token speaks for' }).output(me),
};

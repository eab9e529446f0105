import { describe, expect, it } from 'vitest';
import { createCatalog } from '../../../engine/catalog/index.ts';
import { createDryWorld } from '../../../engine/drivers/dry-world.ts';
import { scheduledEvents } from '../../../engine/drivers/index.ts';
import { predictEffect } from '../../../engine/drivers/predict-effect.ts';
import { catalog, ruleWith } from './setting.ts';

describe('the world of a dry run', () => {
  it('remembers what each effect would have changed, and is empty before', () => {
    const world = createDryWorld({});
    expect(world.read({ kind: 'ticket', id: '7' })).toBeNull();
    expect(world.read({ kind: 'sent-hits', savedSearch: 'x' })).toEqual([]);
    expect(world.read({ kind: 'round-robin', app: 'cards' })).toEqual({ last: null });
    world.apply({ kind: 'ticket.assign', ticketId: 7, after: 5 });
    world.apply({ kind: 'ticket.priority', ticketId: 7, after: 'high' });
    world.apply({ kind: 'ticket.tag', ticketId: 7, after: ['a'] });
    world.apply({ kind: 'ticket.close', ticketId: 7, after: 'closed' });
    expect(world.read({ kind: 'ticket', id: '7' })).toEqual({
      assignee_id: 5,
      priority: 'high',
      tags: ['a'],
      status: 'closed',
    });
    world.apply({ kind: 'email.send', savedSearch: 'x', hitIds: ['h1', 5, 'h2'] });
    world.apply({ kind: 'email.send', savedSearch: 'x', hitIds: ['h3'] });
    expect(world.read({ kind: 'sent-hits', savedSearch: 'x' })).toEqual(['h1', 'h2', 'h3']);
    world.apply({ kind: 'session.assign', app: 'cards', memberId: 'm_1', strategy: 'round_robin' });
    expect(world.read({ kind: 'round-robin', app: 'cards' })).toEqual({ last: 'm_1' });
    expect(world.read({ kind: 'loads', app: 'cards', members: ['m_1', 'm_2'] })).toEqual({ m_1: 1, m_2: 0 });
  });

  it('takes an effect that lacks its fields for what it is', () => {
    const world = createDryWorld({});
    world.apply({ kind: 'ticket.assign', ticketId: 7 });
    world.apply({ kind: 'ticket.priority', ticketId: 7 });
    world.apply({ kind: 'ticket.reopen', ticketId: 7 });
    world.apply({ kind: 'ticket.tag', ticketId: 7 });
    expect(world.read({ kind: 'ticket', id: '7' })).toEqual({
      assignee_id: null,
      priority: null,
      status: null,
      tags: [],
    });
    world.apply({ kind: 'session.tag', sessionId: 's' });
    expect(world.read({ kind: 'session', id: 's' })).toEqual({ tags: [] });
    world.apply({ kind: 'session.assign', app: 'cards' });
    world.apply({ kind: 'session.assign', memberId: 'm_1', strategy: 'round_robin' });
    expect(world.read({ kind: 'round-robin', app: 'cards' })).toEqual({ last: null });
    world.apply({ kind: 'email.send' });
    world.apply({ kind: 'made.up' });
  });
});

describe('a prediction', () => {
  const empty = createCatalog([]);

  it('is shaped by the output of the action, or of the tool', () => {
    const hits = predictEffect({ kind: 'search.run' }, 'email-saved-search', catalog);
    expect(hits).toMatchObject({ isPredicted: true, output: { hits: [{ id: 'hit-1' }, {}, {}] } });
    const named = { kind: 'mcp.call', tool: 'renameDocument' };
    const { output } = predictEffect(named, 'mcp-tool-call', catalog);
    expect(output.result).not.toBeNull();
    const server = catalog.tools.find(({ value }) => value.name === 'renameDocument')?.value.server ?? '';
    expect(predictEffect({ ...named, server }, 'mcp-tool-call', catalog).output).toEqual(output);
  });

  it('is null where nobody knows the action or the tool', () => {
    for (const tool of ['noSuchTool', 5]) {
      expect(predictEffect({ kind: 'mcp.call', tool }, 'x', empty).output).toEqual({ result: null });
    }
    expect(predictEffect({ kind: 'model.ask' }, 'x', empty).output).toEqual({ answer: null });
    expect(predictEffect({ kind: 'http.post' }, 'x', empty).output).toEqual({ status: null });
    expect(predictEffect({ kind: 'email.send' }, 'x', empty).output).toEqual({ messageId: null });
    expect(predictEffect({ kind: 'ticket.note' }, 'x', empty).output).toEqual({ noteId: null });
    expect(predictEffect({ kind: 'search.run' }, 'x', empty)).toMatchObject({ output: { hits: [{}] } });
  });
});

it('fires a schedule for an app that nobody knows without a tenant', () => {
  const rule = ruleWith({ scope: { apps: ['elsewhere'] } });
  expect(scheduledEvents(rule, '2026-01-05T09:00:00.000Z', catalog)).toMatchObject([
    { app: 'elsewhere', tenantId: '' },
  ]);
});

import { describe, expect, it } from 'vitest';
import { detailedRoute, route } from '../../../../engine/contract/workspace/route.ts';

describe('a route in the description of the API', () => {
  it('names the scope that a token must have, or that any valid token will do', () => {
    const specOf = (made: ReturnType<typeof route>) => {
      const { spec } = made['~orpc'].route;
      return typeof spec === 'function' ? spec({ responses: {} }) : spec;
    };
    const words = { tag: 'Rules', summary: 'The rules' };
    expect(specOf(route('GET', '/v1/rules', 'rules:read', words))).toEqual({
      responses: {},
      security: [{ bearer: ['rules:read'] }],
    });
    expect(specOf(route('GET', '/v1/me', null, words))).toMatchObject({ security: [{ bearer: [] }] });
  });

  it('has the words given, and a status of its own where one is given', () => {
    const words = { tag: 'Rules', summary: 'A new rule', description: 'It is a draft.', status: 201 };
    const { spec: _spec, ...made } = detailedRoute('POST', '/v1/rules', null, words)['~orpc'].route;
    expect(made).toEqual({
      method: 'POST',
      path: '/v1/rules',
      tags: ['Rules'],
      summary: 'A new rule',
      description: 'It is a draft.',
      successStatus: 201,
      inputStructure: 'detailed',
      outputStructure: 'detailed',
    });
    expect(
      Object.keys(route('GET', '/v1/rules', null, { tag: 'Rules', summary: 'The rules' })['~orpc'].route),
    ).toEqual(['method', 'path', 'tags', 'summary', 'spec']);
  });
});

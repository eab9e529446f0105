import { createConfig, lintFromString } from '@redocly/openapi-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { workspaceContract } from '../../../engine/contract/index.ts';
import { type Service, startService } from './start-service.ts';

describe('the description of the API', () => {
  let service: Service;
  let source = '';

  beforeAll(async () => {
    service = await startService({ packs: ['helpdesk'] });
    source = await (await fetch(`${service.address}/api/v1/openapi.json`)).text();
  });
  afterAll(() => service.stop());

  test('it is OpenAPI 3.1 that lints clean by the recommended rules', async () => {
    const config = await createConfig({ extends: ['recommended'] });
    const problems = await lintFromString({ source, absoluteRef: '/openapi.json', config });
    expect(problems.map(({ ruleId, message, location }) => [ruleId, message, location[0]?.pointer])).toEqual(
      [],
    );
    expect(JSON.parse(source).openapi).toMatch(/^3\.1\./);
  });

  test('it has every route of the contract, each with its scope and its problem answers', () => {
    const { paths } = JSON.parse(source);
    for (const routes of Object.values(workspaceContract)) {
      for (const procedure of Object.values(routes)) {
        const { route, meta } = procedure['~orpc'];
        const operation = paths[route.path ?? '']?.[(route.method ?? '').toLowerCase()];
        expect(operation, `${route.method} ${route.path}`).toBeDefined();
        expect(operation.security).toEqual([{ bearer: [meta.scope] }]);
        expect(Object.keys(operation.responses['403'].content)).toEqual(['application/problem+json']);
      }
    }
  });
});

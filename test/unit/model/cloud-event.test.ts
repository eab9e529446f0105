import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Event,
  event as eventSchema,
  isCloudEvent,
  type JsonObject,
  parseJson,
  readCloudEvent,
  readCloudEvents,
  readEvent,
  writeCloudEvent,
  writeCloudEvents,
} from '../../../engine/model/index.ts';

const defaults = { firedAt: '2026-01-05T09:00:00.000Z' };
const envelope: JsonObject = {
  specversion: '1.0',
  id: 'A234-1234-1234',
  source: '/mycontext',
  type: 'com.example.someevent',
  time: '2018-04-05T17:31:00Z',
  datacontenttype: 'application/json',
  app: 'shop',
  data: { total: 12 },
};

describe('a CloudEvents envelope', () => {
  it('gives the event in it, with the defaults of any event for what it leaves out', () => {
    expect(readCloudEvent(envelope, defaults)).toEqual({
      ok: true,
      value: {
        id: 'A234-1234-1234',
        type: 'com.example.someevent',
        app: 'shop',
        firedAt: '2018-04-05T17:31:00Z',
        actor: { kind: 'system', id: 'system' },
        streamId: '',
        streamVersion: 0,
        tenantId: '',
        payload: { total: 12 },
      },
    });
  });

  it('carries actor, subject, tenant, versions and cause in attributes', () => {
    const extended = {
      ...envelope,
      subject: 'order-7',
      tenant: 'acme',
      actorkind: 'user',
      actorid: 'u1',
      streamversion: '9007199254740991',
      typeversion: 2,
      causedbyrun: 'run_1',
      causedbydepth: 1,
      traceparent: 'ignored',
    };
    expect(readCloudEvent(extended, defaults)).toMatchObject({
      value: {
        streamId: 'order-7',
        tenantId: 'acme',
        actor: { kind: 'user', id: 'u1' },
        streamVersion: 9_007_199_254_740_991,
        typeVersion: 2,
        causedBy: { runId: 'run_1', depth: 1 },
      },
    });
  });

  it('is recognised wherever an event is read, by its specversion', () => {
    expect(readEvent(JSON.stringify(envelope), defaults)).toEqual(readCloudEvent(envelope, defaults));
    expect(isCloudEvent({ type: 'x', app: 'a', payload: {} })).toBe(false);
    expect(readCloudEvent({ type: 'x', app: 'a', payload: {} }, defaults).ok).toBe(false);
  });

  it.each<[string, JsonObject, string]>([
    ['another version', { specversion: '0.3' }, 'specversion'],
    ['no source', { source: '' }, 'source'],
    ['no id', { id: '' }, 'id'],
    ['binary data', { data_base64: 'AAAA' }, 'data_base64'],
    ['a payload that is no object', { data: 'text' }, 'data'],
    ['data that is not JSON', { datacontenttype: 'text/xml' }, 'datacontenttype'],
    ['a content type that is none', { datacontenttype: 5 }, 'datacontenttype'],
    ['no app', { app: 5 }, 'app'],
    ['an unknown kind of actor', { actorkind: 'robot' }, 'actorkind'],
    ['an actor without a kind that is none', { actorid: 7 }, 'actorid'],
    ['a time that is none', { time: 'yesterday' }, 'time'],
    ['a depth that is no number', { causedbydepth: 'x' }, 'causedbydepth'],
    ['a type that is none', { type: '' }, 'type'],
  ])('is refused with %s, at its attribute', (_what, change, at) => {
    const read = readCloudEvent({ ...envelope, ...change }, defaults);
    expect(read.ok ? [] : read.error.map((issue) => issue.at)).toEqual([at]);
  });

  it('may hold JSON under any JSON content type', () => {
    for (const datacontenttype of [
      'application/vnd.x+json',
      'text/json; charset=utf-8',
      'APPLICATION/JSON',
    ]) {
      expect(readCloudEvent({ ...envelope, datacontenttype }, defaults).ok).toBe(true);
    }
  });

  it('comes in batches, whose issues name the position', () => {
    expect(readCloudEvents([envelope, envelope], defaults)).toMatchObject({ value: [{}, {}] });
    expect(readCloudEvents([envelope, { ...envelope, id: '' }, 5], defaults)).toMatchObject({
      error: [{ at: '[1].id' }, { at: '[2]' }],
    });
    expect(readCloudEvents(envelope, defaults).ok).toBe(false);
  });
});

describe('writing and reading a CloudEvents envelope', () => {
  const text = (max: number) => fc.string({ maxLength: max });
  const events: fc.Arbitrary<Event> = fc
    .record(
      {
        id: fc.string({ minLength: 1, maxLength: 50 }),
        type: fc.string({ minLength: 1, maxLength: 50 }),
        app: fc.string({ minLength: 1, maxLength: 20 }),
        firedAt: fc
          .date({ noInvalidDate: true, min: new Date(0), max: new Date('2200-01-01') })
          .map((d) => d.toISOString()),
        actor: fc.record({ kind: fc.constantFrom('user', 'agent', 'system'), id: text(20) }),
        streamId: text(20),
        streamVersion: fc.maxSafeNat(),
        tenantId: text(20),
        payload: fc.dictionary(text(5), fc.jsonValue()),
        typeVersion: fc.integer({ min: 1 }),
        causedBy: fc.record({ runId: text(10), depth: fc.nat() }),
      },
      {
        requiredKeys: [
          'id',
          'type',
          'app',
          'firedAt',
          'actor',
          'streamId',
          'streamVersion',
          'tenantId',
          'payload',
        ],
      },
    )
    .map((made) => eventSchema.parse(JSON.parse(JSON.stringify(made))));

  it('writes a tenant with half a surrogate pair, which no address can hold', () => {
    const read = readCloudEvent({ ...envelope, tenant: 'a\ud800' }, defaults);
    const written = read.ok ? writeCloudEvent(read.value) : {};
    expect(written).toMatchObject({ source: '/tenants/a%EF%BF%BD', tenant: 'a\ud800' });
    expect(readCloudEvent(written, defaults)).toEqual(read);
  });

  it('gives the same event back, one or many, whatever it holds', () => {
    fc.assert(
      fc.property(fc.array(events, { maxLength: 3 }), (list) => {
        const written = parseJson(JSON.stringify(writeCloudEvents(list)), { maxBytes: 1_000_000 });
        expect(written.ok && readCloudEvents(written.value, defaults)).toEqual({ ok: true, value: list });
        for (const event of list) {
          for (const [name, value] of Object.entries(writeCloudEvent(event))) {
            expect(name).toMatch(/^[a-z0-9]+$/);
            expect(value).not.toBe('');
          }
        }
      }),
      { numRuns: 2000 },
    );
  });
});

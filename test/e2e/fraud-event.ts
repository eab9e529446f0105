/** A session about fraud, which the demo's rule for it waits for. */
export function fraudEvent(id: string): Record<string, unknown> {
  const customer = { id: 'c-1', name: 'Pat', vip: false };
  const session = { id: `s-${id}`, channel: 'web', language: 'en', topic: 'fraud', tags: [], customer };
  return { id, type: 'session.opened', app: 'cards', payload: { session } };
}

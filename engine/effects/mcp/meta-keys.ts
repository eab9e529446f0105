// What Rulewright says to tool servers beside the protocol's own fields, and understands from them.

/** In a call: the key under which the same effect is tried again. */
export const idempotencyKey = 'io.rulewright/idempotency-key';
/** In a listed tool: the event types it can raise. */
export const raisesKey = 'io.rulewright/raises';
/** In an answer: the events that the call raised, as `[{ type, payload }]`. */
export const eventsKey = 'io.rulewright/events';

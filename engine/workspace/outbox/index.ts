export { createDeliver, type DeliverOptions } from './deliver.ts';
export { type Notice, runNotice } from './notice.ts';
export { createOutbox, type DeadDelivery, type Deliver, type Delivery, type Outbox } from './outbox.ts';

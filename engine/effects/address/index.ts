export { type AddressKind, addressKind } from './address-kind.ts';
export { type JudgedUrl, judgeAddress, judgeUrl, type Refusal } from './judge-url.ts';
export type { OutgoingRules } from './outgoing-rules.ts';

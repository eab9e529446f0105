export { type ComposedRule, composeContract, composedRule } from './compose-contract.ts';

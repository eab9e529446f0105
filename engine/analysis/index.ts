export { checkRule } from './check-rule.ts';
export { type ProblemCode, problemCodes } from './problem-codes.ts';

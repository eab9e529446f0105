export { claimQualifiers, readAllConditions, readFollowing } from './filter.ts';

/** Bundle IDs of iOS apps: the door to everything about them. */
export { looksLikeBundleId } from './bundle-id-syntax.ts';
export { parseBundleIds } from './parse-bundle-ids.ts';
export { checkBundleIds, type CheckedBundleIds, type Refused } from './check-bundle-ids.ts';
export type { RefusedReason } from './refuse-bundle-id.ts';

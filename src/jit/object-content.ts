import { withoutAnnotations } from './assignments.ts';
import { canonicalJson } from './canonical.ts';

/**
 * Root properties that Intune sets itself (graph.md 1.4, 4.2). Scope tags are among them: an object gets those of the admin
 * who creates it besides what is sent.
 */
const madeByIntune = new Set([
  'id',
  'version',
  'createdDateTime',
  'lastModifiedDateTime',
  'supportsScopeTags',
  'roleScopeTagIds',
  'ssoExtensionKey',
  'assignments',
  'isAssigned',
  'publishingState',
  'uploadState',
]);

/**
 * What a policy or app holds, assignments aside: equal for the body of a create and for what GET shows of it as long as nobody
 * changed it. What is unset (null, false, 0, empty, `notConfigured`) is left out, because GET does not tell it from never
 * set; the order of lists does not count. A property that we do not know stays in, so what others set is never overlooked.
 */
export function contentOf(object: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const own = Object.entries(object).filter(
    ([name]) => !madeByIntune.has(name) && !name.endsWith('ExtensibleSSOEntities'),
  );
  return (bare(withoutAnnotations(Object.fromEntries(own))) ?? {}) as Record<string, unknown>;
}

export const sameContent = (
  left: Readonly<Record<string, unknown>>,
  right: Readonly<Record<string, unknown>>,
): boolean => canonicalJson(contentOf(left)) === canonicalJson(contentOf(right));

/** without what is unset; undefined if nothing is left */
function bare(value: unknown): unknown {
  if (Array.isArray(value)) {
    const kept = value.map((item) => bare(item) ?? null);
    return kept.length === 0
      ? undefined
      : kept.sort((a, b) => (canonicalJson(a) < canonicalJson(b) ? -1 : 1));
  }
  if (typeof value === 'object' && value !== null) {
    const kept = Object.entries(value)
      .map(([name, inner]) => [name, bare(inner)] as const)
      .filter(([, inner]) => inner !== undefined);
    return kept.length === 0 ? undefined : Object.fromEntries(kept);
  }
  if (typeof value === 'string' && value !== '' && value !== 'notConfigured')
    return value.replace(/\r\n?/g, '\n');
  return value === true || (typeof value === 'number' && value !== 0) ? value : undefined;
}

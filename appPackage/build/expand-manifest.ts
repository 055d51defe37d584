import type { PackageValues } from './package-settings.ts';

/**
 * Puts the values where the parsed manifest has `${{NAME}}`, inside of strings only, so that no value can change the
 * JSON around it. A placeholder that no value is known for stays, and the check of the manifest names it.
 */
export function expandManifest(template: unknown, values: PackageValues): unknown {
  if (typeof template === 'string') {
    return template.replace(/\$\{\{(\w+)\}\}/g, (placeholder, name: string) =>
      Object.hasOwn(values, name) ? values[name as keyof PackageValues] : placeholder,
    );
  }
  if (Array.isArray(template)) return template.map((part) => expandManifest(part, values));
  if (typeof template === 'object' && template !== null) {
    return Object.fromEntries(
      Object.entries(template).map(([key, part]) => [key, expandManifest(part, values)]),
    );
  }
  return template;
}

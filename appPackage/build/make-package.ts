import { strToU8, zipSync } from 'fflate';
import { checkIcons } from './check-icons.ts';
import { checkManifest } from './check-manifest.ts';
import { expandManifest } from './expand-manifest.ts';
import { readPackageSettings, type PackageValues } from './package-settings.ts';

export interface PackageInput {
  environment: Readonly<Record<string, string | undefined>>;
  /** the bot's version, which becomes the app's */
  version: string;
  /** manifest.json as text, with placeholders */
  template: string;
  icons: { color: Uint8Array; outline: Uint8Array };
}
export type PackageResult =
  { ok: true; zip: Uint8Array; values: PackageValues; notes: string[] } | { ok: false; mistakes: string[] };

/** Makes the Teams app package, or says everything that is wrong at once. The same input gives the same bytes. */
export async function makePackage({
  environment,
  version,
  template,
  icons,
}: PackageInput): Promise<PackageResult> {
  const { values, mistakes, notes } = readPackageSettings(environment, version);
  const manifest = expandManifest(parseJson(template), values);
  const byManifest =
    manifest === undefined ? ['manifest.json is not valid JSON.'] : await checkManifest(manifest, values);
  mistakes.push(...byManifest, ...checkIcons(icons));
  if (mistakes.length > 0) return { ok: false, mistakes };
  const files = {
    'manifest.json': strToU8(`${JSON.stringify(manifest, null, 2)}\n`),
    'color.png': icons.color,
    'outline.png': icons.outline,
  };
  // Zip times have no zone: a local time that never moves is the same bytes everywhere.
  return { ok: true, zip: zipSync(files, { level: 9, mtime: new Date(2026, 0, 1) }), values, notes };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

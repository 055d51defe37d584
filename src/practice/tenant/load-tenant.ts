import { readFileSync } from 'node:fs';
import { contoso } from './contoso/contoso.ts';
import { parseTenant } from './parse-tenant.ts';
import type { PracticeTenant } from './state.ts';
import { TenantFileError } from './tenant-file.ts';

/**
 * The tenant of a file (PRACTICE_TENANT), or without a path a fresh copy of the built-in Contoso. Its relative dates are
 * seen from `now`. Throws TenantFileError when the file cannot be read, is no JSON, or is wrong somewhere.
 */
export function loadTenant(path?: string, now = new Date()): PracticeTenant {
  if (!path) return parseTenant(structuredClone(contoso), 'Contoso (built in)', now);
  return parseTenant(readJson(path), path, now);
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new TenantFileError(path, [error instanceof Error ? error.message : 'it cannot be read']);
  }
}

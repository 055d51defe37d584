import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PackageInput } from '../../appPackage/build/make-package.ts';

const folder = join(import.meta.dirname, '..', '..', 'appPackage');

export const clientId = '22222222-2222-4222-8222-22222222222a';

/** The committed manifest and icons with settings that are right; tests spoil one thing of it. */
export function goodInput(environment: Record<string, string> = {}): PackageInput {
  return {
    environment: { CLIENT_ID: clientId, PUBLIC_URL: 'https://jit-bot.contoso.com', ...environment },
    version: '1.2.3',
    template: readFileSync(join(folder, 'manifest.json'), 'utf8'),
    icons: {
      color: readFileSync(join(folder, 'color.png')),
      outline: readFileSync(join(folder, 'outline.png')),
    },
  };
}

/** `npm run package`: settings in, build/out/intune-jit-bot.zip out. Exit code 1 and no file if anything is wrong. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'dotenv';
import { z } from 'zod/v4';
import { makePackage } from './make-package.ts';

const source = join(import.meta.dirname, '..');
const target = join('build', 'out', 'intune-jit-bot.zip');
const packageJson = z.object({ version: z.string() });

const settingsFile = existsSync('.env') ? parse(readFileSync('.env')) : {};
const given = Object.entries(process.env).filter(([, value]) => value?.trim());
const result = await makePackage({
  environment: { ...settingsFile, ...Object.fromEntries(given) },
  version: packageJson.parse(JSON.parse(readFileSync(join(source, '..', 'package.json'), 'utf8'))).version,
  template: readFileSync(join(source, 'manifest.json'), 'utf8'),
  icons: {
    color: readFileSync(join(source, 'color.png')),
    outline: readFileSync(join(source, 'outline.png')),
  },
});

if (result.ok) {
  mkdirSync(join('build', 'out'), { recursive: true });
  writeFileSync(target, result.zip);
  const { values, notes } = result;
  console.log(`Teams app package: ${target} (${(result.zip.length / 1024).toFixed(1)} KB)
  version    ${values.APP_VERSION}
  Teams app  ${values.TEAMS_APP_ID}
  bot        ${values.CLIENT_ID}
  sign-in    api://botid-${values.CLIENT_ID}
  domain     ${values.PUBLIC_HOST}
  developer  ${values.APP_DEVELOPER_NAME}`);
  for (const note of notes) console.log(`Note: ${note}`);
  console.log('Next: upload it in the Teams admin center (docs/install.md, step 5).');
} else {
  rmSync(target, { force: true });
  const count = result.mistakes.length === 1 ? '1 mistake' : `${result.mistakes.length} mistakes`;
  console.error(`No Teams app package was made: ${count}.`);
  for (const mistake of result.mistakes) console.error(`  - ${mistake}`);
  console.error(
    'Next: correct them and run it again. Settings go into .env or in front of the command:\n' +
      '  CLIENT_ID=<application id> PUBLIC_URL=https://<host> npm run package\n' +
      'docs/install.md says where they come from.',
  );
  process.exitCode = 1;
}

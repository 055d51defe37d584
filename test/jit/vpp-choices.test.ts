import { expect, test } from 'vitest';
import { vppChoices } from '../../src/jit/vpp-choices.ts';
import { enrollment, read, vppToken } from './enrollment-parts.ts';
import { snapshot, vppApp } from './tenant-parts.ts';

const app = (id: string, more: Record<string, unknown> = {}) =>
  vppApp({ id, vppTokenDisplayName: id, vppTokenId: `token ${id}`, ...more });
const titles = (apps: ReturnType<typeof app>[], tokens?: ReturnType<typeof vppToken>[]) =>
  vppChoices(apps, {
    ...snapshot({ apps }),
    ...(tokens ? { enrollment: enrollment({ vppTokens: read(tokens) }) } : {}),
  }).map(({ title }) => title);

test('tells tokens apart by name and licences left', () => {
  const licences = (used: number) => ({ usedLicenseCount: used, totalLicenseCount: 100 });
  expect(titles([app('Munich', licences(12)), app('Seattle', licences(130)), app('Lyon')])).toEqual([
    'Munich, 88 of 100 licences left',
    'Seattle, 0 of 100 licences left',
    'Lyon',
  ]);
});

test('by id where two tokens of one organization have the same name', () => {
  const same = { vppTokenDisplayName: 'Contoso' };
  expect(titles([app('a', same), app('b', same), app('Munich')])).toEqual([
    'Contoso (id a)',
    'Contoso (id b)',
    'Munich',
  ]);
});

test('says which token does not work, and nothing where tokens were not read', () => {
  const tokens = [vppToken({ id: 'token a', state: 'expired' }), vppToken({ id: 'token b' })];
  expect(titles([app('a'), app('b')], tokens)).toEqual(['a, token expired or not valid', 'b']);
  expect(titles([app('a'), app('b')])).toEqual(['a', 'b']);
});

import { describe, expect, it } from 'vitest';
import { pickableApps, takeApps } from '../../../src/chat/commands/take-apps.ts';
import type { IosApp } from '../../../src/jit/snapshot.ts';

const app = (displayName: string, bundleId: string | null): IosApp => ({
  '@odata.type': '#microsoft.graph.iosStoreApp',
  id: displayName,
  displayName,
  bundleId,
  assignments: [],
});
const apps = [
  app('Salesforce', 'com.salesforce.chatter'),
  app('Box', 'com.box.BoxNet'),
  app('Adobe Acrobat Reader', 'com.adobe.Adobe-Reader'),
  app('Contoso Expenses', 'com.contoso.expenses'),
  app('Contoso Travel', 'com.contoso.travel'),
  app('Microsoft Teams', 'com.microsoft.skype.teams'),
  app('Unknown', null),
  app('Box for iPad', 'com.box.boxnet'),
];

describe('apps as typed', () => {
  it.each([
    ['com.salesforce.chatter and com.box.BoxNet', ['com.salesforce.chatter', 'com.box.BoxNet']],
    ['com.a.b\ncom.c.d;com.e.f, com.A.B', ['com.a.b', 'com.c.d', 'com.e.f']],
    ['com.a.b com.c.d', ['com.a.b', 'com.c.d']],
    ['Salesforce and Box', ['com.salesforce.chatter', 'com.box.BoxNet']],
    ['["com.a.b ", " com.c.d"]', ['com.a.b', 'com.c.d']],
    [
      'Name\tBundle ID\nBox\tcom.box.BoxNet\nSalesforce\tcom.salesforce.chatter',
      ['com.box.BoxNet', 'com.salesforce.chatter'],
    ],
    ['adobe acrobat reader', ['com.adobe.Adobe-Reader']],
    ['Adobe', ['com.adobe.Adobe-Reader']],
  ])('%s', (text, accepted) => {
    expect(takeApps(text, apps)).toMatchObject({ accepted, refused: [], wantsCorrection: false });
  });

  it('leaves a Microsoft app out, by id or by name, and goes on', () => {
    for (const text of ['com.microsoft.skype.teams, com.box.BoxNet', 'Microsoft Teams and Box']) {
      const taken = takeApps(text, apps);
      expect(taken).toMatchObject({ accepted: ['com.box.BoxNet'], wantsCorrection: false });
      expect(taken.refused).toMatchObject([{ id: 'com.microsoft.skype.teams', reason: 'microsoft-app' }]);
    }
  });

  it('does not guess between two apps, and asks again for what it cannot use', () => {
    const taken = takeApps('Contoso, com.box.BoxNet', apps);
    expect(taken).toMatchObject({ accepted: ['com.box.BoxNet'], wantsCorrection: true });
    expect(taken.refused.map(({ id }) => id)).toEqual(['Contoso']);
  });

  it('knows the bundle ID behind an App Store link to an app of the tenant', () => {
    const box = {
      ...app('Box', 'com.box.BoxNet'),
      appStoreUrl: 'https://apps.apple.com/us/app/box/id290853822',
    };
    expect(takeApps('https://itunes.apple.com/app/box/id290853822?mt=8', [box])).toMatchObject({
      accepted: ['com.box.BoxNet'],
    });
    expect(takeApps('https://apps.apple.com/app/box/id2908538220', [box])).toMatchObject({
      accepted: [],
      wantsCorrection: true,
    });
  });

  it('asks for the bundle ID behind any other App Store link', () => {
    expect(takeApps('https://apps.apple.com/app/box/id290853822', apps)).toMatchObject({
      accepted: [],
      wantsCorrection: true,
    });
  });
});

it('offers the apps of the tenant once, without Microsoft apps and without those that have no bundle ID', () => {
  const { apps: offered, more } = pickableApps(apps);
  expect(offered.map(({ value }) => value)).toEqual([
    'com.adobe.Adobe-Reader',
    'com.box.BoxNet',
    'com.contoso.expenses',
    'com.contoso.travel',
    'com.salesforce.chatter',
  ]);
  expect(more).toBe(false);
});

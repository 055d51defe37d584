import type { Activity } from 'botbuilder';
import { expect, test } from 'vitest';
import { readActivity } from '../../src/chat/read-activity.ts';

const uploadInfo = {
  ...{ name: 'a.csv', contentUrl: 'https://a', uploadUrl: 'https://b', uniqueId: 'c', fileType: 'csv' },
};
const accept = { type: 'fileUpload', action: 'accept', context: { offer: 'o1' }, uploadInfo };
const read = (value: unknown) =>
  readActivity({
    ...{ type: 'invoke', name: 'fileConsent/invoke', channelId: 'msteams', serviceUrl: 'https://x', value },
    ...{
      replyToId: 'm1',
      from: { id: '29:1', name: 'Megan Bowen', aadObjectId: 'A' },
      recipient: { id: '28:b' },
    },
    conversation: { id: 'c', conversationType: 'personal', tenantId: 'T' },
  } as unknown as Activity);

test('the answer to an offered file is read with exactly what is needed of it', () => {
  expect(read({ ...accept, uploadInfo: { ...uploadInfo, etag: '1' } })).toMatchObject({
    ...{ kind: 'file-consent', offer: 'o1', cardId: 'm1', accepted: true, upload: uploadInfo },
    who: { tenantId: 't', objectId: 'a', name: 'Megan Bowen' },
  });
  expect(read({ type: 'fileUpload', action: 'decline', context: { offer: 'o1' } })).toMatchObject({
    ...{ kind: 'file-consent', offer: 'o1', accepted: false },
  });
});

test.each([
  ['nothing', undefined],
  ['no place', { ...accept, uploadInfo: undefined }],
  ['a place without an URL', { ...accept, uploadInfo: { ...uploadInfo, uploadUrl: undefined } }],
  ['an endless URL', { ...accept, uploadInfo: { ...uploadInfo, uploadUrl: 'x'.repeat(5000) } }],
  ['no offer', { ...accept, context: {} }],
  ['an offer that is no text', { ...accept, context: { offer: { $ne: null } } }],
  ['another action', { ...accept, action: 'delete' }],
  ['another type', { ...accept, type: 'folderUpload' }],
])('an answer with %s means nothing', (_what, value) => {
  expect(read(value)).toBeUndefined();
});

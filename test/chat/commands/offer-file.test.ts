import { expect, test } from 'vitest';
import { whyNoFile } from '../../../src/chat/commands/offer-file.ts';
import type { House } from '../../../src/chat/commands/context.ts';

const at = (place: 'personal' | 'group' | 'channel') => ({ conversationId: 'c', place, reference: {} });
const house = (parts: Partial<House>) => parts as House;

test('files go in a personal chat of a cloud that takes them; elsewhere it is said why not', () => {
  const takes = house({ putFile: async () => undefined });
  expect(whyNoFile(takes, at('personal'))).toBeUndefined();
  expect(whyNoFile(takes, at('group'))).toMatch(/personal chat only/);
  expect(whyNoFile(takes, at('channel'))).toMatch(/personal chat only/);
  expect(whyNoFile(house({}), at('personal'))).toMatch(/no files from bots in your cloud/);
});

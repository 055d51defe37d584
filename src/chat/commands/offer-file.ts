import type { TableQuestion } from '../../jit/table.ts';
import { saveOffer } from '../file-offers.ts';
import type { FileFormat } from '../files/make-file.ts';
import type { Where } from '../incoming.ts';
import type { House, Turn } from './context.ts';
import { readForFile } from './read-for-file.ts';

const contents: Record<TableQuestion, string> = {
  groups: 'Which groups have JIT',
  apps: 'Which apps use JIT',
  check: 'What looks wrong with JIT',
};

/**
 * An answer as a file: offered with what is in it now. What was read for that is forgotten at once; when the person allows the
 * file, the tenant is read anew.
 */
export async function offerFile(
  { house, who, where, chat, tenant }: Turn,
  { question, format }: { question: TableQuestion; format: FileFormat },
): Promise<void> {
  const file = await readForFile({ house, tenant, who }, { question, format });
  const offer = house.newId();
  await saveOffer(house.records, offer, { who, where, question, format, now: house.now() });
  await chat.offerFile({
    offer,
    name: file.name,
    about: `${contents[question]}: ${file.rows} ${file.rows === 1 ? 'row' : 'rows'} as visible to you${
      file.incomplete ? '; the file also says what I could not read' : ''
    }. When you allow it, I read the tenant anew.`,
    sizeInBytes: file.bytes.length,
  });
}

/** Why there can be no file here; undefined: there can. Teams takes files from bots in personal chats alone. */
export function whyNoFile({ putFile }: House, { place }: Where): string | undefined {
  if (!putFile) return 'Teams takes no files from bots in your cloud, so I can only answer here in the chat.';
  if (place === 'personal') return undefined;
  return 'Teams lets me hand over files in a personal chat only. Ask me for it in our personal chat.';
}

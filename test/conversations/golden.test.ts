import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseFaultLine } from '../../src/practice/faults.ts';
import { parseScript } from '../../src/practice/script/parse-script.ts';
import { playScript } from '../../src/practice/script/play-script.ts';
import { startConversation } from '../support/conversation.ts';

/**
 * Whole conversations as people see them, with the writes that reached Graph. A changed transcript is reviewed like code:
 * UPDATE_GOLDEN=1 writes them anew, and the diff tells what changed for the people.
 */
const folder = new URL('./golden/', import.meta.url);
const scripts = readdirSync(folder).filter((file) => file.endsWith('.script'));

describe.each(scripts)('%s', (file) => {
  it('reads as it did', async () => {
    const lines: string[] = [];
    const chat = await startConversation({ print: (line) => lines.push(line) });
    const { practice, teams, client, transcript } = chat;
    await playScript(parseScript(readFileSync(new URL(file, folder), 'utf8'), file), file, {
      ...{ teams, client, transcript, firstPerson: practice.person.name, restartBot: chat.restart },
      settled: () => chat.settled(),
      addFault: (line) => practice.graph!.faults.add(parseFaultLine(line)),
    });
    await chat.idle();
    const golden = new URL(file.replace(/\.script$/, '.txt'), folder);
    const text = `${lines.join('\n').trim()}\n`;
    if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(golden, text);
    expect(existsSync(golden), 'UPDATE_GOLDEN=1 writes the first one').toBe(true);
    expect(text).toBe(readFileSync(golden, 'utf8'));
  });
});

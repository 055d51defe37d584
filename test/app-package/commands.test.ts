import { expect, test } from 'vitest';
import { z } from 'zod/v4';
import { understand } from '../../src/chat/understand/understand.ts';
import { goodInput } from './good-input.ts';

const commandsShape = z.object({
  bots: z.array(
    z.object({ commandLists: z.array(z.object({ commands: z.array(z.object({ title: z.string() })) })) }),
  ),
});
const { bots } = commandsShape.parse(JSON.parse(goodInput().template));
const titles = bots.flatMap((bot) =>
  bot.commandLists.flatMap((list) => list.commands.map(({ title }) => title)),
);

test.each([...new Set(titles)])('what Teams suggests, "%s", is a command of this version', (title) => {
  expect(['answer', 'not-yet']).not.toContain(understand(title).command);
});

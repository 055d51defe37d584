import { describe, expect, it } from 'vitest';
import { parseScript } from '../../../src/practice/script/parse-script.ts';
import { playScript } from '../../../src/practice/script/play-script.ts';
import { type GraphWrite, keepTranscript } from '../../../src/practice/script/transcript.ts';
import { cardAnswer, cardMessage, messageAnswer } from '../support/small-bot.ts';
import { smallTeams } from '../support/small-teams.ts';

const text = (words: string) => ({ type: 'TextBlock', text: words });
const name = { type: 'Input.Text', id: 'name', label: 'Name', value: 'JIT' };
const button = (title: string) => ({ type: 'Action.Execute', title, verb: title, data: {} });

/** A bot that greets, asks on a card, and works after the click. */
async function scripted(script: string, { patienceMs = 3000 } = {}) {
  const all = await smallTeams();
  const writes: GraphWrite[] = [];
  const calls: string[] = [];
  all.bot.onTurn = async (context) => {
    const { type, name: invoked, replyToId = '' } = context.activity;
    const value: unknown = context.activity.value;
    if (type === 'installationUpdate') await context.sendActivity('Hello');
    if (type === 'message' && context.activity.text?.includes('silence')) return;
    if (type === 'message')
      await context.sendActivity(cardMessage([text('Review'), name], [button('Approve'), button('Hide')]));
    if (invoked !== 'adaptiveCard/action') return;
    const { verb, data } = (value as { action: { verb: string; data: { name: string } } }).action;
    if (verb === 'Hide')
      return void (await context.sendActivity(
        cardAnswer({ type: 'AdaptiveCard', version: '1.5', body: [text('Hidden')] }),
      ));
    await context.sendActivity(messageAnswer('Working on it'));
    const { activity } = context;
    const noticed = () => all.client.visible('personal', 'Megan').some(({ notice }) => notice !== undefined);
    void all.client
      .waitFor(noticed, { timeoutMs: patienceMs, describe: () => 'the answer to the click was not seen' })
      .then(() =>
        all.bot.later(activity, async (later) => {
          writes.push({ method: 'POST', path: '/beta/x', status: 201, body: { name: data.name } });
          await later.updateActivity({ ...cardMessage([text(`Done: ${data.name}`)]), id: replyToId });
        }),
      )
      .catch(() => {});
  };
  const lines: string[] = [];
  const transcript = keepTranscript({
    teams: all.teams,
    print: (line) => lines.push(line),
    writes: () => writes,
  });
  const played = playScript(parseScript(script, 'x.txt'), 'x.txt', {
    ...{ teams: all.teams, client: all.client, transcript, firstPerson: 'Megan Bowen', patienceMs },
    addFault: (line) => void calls.push(`fault ${line}`),
    restartBot: async () => void calls.push('restart'),
  });
  await played.finally(() => transcript.stop()).catch(() => {});
  return { played, lines, calls };
}

describe('playing a script', () => {
  const main = `in personal
say set up JIT
set Name = Sales JIT
click Approve
expect Done: Sales JIT`;

  it('prints steps, cards, edits and writes in order of cause, and the print is a script again', async () => {
    const { played, lines } = await scripted(main);
    await played;
    expect(lines.join('\n')).toBe(`in personal
| Bot:
|   Hello
say set up JIT
| Bot:
|   Review
|   Name: JIT
|   [Approve] [Hide]
set Name = Sales JIT
click Approve
| Bot, below the card, for Megan Bowen:
|   Working on it
| Graph: POST /beta/x 201
|   {"name":"Sales JIT"}
| Bot, edited:
|   Done: Sales JIT
expect Done: Sales JIT`);
    expect(parseScript(lines.join('\n'), 'again')).toHaveLength(5);
    const again = await scripted(lines.join('\n'));
    await again.played;
    expect(again.lines).toEqual(lines);
  });

  it('knows what one person alone sees in a group', async () => {
    const { played, lines } = await scripted(
      'in group\nas Adele\nsay hello\nclick Hide\nexpect Hidden\nas Megan\nclick Approve',
    );
    await played;
    expect(lines).toContain('| Bot, card replaced, for Adele Vance:');
  });

  it('passes faults and restarts on', async () => {
    const { played, calls } = await scripted('fault POST /assign 503\nrestart');
    await played;
    expect(calls).toEqual(['fault POST /assign 503', 'restart']);
  });

  it.each([
    [
      `${main}\nexpect Undone`,
      /^x.txt:6: expect Undone\nnot seen within 0.5 s. Visible was:\n.*Done: Sales JIT/s,
    ],
    ['say silence', 'x.txt:1: say silence\nno answer within 0.5 s. Nothing was visible.'],
    ['say hello\nclick Undo', 'x.txt:2: click Undo\nno button "Undo" is visible; there are: Approve, Hide'],
    ['say hello\nset Nome = x', 'x.txt:2: set Nome = x\nno visible card has an input "Nome"'],
    ['as Nobody', 'x.txt:1: as Nobody\nnobody is called "Nobody"'],
  ])('fails with the line, the step and what was visible: %j', async (script, message) => {
    const { played } = await scripted(script, { patienceMs: 500 });
    await expect(played).rejects.toThrow(message);
  });
});

import type { TeamsClient } from '../teams/open-client.ts';
import type { Teams } from '../teams/start-teams.ts';
import type { Given } from '../teams/fill-inputs.ts';
import type { Place } from '../teams/types.ts';
import { ScriptError, type Step } from './parse-script.ts';
import type { Transcript } from './transcript.ts';

export interface PlayOptions {
  teams: Teams;
  client: TeamsClient;
  transcript: Transcript;
  /** a `fault` line; throws where it is wrong */
  addFault: (line: string) => void;
  restartBot: () => Promise<void>;
  /** who speaks until the first `as` */
  firstPerson: string;
  /** resolves when nothing is under way in a bot of this process: makes the order of what is seen the same in every run */
  settled?: () => Promise<void>;
  /** how long a bot may take to answer, and to do what is expected */
  patienceMs?: number;
}

interface Scene {
  place: Place;
  person: string;
  /** values set and not yet sent, per message */
  set: { messageId: string; inputs: Record<string, Given> } | undefined;
}

/**
 * Plays the steps in order. After `say` and `click` it waits until the bot has answered and nothing of the client's own
 * is under way; after `expect` until the text was seen. Throws ScriptError with file:line, the step and what was visible
 * instead.
 */
export async function playScript(steps: readonly Step[], file: string, options: PlayOptions): Promise<void> {
  const {
    teams,
    client,
    transcript,
    addFault,
    restartBot,
    firstPerson,
    settled,
    patienceMs = 20_000,
  } = options;
  const scene: Scene = { place: 'personal', person: firstPerson, set: undefined };
  const here = (): void =>
    transcript.here(
      scene.place === 'personal' ? `personal, ${client.person(scene.person).name}` : scene.place,
    );
  const visible = (): string => {
    const seen = transcript.since().map((line) => `  ${line}`);
    const refused = teams.refused().map((line) => `  refused by Teams: ${line}`);
    return seen.length + refused.length === 0
      ? 'Nothing was visible.'
      : `Visible was:\n${[...seen, ...refused].join('\n')}`;
  };
  const answered = async (): Promise<void> => {
    await client.waitFor(() => transcript.since().length > 0 && teams.pending() === 0, {
      timeoutMs: patienceMs,
      describe: () => `no answer within ${patienceMs / 1000} s. ${visible()}`,
    });
    await settled?.();
  };

  async function play(step: Step): Promise<void> {
    switch (step.step) {
      case 'in':
        scene.place = step.place;
        return here();
      case 'as':
        scene.person = client.person(step.person).name;
        return here();
      case 'say': {
        transcript.mark();
        const { status, body } = await client.say(scene.place, scene.person, step.text);
        if (status === 0 || status >= 300)
          throw new Error(`the bot did not take it: ${status} ${JSON.stringify(body) ?? ''}`);
        await answered();
        return;
      }
      case 'set': {
        const { message } = client.cardWithInput(scene.place, scene.person, step.label);
        const inputs = scene.set?.messageId === message.id ? scene.set.inputs : {};
        scene.set = { messageId: message.id, inputs: { ...inputs, [step.label]: step.value } };
        return;
      }
      case 'click': {
        transcript.mark();
        const { set } = scene;
        scene.set = undefined;
        const where = set ? { inputs: set.inputs, messageId: set.messageId } : {};
        await client.click(scene.place, scene.person, { title: step.title, ...where });
        await answered();
        return;
      }
      case 'expect':
        await client.waitFor(() => transcript.since().join('\n').includes(step.text), {
          timeoutMs: patienceMs,
          describe: () => `not seen within ${patienceMs / 1000} s. ${visible()}`,
        });
        return;
      case 'fault':
        return addFault(step.fault);
      case 'restart':
        return restartBot();
    }
  }

  here();
  for (const step of steps) {
    if (step.step === 'say') await client.arrive(scene.place, scene.person);
    // an expectation is printed behind what fulfilled it
    if (step.step !== 'expect') transcript.step(step.source);
    try {
      await play(step);
      if (step.step === 'expect') transcript.step(step.source);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw new ScriptError(`${file}:${step.line}: ${step.source}\n${why}`, { cause: error });
    } finally {
      transcript.flush();
    }
  }
  await client.idle();
  transcript.flush();
}

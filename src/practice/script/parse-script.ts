import { type Place, places } from '../teams/types.ts';

/** One step of a script (design, part 5), with the line it stands on. */
export type Step = { line: number; source: string } & (
  | { step: 'in'; place: Place }
  | { step: 'as'; person: string }
  | { step: 'say'; text: string }
  | { step: 'set'; label: string; value: string }
  | { step: 'click'; title: string }
  | { step: 'expect'; text: string }
  | { step: 'fault'; fault: string }
  | { step: 'restart' }
);

/** A line that cannot be read; the message begins with file and line. */
export class ScriptError extends Error {}

const known = 'in, as, say, set, click, expect, fault, restart, # comment';

/**
 * Reads a script, one step a line. Empty lines, comments and lines that begin with `|` are left out: the latter hold the
 * bot's side in a transcript, so that a transcript is a script again. Throws ScriptError at the first line that is wrong.
 */
export function parseScript(content: string, file: string): Step[] {
  return content.split(/\r?\n/).flatMap((raw, index) => {
    const source = raw.trim();
    if (source === '' || source.startsWith('#') || source.startsWith('|')) return [];
    const fail = (why: string): never => {
      throw new ScriptError(`${file}:${index + 1}: ${why}: ${source}`);
    };
    return [{ line: index + 1, source, ...parseStep(source, fail) } as Step];
  });
}

function parseStep(source: string, fail: (why: string) => never) {
  const [, word = '', rest = ''] = /^(\S+)\s*(.*)$/.exec(source) ?? [];
  const needed = (what: string): string => (rest === '' ? fail(`"${word}" needs ${what}`) : rest);
  switch (word) {
    case 'in': {
      const place = places.find((one) => one === needed('a place'));
      return place ? { step: 'in', place } : fail(`no such place, there are ${places.join(', ')}`);
    }
    case 'as':
      return { step: 'as', person: needed('a person') };
    case 'say':
      return { step: 'say', text: needed('a text') };
    case 'set': {
      const [, label = '', value = ''] = /^(.+?)\s*=\s*(.*)$/.exec(needed('LABEL = VALUE')) ?? [];
      return label === '' ? fail('"set" needs LABEL = VALUE') : { step: 'set', label, value };
    }
    case 'click':
      return { step: 'click', title: needed("a button's title") };
    case 'expect':
      return { step: 'expect', text: needed('a text') };
    case 'fault':
      return { step: 'fault', fault: needed('a fault') };
    case 'restart':
      return rest === '' ? { step: 'restart' } : fail('"restart" takes nothing');
    default:
      return fail(`no such step, there are ${known}`);
  }
}

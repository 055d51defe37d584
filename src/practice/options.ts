import { parseArgs } from 'node:util';

export interface CommandOptions {
  help: boolean;
  browser: boolean;
  /** `demo` or a file */
  script: string | undefined;
}

export const usage = `Usage: npm run practice -- [options]

Starts a practice tenant on this machine (Entra, Graph, Teams and the bot; no account, nothing leaves the machine) and
Microsoft's Agents Playground as the Teams client in the browser.

  --no-browser       does not open the Playground's page
  --script FILE      plays a conversation in the terminal instead, and ends
  --script demo      the same with the built-in main job
  --help             shows this

Steps of a script, one a line: in PLACE (personal, group, channel), as PERSON, say TEXT, set LABEL = VALUE, click TITLE,
expect TEXT, fault [METHOD] /PATH KIND [xTIMES], restart, # comment. A script ends with 1 where a line finds no answer.

Environment: PRACTICE_TENANT=file.json loads another tenant, GRAPH_ROOT=https://… replaces the practice Graph.`;

/** Reads the command line; a string is what is wrong with it. */
export function readOptions(args: readonly string[]): CommandOptions | string {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        help: { type: 'boolean', short: 'h' },
        'no-browser': { type: 'boolean' },
        script: { type: 'string' },
      },
    });
    if (values.script === '') return '--script needs a file, or demo';
    return { help: values.help ?? false, browser: !values['no-browser'], script: values.script };
  } catch (error) {
    return error instanceof Error ? (error.message.split('. ')[0] ?? error.message) : String(error);
  }
}

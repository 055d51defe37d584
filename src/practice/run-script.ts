import { readFileSync } from 'node:fs';
import { parseFaultLine } from './faults.ts';
import { demo } from './script/demo.ts';
import { parseScript, ScriptError, type Step } from './script/parse-script.ts';
import { playScript } from './script/play-script.ts';
import { type GraphWrite, keepTranscript, type Transcript } from './script/transcript.ts';
import type { Practice } from './start-practice.ts';

/** The steps of a file, or of the built-in `demo`. Throws ScriptError. */
export function readScript(name: string): Step[] {
  if (name === 'demo') return parseScript(demo, 'demo');
  try {
    return parseScript(readFileSync(name, 'utf8'), name);
  } catch (error) {
    if (error instanceof ScriptError) throw error;
    throw new ScriptError(
      `${name} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

/** The writes that reached the practice Graph, in order. */
export const graphWrites = ({ graph }: Practice): GraphWrite[] =>
  (graph?.log ?? [])
    .filter(({ write }) => write)
    .map(({ method, path, status, body }) => ({ method, path, status: status ?? '(no answer)', body }));

/** Plays a script in a running practice tenant and prints the transcript. Throws ScriptError where a line finds no answer. */
export async function runScript(
  practice: Practice,
  { name, steps, print }: { name: string; steps: readonly Step[]; print: (line: string) => void },
): Promise<Transcript> {
  const { teams, client, graph, person } = practice;
  const transcript = keepTranscript({ teams, print, writes: () => graphWrites(practice) });
  try {
    await playScript(steps, name, {
      ...{ teams, client, transcript, firstPerson: person.name, restartBot: () => practice.restartBot() },
      addFault(line) {
        const fault = parseFaultLine(line);
        if (!graph) throw new Error('faults need the practice Graph, and GRAPH_ROOT names another');
        graph.faults.add(fault);
      },
    });
    const left = graph?.faults.waiting() ?? [];
    if (left.length > 0) throw new ScriptError(`${name}: these faults never happened: ${left.join(', ')}`);
  } finally {
    transcript.stop();
  }
  return transcript;
}

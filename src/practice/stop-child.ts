import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** Asks a child to end, and ends it after `patienceMs`. Resolves when it is gone. */
export async function stopChild(child: ChildProcess, patienceMs = 5000): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), patienceMs);
  await gone;
  clearTimeout(timer);
}

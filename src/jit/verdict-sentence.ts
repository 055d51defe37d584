import type { AuthenticatorFault } from './authenticator-fault.ts';
import { authenticatorComes, type AuthenticatorState } from './authenticator-state.ts';
import type { JitVerdict, Standing } from './jit-verdict.ts';

/** What a verdict is about. */
export interface Judged {
  jit: JitVerdict;
  name: string;
  standing: Standing;
  authenticator?: AuthenticatorState;
  faults: readonly AuthenticatorFault[];
}

/** How it is said of one, or of everyone. */
export interface VerdictWords {
  has: 'has' | 'have';
  does: 'does' | 'do';
  verdicts: Record<JitVerdict, (name: string) => string>;
}

/** The verdict in one sentence. A policy alone is not called just-in-time registration where Authenticator does not come for sure. */
export function verdictSentence(
  { jit, name, standing, authenticator, faults }: Judged,
  { has, does, verdicts }: VerdictWords,
): string {
  const holds = `${name} ${jit === 'may' ? 'may have' : has} a policy for just-in-time registration`;
  const comes = authenticator && authenticatorComes(authenticator);
  if (jit === 'yes' && authenticator?.state === 'not-known')
    return `${holds}; whether Microsoft Authenticator, which it needs, comes too I could not check.`;
  if (standing === 'incomplete') {
    const phrase = comes === 'no' ? undefined : faults[0]?.phrase;
    return `${holds}, but ${phrase ?? `${does} not get Microsoft Authenticator, which it needs`}.`;
  }
  if (jit === 'yes' && (comes === 'may' || faults.some(({ kind }) => kind === 'not-installable')))
    return `${holds}; whether Microsoft Authenticator, which it needs, comes too is not sure.`;
  const leftOut = faults.find(({ kind }) => kind === 'left-out')?.phrase;
  if (leftOut !== undefined && (jit === 'yes' || jit === 'may')) return `${holds}, but ${leftOut}.`;
  return verdicts[jit](name);
}

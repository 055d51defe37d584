import type { EntraAnswer } from './ask-entra.ts';
import type { SignInResult } from './sign-in.ts';

export type Refusal = Exclude<SignInResult, { ok: true }>;
type Refused = Exclude<EntraAnswer, { ok: true }>;

/**
 * Error numbers that a person mends on a sign-in page, besides those that Entra marks as interaction_required: consent
 * (65001, 65004, 90094), another factor or its set-up (50072, 50074, 50076, 50079, 50158), device and location rules
 * (53000 to 53003). Source: Microsoft Learn, "Microsoft Entra authentication and authorization error codes".
 */
const interactionCodes = [65001, 65004, 90094, 50072, 50074, 50076, 50079, 50158, 53000, 53001, 53002, 53003];

/** Secret wrong, unknown or expired, assertion of the app not accepted, app unknown in the tenant (same source). */
const appCodes = [7000215, 7000222, 7000218, 700016, 700024, 700027, 700211, 700212, 700213, 70021];

/** What a refusal of the on-behalf-of exchange means for the person who wants `scopes` (names without the resource). */
export function explainRefusal(answer: Refused, scopes: readonly string[]): Refusal {
  if (answer.why === 'unreachable') return { ok: false, why: 'problem', code: 'sign-in-unreachable' };
  if (answer.why === 'no-credential') return appProblem('the certificate or managed identity gave no proof');
  if (isAppProblem(answer)) return appProblem(answer.code);
  if (!needsInteraction(answer))
    return { ok: false, why: 'problem', code: 'sign-in-invalid', facts: { error: answer.code } };
  const claims = answer.claims === undefined ? {} : { claims: answer.claims };
  return { ok: false, why: 'interaction', scopes: [...scopes], error: answer.code, ...claims };
}

type RefusedByEntra = Extract<EntraAnswer, { why: 'refused' }>;

const appProblem = (error: string): Refusal => ({
  ok: false,
  why: 'problem',
  code: 'app-credential-refused',
  facts: { error },
});

const isAppProblem = ({ error, codes }: RefusedByEntra): boolean =>
  error === 'invalid_client' ||
  error === 'unauthorized_client' ||
  codes.some((code) => appCodes.includes(code));

const needsInteraction = ({ error, suberror, claims, codes }: RefusedByEntra): boolean =>
  error === 'interaction_required' ||
  error === 'consent_required' ||
  suberror === 'consent_required' ||
  claims !== undefined ||
  codes.some((code) => interactionCodes.includes(code));

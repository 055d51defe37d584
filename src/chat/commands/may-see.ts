import type { Change } from '../../change/change.ts';
import { isSamePerson } from '../../change/may-press.ts';
import type { Person } from '../../sign-in/person.ts';
import { Problem } from '../../problems.ts';
import { explainError } from './explain-error.ts';
import type { Turn } from './context.ts';

/**
 * Who may see what others did in the tenant: whoever may read device configurations in Intune, as Graph says at this moment.
 * Who asked or approved sees that change in any case. The rule stands in docs/approvals.md.
 */

/**
 * Why this person does not get to see `what`, as sentences with the next step; undefined: may. What cannot be checked is
 * refused.
 */
export async function seeingRefusal({ tenant, house }: Turn, what: string): Promise<string | undefined> {
  try {
    await tenant.proveReader();
    return undefined;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return `I show ${what} only to people who may read device configurations in Intune. ${explainError(error, house)}`;
  }
}

export const isTheirs = ({ requester, approver }: Change, who: Person): boolean =>
  [requester, approver].some((one) => one !== undefined && isSamePerson(one, who));

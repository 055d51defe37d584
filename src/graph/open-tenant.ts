import { setTimeout as wait } from 'node:timers/promises';
import type { GetToken } from './authenticate.ts';
import type { Timing } from './chain.ts';
import { openClient } from './client.ts';
import { isMemberOf } from './check-membership.ts';
import { findPoliciesByStamp } from './find-by-stamp.ts';
import { findGroups } from './find-groups.ts';
import { findPeople } from './find-people.ts';
import { maybe } from './maybe.ts';
import { createPace, type Pace } from './pace.ts';
import { proveReader } from './prove-reader.ts';
import { readApprovals } from './read-approvals.ts';
import { readEnrollment, readHowEnrolled, readVppTokens } from './read-enrollment.ts';
import { readMemberships } from './read-memberships.ts';
import { readApp, readPolicy } from './read-objects.ts';
import { readPerson } from './read-person.ts';
import { addEnrollmentGroups, nameGroups, readSnapshot } from './read-snapshot.ts';
import type { Log } from './record.ts';
import type { RetryLimits } from './retry.ts';
import type { Tenant } from './tenant.ts';
import { writeStep } from './write-step.ts';

export interface TenantOptions extends Partial<Timing> {
  /** https origin of Graph without version, as `https://graph.microsoft.com`; anything else throws */
  graphRoot: string;
  /** a token of the person for Graph; asked for every request, so it should come from a cache */
  getToken: GetToken;
  /** hears of every request; gets no token and no body */
  log?: Log;
  /** one for all tenants opened in this process, since Intune's ceiling counts per app; default: one of its own */
  pace?: Pace;
  /** for a single request, milliseconds; default 10 000 */
  timeoutMs?: number;
  /** default: 4 sends within 30 s */
  limits?: RetryLimits;
  fetch?: typeof globalThis.fetch;
}

/** The tenant as one person sees it. Sends nothing yet, and holds nothing worth closing. */
export function openTenant({
  graphRoot,
  getToken,
  now = Date.now,
  sleep = async (ms) => wait(ms),
  random = Math.random,
  log = () => undefined,
  pace = createPace({ now, sleep }),
  timeoutMs = 10_000,
  limits = { attempts: 4, budgetMs: 30_000 },
  fetch = globalThis.fetch,
}: TenantOptions): Tenant {
  const timing = { now, sleep, random };
  const client = openClient({ graphRoot, getToken, pace, log, timeoutMs, limits, fetch, ...timing });
  return {
    readSnapshot: (options) => readSnapshot(client, options),
    nameGroups: (snapshot) => nameGroups(client, snapshot),
    addEnrollmentGroups: (snapshot, options) => addEnrollmentGroups(client, snapshot, options),
    findGroups: (name) => findGroups(client, name),
    readEnrollment: (options) => readEnrollment(client, options),
    readHowEnrolled: () => readHowEnrolled(client),
    readVppTokens: () => maybe(readVppTokens(client)),
    findPeople: (name) => findPeople(client, name),
    readPerson: (id) => readPerson(client, id),
    readMemberships: (personId) => readMemberships(client, personId),
    write: (request) => writeStep(client, request),
    readPolicy: (id) => readPolicy(client, id),
    readApp: (id) => readApp(client, id),
    findPoliciesByStamp: (stamp) => findPoliciesByStamp(client, stamp),
    readApprovals: () => readApprovals(client),
    isMemberOf: (groupId) => isMemberOf(client, groupId),
    proveReader: () => proveReader(client),
  };
}

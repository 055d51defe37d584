import { appsCard } from '../../src/chat/cards/apps-card.ts';
import { checkCard } from '../../src/chat/cards/check-card.ts';
import { readinessCard } from '../../src/chat/cards/readiness-card.ts';
import { statusCard } from '../../src/chat/cards/status-card.ts';
import { verdictCard } from '../../src/chat/cards/verdict-card.ts';
import type { Outgoing } from '../../src/chat/incoming.ts';
import { openTenant } from '../../src/graph/open-tenant.ts';
import type { Tenant } from '../../src/graph/tenant.ts';
import { appsWithJit } from '../../src/jit/apps-with-jit.ts';
import { checkJit } from '../../src/jit/check-jit.ts';
import { coverage } from '../../src/jit/coverage.ts';
import type { EnrolledSnapshot } from '../../src/jit/enrollment-snapshot.ts';
import { everyoneVerdict } from '../../src/jit/everyone-verdict.ts';
import { groupVerdict } from '../../src/jit/group-verdict.ts';
import { personVerdict } from '../../src/jit/person-verdict.ts';
import { readiness } from '../../src/jit/readiness.ts';
import { makeCertificates, type Certificates } from '../../src/practice/certificates.ts';
import { groupIds } from '../../src/practice/tenant/contoso/groups.ts';
import { startGraph, type PracticeGraph } from '../../src/practice/graph/start-graph.ts';
import { parseTenant } from '../../src/practice/tenant/parse-tenant.ts';
import { trustingFetch } from '../graph/support/trusting-fetch.ts';
import { makeBigTenant } from '../support/big-tenant.ts';

export interface Measured {
  question: string;
  /** answers of Graph: each page of a list is one, and each `$batch`, though it holds up to twenty reads */
  pages: number;
  batches: number;
  milliseconds: number;
  /** how many cards the answer has, and the largest of the first and some others */
  cards: number;
  cardBytes: number;
  /** within pages and batches x latency x 1.3, and every card within 28 KB */
  ok: boolean;
}

export const mostCardBytes = 28 * 1024;
const scopes = [
  'DeviceManagementConfiguration.Read.All',
  'DeviceManagementApps.Read.All',
  'DeviceManagementServiceConfig.Read.All',
  'GroupMember.Read.All',
  'User.ReadBasic.All',
  'Policy.Read.All',
];
const visibleTo = 'you';

/**
 * How long each question takes from the first request to its card, in a generated tenant of that size with that latency of
 * Graph, and what it costs. The Graph runs in this process, so its own work counts too.
 */
export async function measureAnswers(options: {
  size: { policies: number; groups: number; apps: number };
  latencyMs: number;
  certificates?: Certificates;
}): Promise<Measured[]> {
  const { size, latencyMs, certificates = makeCertificates() } = options;
  const tenant = parseTenant(makeBigTenant(size), 'big');
  const megan = tenant.people.find(({ id }) => id === 'megan')!;
  const graph = await startGraph({
    ...{ tenant, certificates, latencyMs },
    entra: { checkGraphToken: async () => ({ personId: 'megan', oid: megan.objectId, scopes }) },
  });
  const { fetch, close } = await trustingFetch(certificates.caPem);
  const open = (): Tenant =>
    openTenant({ graphRoot: graph.origin, getToken: async () => 'e30.e30.s', fetch });
  try {
    const measured: Measured[] = [];
    for (const [question, ask] of Object.entries(questionsAbout(megan.objectId)))
      measured.push(await measure({ question, ask, graph, open, latencyMs }));
    return measured;
  } finally {
    await close();
    await graph.stop();
  }
}

type Pages = (page: number) => Outgoing;
type Ask = (tenant: Tenant) => Promise<Pages>;

const snapshotFor = (tenant: Tenant, aboutGroups: string[] = []): Promise<EnrolledSnapshot> =>
  tenant.readSnapshot({ aboutGroups, relatives: 'named', withoutApps: 'say' });

async function enrolledFor(tenant: Tenant, aboutGroups: string[] = []): Promise<EnrolledSnapshot> {
  const [snapshot, enrollment] = await Promise.all([
    snapshotFor(tenant, aboutGroups),
    tenant.readHowEnrolled(),
  ]);
  return tenant.addEnrollmentGroups({ ...snapshot, enrollment }, { withParents: true });
}

/** Each reads what its command reads (src/chat/commands). */
const questionsAbout = (personId: string): Record<string, Ask> => ({
  'which groups have JIT': async (tenant) => {
    const found = coverage(await enrolledFor(tenant));
    return (page) => statusCard(found, { page, visibleTo });
  },
  'does Sales have JIT': async (tenant) => {
    const id = groupIds.sales;
    const verdict = groupVerdict(await enrolledFor(tenant, [id]), id);
    return (page) => verdictCard(verdict, { page, verb: 'about-group', data: { id }, visibleTo });
  },
  'do all users have JIT': async (tenant) => {
    const kind = 'all-users';
    const verdict = everyoneVerdict(await enrolledFor(tenant), kind);
    return (page) => verdictCard(verdict, { page, verb: 'about-everyone', data: { kind }, visibleTo });
  },
  "why doesn't Megan Bowen have JIT": async (tenant) => {
    const [person, memberOf, snapshot] = await Promise.all([
      tenant.readPerson(personId),
      tenant.readMemberships(personId),
      enrolledFor(tenant),
    ]);
    const verdict = personVerdict({ snapshot, person: person!, memberOf });
    return (page) => verdictCard(verdict, { page, verb: 'about-person', data: { id: personId }, visibleTo });
  },
  'which apps use JIT': async (tenant) => {
    const found = appsWithJit(await snapshotFor(tenant));
    return (page) => appsCard(found, { page, visibleTo });
  },
  'check JIT': async (tenant) => {
    const found = checkJit(await enrolledFor(tenant));
    return (page) => checkCard(found, { page, visibleTo });
  },
  'is my tenant ready for JIT': async (tenant) => {
    const [named, enrollment] = await Promise.all([
      snapshotFor(tenant).then((found) => tenant.nameGroups(found)),
      tenant.readEnrollment({ conditionalAccess: true }),
    ]);
    const snapshot = await tenant.addEnrollmentGroups({ ...named, enrollment }, { withParents: true });
    const items = readiness({
      snapshot,
      enrollment,
      now: new Date(),
      adminCenter: 'https://intune.microsoft.com',
    });
    const asker = { objectId: personId, name: 'Megan Bowen' };
    return () => readinessCard({ items, asker, couldAsk: { enrollment: false, conditionalAccess: false } });
  },
});

async function measure(options: {
  question: string;
  ask: Ask;
  graph: PracticeGraph;
  open: () => Tenant;
  latencyMs: number;
}): Promise<Measured> {
  const { question, ask, graph, open, latencyMs } = options;
  const before = graph.log.length;
  const begun = performance.now();
  const pagesOf = await ask(open());
  const first = pagesOf(0);
  const milliseconds = Math.round(performance.now() - begun);
  const requests = graph.log.slice(before).filter(({ inBatch }) => inBatch !== true);
  const batches = requests.filter(({ path }) => path.includes('$batch')).length;
  const pages = requests.length - batches;
  const cards = Number(/Page 1 of (\d+)\./.exec(JSON.stringify(first))?.[1] ?? 1);
  const cardBytes = Math.max(
    ...someCards(cards, pagesOf).map((card) => Buffer.byteLength(JSON.stringify(card))),
  );
  const inTime = milliseconds <= (pages + batches) * latencyMs * 1.3;
  return {
    ...{ question, pages, batches, milliseconds, cards, cardBytes },
    ok: inTime && cardBytes <= mostCardBytes,
  };
}

function someCards(count: number, pagesOf: Pages): Outgoing[] {
  const step = Math.ceil(count / 10);
  return Array.from({ length: count }, (_, page) => page)
    .filter((page) => page % step === 0)
    .map(pagesOf);
}

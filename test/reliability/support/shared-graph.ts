import { startGraph, type PracticeGraph } from '../../../src/practice/graph/start-graph.ts';
import type { Certificates } from '../../../src/practice/certificates.ts';
import { authenticatorIds } from '../../../src/practice/tenant/contoso/authenticator.ts';
import { loadTenant } from '../../../src/practice/tenant/load-tenant.ts';

interface Token {
  /** object id of the person */
  oid: string;
  /** scopes, with blanks between them */
  scp: string;
}

/** What stands for a Graph token here: it simply says who it is for. */
export const tokenOf = (token: Token): string =>
  `e30.${Buffer.from(JSON.stringify(token)).toString('base64url')}.s`;
const readToken = (token: string): Token =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8')) as Token;

export interface SharedGraph {
  graph: PracticeGraph;
  /** the tenant as it was at the start; without Authenticator where a run wants it so */
  reset: (options: { authenticator: boolean }) => void;
  /** Somebody else adds it, where it was missing. */
  addAuthenticator: () => void;
  /** milliseconds that requests take, used in turn */
  latency: number[];
  /** takes as long as it is the turn of */
  delay: () => Promise<void>;
}

/**
 * A practice Graph with a small tenant (one Authenticator from the App Store, no policies), that several processes share and
 * many runs use one after another.
 */
export async function startSharedGraph(
  certificates: Pick<Certificates, 'certPem' | 'keyPem'>,
): Promise<SharedGraph> {
  const tenant = loadTenant();
  tenant.policies = [];
  tenant.catalogPolicies = [];
  const apps = structuredClone(tenant.apps.filter(({ id }) => id === authenticatorIds.store));
  let clock = Date.now();
  let turn = 0;
  const graph = await startGraph({
    tenant,
    certificates,
    // Its clock only serves to forget what its throttle counted.
    now: () => new Date(clock),
    limits: { any: 1_000_000, writes: 1_000_000 },
    entra: {
      checkGraphToken: async (token) => {
        const { oid, scp } = readToken(token);
        await shared.delay();
        const personId = tenant.people.find(({ objectId }) => objectId === oid)?.id;
        return personId === undefined ? undefined : { personId, oid, scopes: scp.split(' ') };
      },
    },
  });
  const shared: SharedGraph = {
    graph,
    latency: [0],
    reset: ({ authenticator }) => {
      clock += 60_000;
      turn = 0;
      tenant.policies = [];
      tenant.apps = authenticator ? structuredClone(apps) : [];
      graph.log.length = 0;
    },
    addAuthenticator: () => {
      tenant.apps = structuredClone(apps);
    },
    delay: async () => {
      const { latency } = shared;
      const ms = latency[turn++ % latency.length] ?? 0;
      if (ms > 0) await new Promise((resolve) => setTimeout(resolve, ms));
    },
  };
  return shared;
}

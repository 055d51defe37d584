import { onTestFinished } from 'vitest';
import { openTenant } from '../../../src/graph/open-tenant.ts';
import type { RecordedCall } from '../../../src/graph/record.ts';
import type { Tenant } from '../../../src/graph/tenant.ts';
import { makeCertificates } from '../../../src/practice/certificates.ts';
import {
  startGraph,
  type GraphOptions,
  type PracticeGraph,
} from '../../../src/practice/graph/start-graph.ts';
import { loadTenant } from '../../../src/practice/tenant/load-tenant.ts';
import { trustingFetch } from './trusting-fetch.ts';

const certificates = makeCertificates();

export const allScopes = [
  'DeviceManagementConfiguration.ReadWrite.All',
  'DeviceManagementApps.ReadWrite.All',
  'GroupMember.Read.All',
];

export interface InPractice {
  graph: PracticeGraph;
  recorded: RecordedCall[];
  /** the tenant as this person of the practice tenant; waits of retries are skipped */
  as: (personId: string, scopes?: readonly string[]) => Tenant;
}

/** The practice Graph for one test. Its Entra is left out: a token simply says who it is for. */
export async function inPractice(options: Partial<GraphOptions> = {}): Promise<InPractice> {
  const tenant = loadTenant();
  const tokenOf = (personId: string, scopes: readonly string[]): string =>
    `e30.${Buffer.from(JSON.stringify({ personId, scp: scopes.join(' ') })).toString('base64url')}.s`;
  const graph = await startGraph({
    tenant,
    certificates,
    entra: {
      checkGraphToken: async (token) => {
        const payload = Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8');
        const { personId, scp } = JSON.parse(payload) as { personId: string; scp: string };
        const oid = tenant.people.find(({ id }) => id === personId)?.objectId;
        return oid === undefined ? undefined : { personId, oid, scopes: scp.split(' ') };
      },
    },
    ...options,
  });
  const { fetch, close } = await trustingFetch(certificates.caPem);
  onTestFinished(async () => {
    await close();
    await graph.stop();
  });
  const recorded: RecordedCall[] = [];
  return {
    graph,
    recorded,
    as: (personId, scopes = allScopes) =>
      openTenant({
        graphRoot: graph.origin,
        getToken: async () => tokenOf(personId, scopes),
        sleep: async () => undefined,
        timeoutMs: 2000,
        log: (call) => void recorded.push(call),
        fetch,
      }),
  };
}

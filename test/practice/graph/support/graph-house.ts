import { inject, onTestFinished } from 'vitest';
import { consentableScopes } from '../../../../src/practice/entra/scopes.ts';
import {
  startGraph,
  type GraphOptions,
  type PracticeGraph,
} from '../../../../src/practice/graph/start-graph.ts';
import { loadTenant } from '../../../../src/practice/tenant/load-tenant.ts';
import type { PracticeTenant } from '../../../../src/practice/tenant/state.ts';

export interface Reply {
  status: number;
  headers: Headers;
  /** `{}` where there was no body */
  body: Record<string, unknown> & { value?: Record<string, unknown>[] };
  code: string | undefined;
  /** the error's sentence, taken out of Intune's nested JSON where it is nested */
  message: string | undefined;
}

export interface CallOptions {
  as?: string;
  body?: unknown;
  headers?: Record<string, string>;
}

export interface GraphHouse {
  graph: PracticeGraph;
  tenant: PracticeTenant;
  clock: { now: Date };
  /** `call('GET /beta/me')`; a full URL works too */
  call: (line: string, options?: CallOptions) => Promise<Reply>;
}

/** A practice Graph for one test. A token `PERSON` has all scopes, `PERSON:A,B` only these; Entra has its own tests. */
export async function graphHouse(options: Partial<GraphOptions> = {}): Promise<GraphHouse> {
  const tenant = options.tenant ?? loadTenant();
  const clock = { now: new Date() };
  const checkGraphToken: GraphOptions['entra']['checkGraphToken'] = async (token) => {
    const [personId = '', scopes] = token.split(':');
    const oid = tenant.people.find(({ id }) => id === personId)?.objectId;
    return oid === undefined ? undefined : { personId, oid, scopes: scopes?.split(',') ?? consentableScopes };
  };
  const certificates = inject('certificates');
  const graph = await startGraph({
    certificates,
    entra: { checkGraphToken },
    now: () => clock.now,
    ...options,
    tenant,
  });
  onTestFinished(() => graph.stop());
  const call: GraphHouse['call'] = async (line, { as = 'megan', body, headers = {} } = {}) => {
    const [method = '', path = ''] = line.split(/ (.*)/);
    const answer = await fetch(path.startsWith('https:') ? path : `${graph.origin}${path}`, {
      method,
      headers: {
        ...(as === '' ? {} : { authorization: `Bearer ${as}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    const parsed = (
      text && answer.headers.get('content-type')?.includes('json') ? JSON.parse(text) : {}
    ) as Reply['body'];
    const error = parsed['error'] as { code: string; message: string } | undefined;
    return {
      status: answer.status,
      headers: answer.headers,
      body: parsed,
      code: error?.code,
      message: error && sentence(error.message),
    };
  };
  return { graph, tenant, clock, call };
}

function sentence(message: string): string {
  if (!message.startsWith('{')) return message;
  const { Message } = JSON.parse(message) as { Message: string };
  return Message.split(' - Operation ID')[0] ?? '';
}

export const configurations = '/beta/deviceManagement/deviceConfigurations';
export const apps = '/beta/deviceAppManagement/mobileApps';
const group = '#microsoft.graph.groupAssignmentTarget';

export const toGroup = (
  groupId: string,
  more: Record<string, unknown> = {},
): { target: Record<string, unknown> } => ({
  target: { '@odata.type': group, groupId, ...more },
});

/** The body of graph.md 1.4. */
export const jitPolicy = (): Record<string, unknown> & {
  iosSingleSignOnExtension: Record<string, unknown>;
} => ({
  '@odata.type': '#microsoft.graph.iosDeviceFeaturesConfiguration',
  displayName: 'iOS - JIT registration (SSO extension)',
  description: 'Created by JIT bot',
  roleScopeTagIds: ['0'],
  iosSingleSignOnExtension: {
    '@odata.type': '#microsoft.graph.iosAzureAdSingleSignOnExtension',
    enableSharedDeviceMode: false,
    bundleIdAccessControlList: ['com.salesforce.chatter', 'com.box.BoxNet'],
    configurations: [
      {
        '@odata.type': '#microsoft.graph.keyStringValuePair',
        key: 'device_registration',
        value: '{{DEVICEREGISTRATION}}',
      },
      {
        '@odata.type': '#microsoft.graph.keyIntegerValuePair',
        key: 'browser_sso_interaction_enabled',
        value: 1,
      },
    ],
  },
});

export const storeApp = (): Record<string, unknown> => ({
  '@odata.type': '#microsoft.graph.iosStoreApp',
  displayName: 'Box',
  description: 'Box',
  publisher: 'Box, Inc.',
  appStoreUrl: 'https://apps.apple.com/app/box/id290853822',
  bundleId: 'com.box.BoxNet',
  applicableDeviceType: { iPad: true, iPhoneAndIPod: true },
  minimumSupportedOperatingSystem: { v15_0: true },
});

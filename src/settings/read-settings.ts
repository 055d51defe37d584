import { z } from 'zod/v4';
import { bindHost, guid, hosts, isLoopbackHost, oneOf, origin, port, url } from './checks.ts';
import { cloudNames, clouds, type Cloud } from './clouds.ts';
import { readCredential, type Credential, type Given } from './read-credential.ts';
import { readRecordsPlace, type RecordsPlace } from './read-records-place.ts';
import { refuseNotYet } from './refuse-not-yet.ts';

const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];
const approvalModes = ['self', 'second-person'] as const;

export interface Settings {
  /** the Entra tenant served; GUID in lower case */
  tenantId: string;
  /** the app registration: bot id and API audience; GUID in lower case */
  clientId: string;
  credential: Credential;
  port: number;
  host: string;
  /** origin under which Teams reaches the sign-in pages, without a slash at its end */
  publicUrl: string;
  cloud: Cloud;
  records: RecordsPlace;
  /** who may approve: the one who asked, or somebody else; where a group is named, only its members */
  approval: { mode: (typeof approvalModes)[number]; groupId: string | undefined };
  logLevel: LogLevel;
}

export type SettingsResult =
  /** `remarks` are sentences worth a warning in the log: the server runs, but perhaps not as meant */
  { ok: true; settings: Settings; remarks: string[] } | { ok: false; mistakes: string[] };

const shape = z.object({
  TENANT_ID: guid('the id of the Entra tenant'),
  CLIENT_ID: guid('the client id of the app registration'),
  PORT: port.default(3978),
  HOST: bindHost.default('0.0.0.0'),
  PUBLIC_URL: origin(
    'an https origin such as https://jit-bot.contoso.com (http on loopback only)',
    true,
  ).optional(),
  CLOUD: oneOf(cloudNames).default('public'),
  AUTHORITY_HOST: origin(
    'an https origin without path, as https://login.microsoftonline.com',
    false,
  ).optional(),
  GRAPH_ROOT: origin('an https origin without version, as https://graph.microsoft.com', false).optional(),
  BOT_OPENID_URL: url('the https URL of OpenID metadata (http on loopback only)').optional(),
  BOT_TOKEN_ISSUER: url('an issuer such as https://api.botframework.com').optional(),
  BOT_SERVICE_HOSTS: hosts.optional(),
  APPROVAL: oneOf(approvalModes).default('self'),
  APPROVER_GROUP_ID: guid('the object id of an Entra group').optional(),
  LOG_LEVEL: oneOf(logLevels).default('info'),
});

/**
 * Checks an environment and resolves it to one value. Blank counts as not given. Every mistake is named in one go: the
 * variable, what is wrong with it, what is expected; never what was given. Relative paths count from `cwd`.
 * The file of CLIENT_CERTIFICATE_PATH is read and checked; nothing else outside `env` is looked at.
 */
export function readSettings(
  env: Readonly<Record<string, string | undefined>>,
  { cwd = process.cwd() }: { cwd?: string } = {},
): SettingsResult {
  const given = withoutBlanks(env);
  const fields = shape.safeParse(given);
  const credential = readCredential(given, cwd);
  const records = readRecordsPlace(given['RECORDS'], cwd);
  const notYet = refuseNotYet(given);
  if (!fields.success || 'mistakes' in credential || 'mistakes' in records || notYet.length > 0) {
    const fieldMistakes =
      fields.error?.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`) ?? [];
    const more = [credential, records].flatMap((part) => ('mistakes' in part ? part.mistakes : []));
    return { ok: false, mistakes: [...fieldMistakes, ...more, ...notYet] };
  }

  const { data } = fields;
  const preset = clouds[data.CLOUD];
  const remarks: string[] = [];
  const publicUrl = data.PUBLIC_URL ?? `http://localhost:${data.PORT}`;
  if (data.PUBLIC_URL === undefined)
    remarks.push(`PUBLIC_URL is not given, so sign-in pages open on this machine only (${publicUrl})`);
  return {
    ok: true,
    remarks,
    settings: {
      tenantId: data.TENANT_ID,
      clientId: data.CLIENT_ID,
      credential: credential.value,
      port: data.PORT,
      host: data.HOST,
      publicUrl,
      cloud: {
        ...preset,
        name: data.CLOUD,
        authorityHost: data.AUTHORITY_HOST ?? preset.authorityHost,
        instanceDiscovery: data.AUTHORITY_HOST === undefined,
        graphRoot: data.GRAPH_ROOT ?? preset.graphResource,
        botOpenIdUrl: data.BOT_OPENID_URL ?? preset.botOpenIdUrl,
        botTokenIssuer: data.BOT_TOKEN_ISSUER ?? preset.botTokenIssuer,
        botServiceHosts: data.BOT_SERVICE_HOSTS ?? preset.botServiceHosts,
        // Teams on this machine (the practice tenant) keeps files on this machine
        fileHosts: [...preset.fileHosts, ...(data.BOT_SERVICE_HOSTS ?? []).filter(isLoopbackHost)],
      },
      records: records.value,
      approval: { mode: data.APPROVAL, groupId: data.APPROVER_GROUP_ID },
      logLevel: data.LOG_LEVEL,
    },
  };
}

/** A secret keeps the blanks around it; everything else is trimmed. */
function withoutBlanks(env: Given): Given {
  const entries = Object.entries(env).map(([name, value]): [string, string | undefined] => {
    const trimmed = value?.trim() ?? '';
    if (trimmed === '') return [name, undefined];
    return [name, name === 'CLIENT_SECRET' ? value : trimmed];
  });
  return Object.fromEntries(entries);
}

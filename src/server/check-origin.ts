import { isLoopback, type Settings } from '../settings.ts';
import type { ActivityShape } from './activity-shape.ts';

const defaultPorts: Record<string, string> = { 'https:': '443', 'http:': '80' };

/**
 * Whether replies may go to this serviceUrl: https (http on loopback only), no user name, and a host of BOT_SERVICE_HOSTS.
 * An entry without a port means the default port of the scheme.
 */
export function isAllowedServiceUrl(serviceUrl: string, allowed: readonly string[]): boolean {
  if (!URL.canParse(serviceUrl)) return false;
  const url = new URL(serviceUrl);
  const standard = defaultPorts[url.protocol];
  if (standard === undefined || (url.protocol === 'http:' && !isLoopback(url.hostname))) return false;
  if (url.username !== '' || url.password !== '') return false;
  const withPort = `${url.hostname}:${url.port === '' ? standard : url.port}`;
  return allowed.some((entry) => withPort === (/:\d+$/.test(entry) ? entry : `${entry}:${standard}`));
}

/** Every tenant that the activity names has to be ours, and it has to name one. */
export function isOfOurTenant(activity: ActivityShape, { tenantId }: Settings): boolean {
  const named = [activity.conversation.tenantId, activity.channelData?.tenant?.id].filter(
    (id) => typeof id === 'string',
  );
  return named.length > 0 && named.every((id) => id.toLowerCase() === tenantId);
}

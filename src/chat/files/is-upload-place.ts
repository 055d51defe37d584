import { isLoopback } from '../../settings.ts';

/**
 * Whether a file may go to this URL. `hosts` are suffixes, with a dot in front, of https hosts on their standard port, or
 * single hosts of this machine as URL.host writes them.
 */
export function isUploadPlace(text: string, hosts: readonly string[]): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, host, port, username, password } = new URL(text);
  if (username !== '' || password !== '') return false;
  return hosts.some((entry) =>
    entry.startsWith('.')
      ? protocol === 'https:' && port === '' && hostname.endsWith(entry)
      : (protocol === 'https:' || protocol === 'http:') && isLoopback(hostname) && host === entry,
  );
}

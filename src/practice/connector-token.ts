import { get } from 'node:https';
import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from 'jose';

interface ConnectorTokenOptions {
  entraOrigin: string;
  caPem: string;
  tenantId: string;
  clientId: string;
}

/**
 * Checks the bot's tokens as the real connector does: signed by Entra, for `https://api.botframework.com`, of the bot's
 * own app. Entra's keys are fetched at the first token.
 */
export function makeConnectorTokenCheck({ entraOrigin, caPem, tenantId, clientId }: ConnectorTokenOptions) {
  let keys: Promise<JSONWebKeySet> | undefined;
  return async (token: string): Promise<boolean> => {
    keys ??= getJson(`${entraOrigin}/${tenantId}/discovery/v2.0/keys`, caPem) as Promise<JSONWebKeySet>;
    try {
      const { payload } = await jwtVerify(token, createLocalJWKSet(await keys), {
        audience: 'https://api.botframework.com',
        issuer: `${entraOrigin}/${tenantId}/v2.0`,
        clockTolerance: 300,
      });
      return payload['appid'] === clientId && payload['tid'] === tenantId;
    } catch {
      return false;
    }
  };
}

const getJson = (url: string, ca: string): Promise<unknown> =>
  new Promise((resolve, reject) => {
    get(url, { ca }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      answer.on('end', () => resolve(JSON.parse(text)));
    }).on('error', reject);
  });

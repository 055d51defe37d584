import { describe, expect, it } from 'vitest';
import { authenticate } from '../../src/graph/authenticate.ts';
import type { GraphCall } from '../../src/graph/chain.ts';
import { root } from './support/fake-graph.ts';
import { call } from './support/sample-call.ts';

const claims = '{"access_token":{"nbf":{"essential":true,"value":"1700000000"}}}';
const challenge = (): Response =>
  new Response(null, {
    status: 401,
    headers: {
      'www-authenticate': `Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", error="insufficient_claims", claims="${Buffer.from(claims).toString('base64')}"`,
    },
  });

function sending(answers: (() => Response)[]) {
  const sent: GraphCall[] = [];
  const asked: ({ claims?: string } | undefined)[] = [];
  const link = authenticate({
    origin: root,
    getToken: async (options) => {
      asked.push(options);
      return `token-${asked.length}`;
    },
  });
  const send = (url: string) =>
    link(call({ url }), async (passed) => {
      sent.push(passed);
      return answers[sent.length - 1]!();
    });
  return { send, sent, asked };
}

describe('authenticate', () => {
  it('puts the token on a call to Graph', async () => {
    const { send, sent } = sending([() => new Response()]);
    await send(`${root}/v1.0/groups`);
    expect(sent[0]?.headers['authorization']).toBe('Bearer token-1');
  });

  it.each([
    'https://graph.contoso.com/v1.0/groups',
    'https://graph.contoso.com:8444/v1.0/groups',
    'http://graph.contoso.com:8443/v1.0/groups',
    'https://contoso.com:8443/v1.0/groups',
  ])('asks for no token and sends nothing to %s', async (url) => {
    const { send, sent, asked } = sending([]);
    await expect(send(url)).rejects.toMatchObject({ code: 'graph-unexpected-answer' });
    expect({ sent, asked }).toEqual({ sent: [], asked: [] });
  });

  it('answers a claims challenge once, with the claims decoded', async () => {
    const { send, sent, asked } = sending([challenge, () => new Response('fine')]);
    expect(await (await send(`${root}/v1.0/groups`)).text()).toBe('fine');
    expect(asked).toEqual([undefined, { claims }]);
    expect(sent[1]?.headers['authorization']).toBe('Bearer token-2');
  });

  it('asks for a sign-in when the challenge stays', async () => {
    const { send, sent } = sending([challenge, challenge]);
    await expect(send(`${root}/v1.0/groups`)).rejects.toMatchObject({ code: 'sign-in-needed' });
    expect(sent).toHaveLength(2);
  });

  it('leaves a 401 without a challenge as it is', async () => {
    const { send, sent } = sending([() => new Response(null, { status: 401 })]);
    expect((await send(`${root}/v1.0/groups`)).status).toBe(401);
    expect(sent).toHaveLength(1);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseError } from '../../src/graph/parse-error.ts';
import { activityId, intuneError } from './support/fake-graph.ts';

describe('parseError', () => {
  it("unpacks Intune's nested error, without its URL", async () => {
    const body: unknown = await intuneError(400, 'The name is too long', { RetryAfter: 12 }).json();
    expect(parseError(body)).toEqual({
      code: 'BadRequest',
      message: 'The name is too long',
      activityId,
      requestId: 'r-1',
      retryAfterSeconds: 12,
      fromIntune: true,
    });
  });

  it('takes a plain message as it is', () => {
    const body = { error: { code: 'Request_BadRequest', message: 'Invalid filter clause' } };
    expect(parseError(body)).toMatchObject({
      code: 'Request_BadRequest',
      message: 'Invalid filter clause',
      fromIntune: false,
    });
  });

  it.each([undefined, null, '', '<html>502</html>', 17, [], {}, { error: null }, { error: { message: 5 } }])(
    'is empty, not broken, for %j',
    (body) => {
      expect(parseError(body)).toEqual({ code: '', message: '', fromIntune: false });
    },
  );

  it('shows no URL and no token, whatever surrounds them', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.boolean(), (before, after, nested) => {
        const text = `${before} https://fef.manage.microsoft.com/x?y=z ${after} eyJhbGciOi.eyJzdWIi.c2ln`;
        const message = nested ? JSON.stringify({ Message: text }) : text;
        const shown = parseError({ error: { code: 'c', message } }).message;
        expect(shown).not.toMatch(/fef\.manage|eyJhbGciOi/);
        expect(shown.length).toBeLessThanOrEqual(300);
      }),
    );
  });
});

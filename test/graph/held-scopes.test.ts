import { describe, expect, it } from 'vitest';
import { heldScopes } from '../../src/graph/held-scopes.ts';

const token = (payload: unknown) => `h.${Buffer.from(JSON.stringify(payload)).toString('base64url')}.s`;

describe('heldScopes', () => {
  it('reads the delegated scopes', () => {
    expect(heldScopes(token({ scp: 'GroupMember.Read.All User.Read' }))).toEqual([
      'GroupMember.Read.All',
      'User.Read',
    ]);
  });
  it.each(['', 'opaque', 'a.b.c', token({}), token({ scp: 5 }), token(null)])(
    'knows nothing of %j',
    (text) => {
      expect(heldScopes(text)).toBeUndefined();
    },
  );
});

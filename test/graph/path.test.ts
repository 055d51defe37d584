import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { at, isAtOrigin, queryString } from '../../src/graph/path.ts';

describe('at', () => {
  it('keeps any id one segment of the address, or refuses it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (id) => {
        fc.pre(id !== '.' && id !== '..');
        const url = new URL(`https://graph.microsoft.com/v1.0${at`/groups/${id}/members`.path}`);
        expect(url.pathname.split('/')).toHaveLength(5);
        expect(decodeURIComponent(url.pathname.split('/')[3]!)).toBe(id);
        expect(url.search + url.hash).toBe('');
      }),
    );
  });

  it.each(['', '.', '..'])('refuses %j', (id) => {
    expect(() => at`/groups/${id}`).toThrow(expect.objectContaining({ code: 'graph-not-found' }));
  });

  it('names the place without its ids', () => {
    expect(at`/groups/${'4711'}/members`.template).toBe('/groups/{id}/members');
  });
});

describe('queryString', () => {
  it('lets every value arrive as it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (value) => {
        const url = new URL(
          `https://graph.microsoft.com/v1.0/groups${queryString({ $search: value, $top: '25' })}`,
        );
        expect(url.searchParams.get('$search')).toBe(value);
        expect(url.searchParams.get('$top')).toBe('25');
      }),
    );
  });

  it('is nothing without values', () => {
    expect(queryString()).toBe('');
  });
});

describe('isAtOrigin', () => {
  const origin = 'https://graph.microsoft.com';
  it.each([
    ['https://graph.microsoft.com/v1.0/groups', true],
    ['https://graph.microsoft.com:443/v1.0/groups', true],
    ['https://GRAPH.microsoft.com/v1.0/groups', true],
    ['https://graph.microsoft.com:8443/v1.0/groups', false],
    ['http://graph.microsoft.com/v1.0/groups', false],
    ['https://graph.microsoft.com.contoso.com/v1.0', false],
    ['https://graph.microsoft.com@contoso.com/v1.0', false],
    ['https://someone@graph.microsoft.com/v1.0', false],
    ['/v1.0/groups', false],
    ['', false],
  ])('%s: %s', (url, expected) => {
    expect(isAtOrigin(url, origin)).toBe(expected);
  });
});

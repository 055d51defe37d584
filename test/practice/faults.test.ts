import { describe, expect, it } from 'vitest';
import { createFaults, faultKinds, parseFaultLine } from '../../src/practice/faults.ts';

describe('parseFaultLine', () => {
  it.each([
    ['POST /assign 503 x2', { match: { method: 'POST', path: '/assign' }, kind: '503', times: 2 }],
    ['  get /groups   timeout ', { match: { method: 'GET', path: '/groups' }, kind: 'timeout', times: 1 }],
    ['/mobileApps html-502', { match: { path: '/mobileApps' }, kind: 'html-502', times: 1 }],
  ])('reads %j', (line, fault) => {
    expect(parseFaultLine(line)).toEqual(fault);
  });

  it.each([
    ['POST /assign', 'the kind is missing'],
    ['POST /assign 418', '"418" is no kind'],
    ['POST assign 503', 'the path has to begin with /'],
    ['FETCH /assign 503', '"FETCH" is no method'],
    ['POST /assign 503 2', 'only x1, x2'],
    ['POST /assign 503 x0', 'only x1, x2'],
    ['', 'the path has to begin with /'],
  ])('refuses %j and lists the kinds', (line, why) => {
    const attempt = (): unknown => parseFaultLine(line);
    expect(attempt).toThrow(why);
    for (const kind of Object.keys(faultKinds)) expect(attempt).toThrow(kind);
  });
});

describe('faults', () => {
  it('tell requests of one path apart by their query', () => {
    const faults = createFaults();
    faults.add({ match: { path: /deviceConfigurations/, query: /isof\('x\.y'\)/ }, kind: '403' });
    expect(faults.take('GET', '/deviceConfigurations', '$expand=assignments')).toBeUndefined();
    expect(faults.take('GET', '/deviceConfigurations')).toBeUndefined();
    expect(faults.take('GET', '/deviceConfigurations', `$filter=isof(${encodeURIComponent("'x.y'")})`)).toBe(
      '403',
    );
  });

  it('are used up by the requests that they match, oldest first', () => {
    const faults = createFaults();
    faults.add({ match: { method: 'POST', path: '/assign' }, kind: '503', times: 2 });
    faults.add({ match: { path: /mobileApps/ }, kind: '429' });
    const app = '/deviceAppManagement/mobileApps/1/assign';
    expect(faults.take('GET', '/deviceManagement/deviceConfigurations/1/assign')).toBeUndefined();
    expect([faults.take('POST', app), faults.take('POST', app), faults.take('POST', app)]).toEqual([
      '503',
      '503',
      '429',
    ]);
    expect(faults.take('POST', app)).toBeUndefined();
  });

  it('match whole segments', () => {
    const faults = createFaults();
    faults.add({ match: { path: '/assign' }, kind: '500', times: 9 });
    const hit = (path: string): boolean => faults.take('GET', path) !== undefined;
    expect(hit('/deviceManagement/assignmentFilters')).toBe(false);
    expect(hit('/x/1/assignments')).toBe(false);
    expect(hit("/x('1')/assign")).toBe(true);
    expect(hit('/assignments/assign')).toBe(true);
  });

  it('let pass what they shall skip, also when another fault hits it', () => {
    const faults = createFaults();
    faults.add({ match: { path: '/groups' }, kind: '429' });
    faults.add({ match: { path: '/groups' }, kind: '500', skip: 2 });
    const hit = (path: string) => faults.take('GET', path);
    expect([hit('/groups'), hit('/me'), hit('/groups'), hit('/groups'), hit('/groups')]).toEqual([
      '429',
      undefined,
      undefined,
      '500',
      undefined,
    ]);
  });

  it('tell what still waits', () => {
    const faults = createFaults();
    faults.add({ match: { method: 'GET', path: '/me' }, kind: '401', times: 3 });
    faults.take('GET', '/me');
    expect(faults.waiting()).toEqual(['GET /me 401 x2']);
    faults.clear();
    expect(faults.waiting()).toEqual([]);
  });
});

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { mayPress, needsGroup, pressRefusal, type Button } from '../../src/change/may-press.ts';

const text = readFileSync(new URL('../../docs/approvals.md', import.meta.url), 'utf8');
const [, section = ''] = text.split('## Who may press what');
const rows = section
  .split('\n## ')[0]!
  .split('\n')
  .filter((line) => line.startsWith('| '))
  .slice(1)
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map(([, button = '', self = '', second = '', group = '']) => [button, self, second, group]);

describe('docs/approvals.md', () => {
  it('holds the very table that the code goes by', () => {
    const table = Object.entries(mayPress).map(([button, who]) => [
      button,
      who.self,
      who['second-person'],
      needsGroup.includes(button as Button) ? 'yes' : 'no',
    ]);
    expect(rows).toEqual(table);
  });
});

describe('a change that waits in Intune', () => {
  const [megan, alex, nestor] = ['Megan Bowen', 'Alex Wilber', 'Nestor Wilke'].map((name) => ({
    ...{ tenantId: 't', objectId: name.toLowerCase(), name },
  })) as [Person, Person, Person];
  type Person = Parameters<typeof pressRefusal>[0]['who'];

  it.each(['self', 'second-person'] as const)(
    '%s: is resumed only by the account that Intune knows',
    (mode) => {
      const change = { state: 'waiting for Intune approval' as const, requester: megan, approver: alex };
      const refusal = (who: Person) => pressRefusal({ button: 'resume', mode, change, who });
      expect(refusal(alex)).toBeUndefined();
      expect(refusal({ ...alex, objectId: alex.objectId.toUpperCase(), name: 'A. Wilber' })).toBeUndefined();
      for (const who of [megan, nestor]) expect(refusal(who)).toContain('Only Alex Wilber can go on');
    },
  );
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AssignmentsLost, assignmentKey } from '../../src/jit/assignments.ts';
import {
  AssignmentsAdded,
  assertOnlyRemoved,
  keepExclusions,
  sortOut,
} from '../../src/jit/remove-assignments.ts';
import type { WireAssignment } from '../../src/jit/snapshot.ts';
import { ids, required, wire } from './tenant-parts.ts';

const [sales, field, interns] = [wire.group(ids.sales), wire.group(ids.field), wire.exclude(ids.interns)];
const set = wire.group(ids.everybody, { source: 'policySets' });

describe('the guard of a removal', () => {
  test.each<[string, WireAssignment[], WireAssignment[], WireAssignment[]]>([
    ['ours goes', [sales, field], [field], [sales]],
    ['all of it was ours', [sales], [], [sales]],
    ['nothing goes', [sales, field], [field, sales], [sales]],
    ['what a policy set brings is not posted', [sales, set], [], [sales]],
    [
      'the same in another form',
      [sales],
      [{ target: { ...sales.target, groupId: ids.sales.toUpperCase() } }],
      [],
    ],
  ])('%s', (_, before, after, ours) => {
    expect(() => assertOnlyRemoved(before, after, ours)).not.toThrow();
  });

  test.each<
    [
      string,
      WireAssignment[],
      WireAssignment[],
      WireAssignment[],
      typeof AssignmentsLost | typeof AssignmentsAdded,
    ]
  >([
    ['one of others is missing', [sales, field], [], [sales], AssignmentsLost],
    ['an exclusion is missing', [sales, interns], [], [sales], AssignmentsLost],
    ['ours has a filter by now', [wire.filtered(ids.sales)], [], [sales], AssignmentsLost],
    [
      'ours has another intent by now',
      [wire.group(ids.sales, { intent: 'available' })],
      [],
      [required(sales)],
      AssignmentsLost,
    ],
    ['another one is altered', [sales, wire.filtered(ids.field)], [field], [sales], AssignmentsLost],
    ['something is new', [sales], [field], [sales], AssignmentsAdded],
    ['a policy set would become direct', [sales, set], [set], [sales], AssignmentsAdded],
  ])('%s: refused', (_, before, after, ours, error) => {
    expect(() => assertOnlyRemoved(before, after, ours)).toThrow(error);
  });

  test('what was there before may come back in the place of ours, and nothing else', () => {
    const [ours, old] = [required(sales), wire.group(ids.sales, { intent: 'available' })];
    expect(() => assertOnlyRemoved([ours, field], [old, field], [ours], [old])).not.toThrow();
    for (const [after, back] of [
      [[old, field], []],
      [[wire.group(ids.sales, { intent: 'uninstall' }), field], [old]],
      [[interns, field], [interns]],
    ] satisfies [WireAssignment[], WireAssignment[]][])
      expect(() => assertOnlyRemoved([ours, field], after, [ours], back)).toThrow(AssignmentsAdded);
    expect(() => assertOnlyRemoved([ours, field], [old], [ours], [old])).toThrow(AssignmentsLost);
  });

  const entry = fc.constantFrom(
    sales,
    field,
    interns,
    set,
    wire.filtered(ids.sales),
    required(sales),
    wire.allUsers(),
  );
  test('passes exactly the sets between what is not ours and what stands', () => {
    fc.assert(
      fc.property(fc.array(entry), fc.array(entry), fc.array(entry), (before, after, ours) => {
        const keys = (list: WireAssignment[]) =>
          new Set(list.filter((one) => one !== set).map(assignmentKey));
        const [there, posted, mine] = [keys(before), keys(after), keys(ours)];
        const fine =
          !after.includes(set) &&
          [...there].every((key) => posted.has(key) || mine.has(key)) &&
          [...posted].every((key) => there.has(key));
        const check = () => assertOnlyRemoved(before, after, ours);
        if (fine) expect(check).not.toThrow();
        else expect(check).toThrow();
      }),
    );
  });
});

test('each assignment is sorted by whose it is', () => {
  const old = wire.group(ids.devices);
  const standing = [sales, wire.filtered(ids.field), interns, old, set];
  const sorted = sortOut(standing, { added: [sales, field], before: [old] });
  expect(sorted.ours.map(({ target }) => target.groupId)).toEqual([ids.sales]);
  expect(sorted.altered.map(({ target }) => target.groupId)).toEqual([ids.field]);
  expect(sorted.others.map(({ target }) => target.groupId)).toEqual([ids.interns, ids.everybody]);
});

test('an exclusion stays exactly while something included stays', () => {
  expect(keepExclusions([sales, interns], [field])).toEqual({ going: [sales], kept: [interns] });
  expect(keepExclusions([sales, interns], [wire.exclude(ids.field)])).toEqual({
    going: [sales, interns],
    kept: [],
  });
});

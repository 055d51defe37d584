import { expect, test } from 'vitest';
import { checkCard } from '../../../src/chat/cards/check-card.ts';
import { checkJit } from '../../../src/jit/check-jit.ts';
import { ids, policy, required, snapshot, storeApp, wire } from '../../jit/tenant-parts.ts';

test('a policy that meets another one, or that has exclusions only, is not among those with nothing to say', () => {
  const of = (name: string, assignment: ReturnType<typeof wire.group>) =>
    policy({ id: name, displayName: name, assignments: [assignment] });
  const found = checkJit(
    snapshot({
      policies: [
        of('Corporate JIT', wire.group(ids.sales)),
        of('Sales JIT', wire.group(ids.sales)),
        of('Only exclusions', wire.exclude(ids.interns)),
        of('Field JIT', wire.group(ids.field)),
      ],
      apps: [storeApp({ assignments: [required(wire.allUsers())] })],
    }),
  );
  const shown = JSON.stringify(checkCard(found, { page: 0, visibleTo: 'you' }));
  expect(shown).toContain('Nothing to say about Field JIT.');
  expect(shown).toContain('is assigned to nobody.');
});

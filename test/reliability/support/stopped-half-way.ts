import { vi, onTestFinished } from 'vitest';
import { changeSchema, type Change } from '../../../src/change/change.ts';
import { ourPolicies } from '../../support/tenant-look.ts';
import { startReplicas, type Replicas } from './replicas.ts';

/** Changes that stopped half-way, and moments in which others come in between. */

type Options = Parameters<typeof startReplicas>[0];

export const askFor = (group: string): string => `set up JIT for com.box.BoxNet for ${group}`;
export const secondPerson = { approval: { mode: 'second-person' as const } };
/** titles of the card of an undo that only closes: before and after it is approved */
export const closing = 'Review: closing what stopped half-way';
export const closed = 'Closed, nothing was taken back';
export const statesOf = async (chat: Replicas): Promise<Change['state'][]> =>
  (await chat.changes()).map(({ state }) => state);

/** What Alex creates carries a tag that Megan does not have; both see the apps that are there. */
export async function apart(options: Options = {}): Promise<Replicas> {
  const chat = await startReplicas(options);
  const { people, apps } = chat.graph.state;
  for (const { properties } of apps) properties['roleScopeTagIds'] = ['0', '7'];
  people.find(({ id }) => id === 'alex')!.scopeTags = ['7'];
  people.find(({ id }) => id === 'megan')!.scopeTags = ['0'];
  return chat;
}

/** Alex approves a set-up, and its policy is not assigned. */
export async function stoppedSetUp(options: Options = {}): Promise<Replicas> {
  const chat = await startReplicas(options);
  await chat.say(askFor('Sales'), options.approval ? 'diego' : 'alex');
  chat.graph.faults.add({ match: { method: 'POST', path: /deviceConfigurations.*assign/ }, kind: '403' });
  await chat.press('Approve', { as: 'alex' });
  return chat;
}

/** The same, and somebody deletes that policy by hand. */
export async function deletedByHand(options: Options = {}): Promise<Replicas> {
  const chat = await stoppedSetUp(options);
  deletePolicy(chat);
  return chat;
}
export function deletePolicy({ graph }: Replicas): void {
  const { policies } = graph.state;
  policies.splice(policies.indexOf(ourPolicies(graph.state)[0]!), 1);
}

/** The answer to the next DELETE of a policy gets lost, and so do the looks after it. */
export function loseDelete({ graph }: Replicas): void {
  graph.faults.add({ match: { method: 'DELETE', path: /deviceConfigurations/ }, kind: '504-after' });
  const looks = { method: 'GET', path: /deviceConfigurations\/[^/]+$/ };
  graph.faults.add({ match: looks, kind: '500', times: 12, skip: 1 });
}

/** Asked for by Diego and approved by Alex; so is its undo, whose DELETE loses its answer. */
export async function lostDelete(options: Options = {}): Promise<Replicas> {
  const chat = await startReplicas({ ...secondPerson, ...options });
  await chat.say(askFor('Sales'), 'diego');
  await chat.press('Approve', { as: 'alex' });
  await chat.press('Undo', { as: 'diego' });
  loseDelete(chat);
  await chat.press('Approve', { as: 'alex', on: 'taking JIT' });
  chat.graph.faults.clear();
  return chat;
}

/** Calls `then` once, when a change in this state was written to the records. */
export function onMoved(chat: Replicas, to: Change['state'], then: () => Promise<void>): { done: boolean } {
  const { records } = chat.houses[0]!.house;
  const seen = { done: false };
  const replace = records.replace.bind(records);
  vi.spyOn(records, 'replace').mockImplementation(async (kind, key, value, version) => {
    const answer = await replace(kind, key, value, version);
    const change = kind === 'change' ? changeSchema.safeParse(value).data : undefined;
    if (!seen.done && change?.state === to) {
      seen.done = true;
      await then();
    }
    return answer;
  });
  onTestFinished(() => void vi.restoreAllMocks());
  return seen;
}

/** Calls `then` once, when the apps of the tenant are read. */
export function onRead(how: 'before' | 'after', then: () => Promise<void>): { done: boolean } {
  const seen = { done: false };
  const { fetch: send } = globalThis;
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (...request) => {
    const isIt = !seen.done && typeof request[0] === 'string' && request[0].includes('/mobileApps');
    if (isIt) seen.done = true;
    if (isIt && how === 'before') await then();
    const answer = await send(...request);
    if (isIt && how === 'after') await then();
    return answer;
  });
  onTestFinished(() => void vi.restoreAllMocks());
  return seen;
}

/** The process of a click ends right after it, or is slow. */
export async function deliverAndDie(
  chat: Replicas,
  press: Parameters<Replicas['deliver']>[0],
  as: string,
): Promise<void> {
  const { house } = chat.houses[0]!;
  const { later } = house;
  house.later = () => undefined;
  await chat.deliver(press, as);
  house.later = later;
}

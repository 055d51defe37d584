import { installableKind } from './authenticator.ts';
import type { AppKind } from './app-assignments.ts';
import { parentsGap } from './groups.ts';
import type { Target } from './plan.ts';
import type { IosApp, Snapshot } from './snapshot.ts';
import { shownFilter, type ShownFilter } from './shown-filter.ts';
import { groupName } from './targets.ts';
import type { Assigned } from './take-apart.ts';
import { viewOf, type View } from './view.ts';
import { devicesLeftOut, hiddenInclude, subjectOf, waysTo, type Subject, type Way } from './ways.ts';

/** Whether somebody gets Authenticator, over all its app objects; `apps` are those that decide it. */
export interface AuthenticatorState {
  state:
    | 'required'
    | 'required-through-all-users'
    | 'required-through-all-devices'
    | 'required-through-parent'
    /** a filter decides device by device */
    | 'required-with-filter'
    /** only a part is meant, or an exclusion may count */
    | 'required-in-part'
    | 'other-intent'
    | 'excluded'
    | 'not-assigned'
    /** it was not found, and not everything was read that could bring it */
    | 'not-known';
  /** the intent, where it is another than required: available, uninstall, availableWithoutEnrollment */
  intent?: string;
  filter?: ShownFilter;
  /** the groups of devices, where nothing else requires it for a person: whose devices are in them was not read */
  onlyForDevicesOf?: string[];
  /** what stands for the person beside that: an intent other than required, or `excluded` */
  otherwise?: string;
  /** where it comes only to a part of it, or not at all: the objects that would come to all of it but for an exclusion */
  excludedBy?: DecidingApp[];
  /** what was not read, where it is not known for that */
  gap?: 'apps' | 'groups-around' | 'assigned-groups';
  apps: DecidingApp[];
}

export interface DecidingApp {
  id: string;
  name: string;
  kind: AppKind;
  /** of a VPP app, where its assignment tells; a store app has none, and asks for an Apple Account */
  licence?: 'device' | 'user';
}

/** Whether it comes for sure, may come, or does not. */
export function authenticatorComes({ state }: AuthenticatorState): 'yes' | 'may' | 'no' {
  if (state === 'required-with-filter' || state === 'required-in-part' || state === 'not-known') return 'may';
  return state === 'other-intent' || state === 'excluded' || state === 'not-assigned' ? 'no' : 'yes';
}

/** Whether it is there for all of them already, a filter aside. */
export const isThereForAll = (found: AuthenticatorState): boolean =>
  authenticatorComes(found) === 'yes' || found.state === 'required-with-filter';

/** the best first: one object that brings it is enough */
const order: AuthenticatorState['state'][] = [
  'required',
  'required-through-parent',
  'required-through-all-users',
  'required-through-all-devices',
  'required-with-filter',
  'required-in-part',
  'other-intent',
  'excluded',
  'not-assigned',
];

/**
 * The best that any Authenticator object does for an included target. Groups around it count; where they were refused, and it
 * could come through them, not finding it proves nothing.
 */
export const authenticatorState = (target: Target, snapshot: Snapshot): AuthenticatorState =>
  authenticatorOf(target, viewOf(snapshot));

/** The same where a view is at hand. */
export function authenticatorOf(target: Target, view: View): AuthenticatorState {
  const found = authenticatorFor(subjectOf(target, view), view);
  const isOpen =
    authenticatorComes(found) === 'no' &&
    parentsGap(target, view.snapshot) !== undefined &&
    view.authenticators.some(({ assigned }) => requiresForGroup(assigned));
  return isOpen ? { state: 'not-known', gap: 'groups-around', apps: [] } : found;
}

const requiresForGroup = ({ toGroup }: Assigned): boolean =>
  [...toGroup.values()].some((includes) =>
    includes.some(({ assignment }) => assignment.intent === 'required'),
  );

/** The same for any subject, a person among them, who may have a device in a group that could not be read. */
export function authenticatorFor(subject: Subject, view: View): AuthenticatorState {
  if (view.snapshot.appsNotRead) return { state: 'not-known', gap: 'apps', apps: [] };
  const found = bestFor(subject, view);
  const isOpen =
    authenticatorComes(found) === 'no' &&
    view.authenticators.some(({ assigned }) => hiddenInclude(subject, assigned, view.snapshot));
  return isOpen ? { state: 'not-known', gap: 'assigned-groups', apps: [] } : found;
}

function bestFor(subject: Subject, view: View): AuthenticatorState {
  const states = view.authenticators.flatMap(({ app, assigned }) =>
    waysTo(subject, assigned, view)
      .filter(
        ({ part, exclusion, assignment }) => assignment.intent === 'required' || !(part || exclusion?.sure),
      )
      .map((way) => ({
        ...{ app, way },
        state: stateOf(
          devicesLeftOut(way, subject, assigned, view).length > 0 ? { ...way, part: true } : way,
        ),
      })),
  );
  const state = order.find((one) => states.some((found) => found.state === one)) ?? 'not-assigned';
  const deciding = states.filter((found) => found.state === state);
  const intents = [...new Set(deciding.map(({ way }) => way.assignment.intent ?? 'unknown'))];
  const filter = deciding.find(({ way }) => way.filter)?.way.filter;
  const ofPerson = states.filter(({ way }) => way.how !== 'device-group');
  const ofDevices = deciding.flatMap(({ way }) =>
    way.how === 'device-group' && way.groupId !== undefined ? [groupName(view.snapshot, way.groupId)] : [],
  );
  const apps = deciding.map(({ app, way }) => referApp(app, way));
  const excluding = states.flatMap(({ app, way }) =>
    way.exclusion && !way.part && way.assignment.intent === 'required' ? referApp(app, way) : [],
  );
  return {
    state,
    ...(state === 'other-intent' ? { intent: worstIntent(intents) } : {}),
    ...((state === 'required-in-part' || state === 'excluded') && excluding.length > 0
      ? { excludedBy: excluding }
      : {}),
    ...(state === 'required-with-filter' && filter ? { filter: shownFilter(filter, view.snapshot) } : {}),
    ...(ofDevices.length > 0 && ofDevices.length === deciding.length
      ? { onlyForDevicesOf: [...new Set(ofDevices)], ...otherwise(ofPerson) }
      : {}),
    apps: [...new Map(apps.map((app) => [`${app.id} ${app.licence ?? ''}`, app])).values()],
  };
}

/** What a person has beside the devices: another intent, or an exclusion from what is required. */
function otherwise(
  found: readonly { way: Way; state: AuthenticatorState['state'] }[],
): Pick<AuthenticatorState, 'otherwise'> {
  const intents = found
    .filter(({ state }) => state === 'other-intent')
    .map(({ way }) => way.assignment.intent ?? 'unknown');
  if (intents.length > 0) return { otherwise: worstIntent(intents) };
  return found.some(({ state }) => state === 'excluded') ? { otherwise: 'excluded' } : {};
}

/** Of several intents, the one to speak of: an uninstall wins over what is only available. */
const worstIntent = (intents: string[]): string =>
  intents.includes('uninstall') ? 'uninstall' : (intents[0] ?? 'unknown');

/** An app object with the licence of one required assignment. */
export function referApp(app: IosApp, { assignment }: Way): DecidingApp {
  const kind = installableKind(app) ?? 'store';
  const base = { id: app.id, name: app.displayName, kind };
  const isDevice = assignment.settings?.['useDeviceLicensing'];
  if (kind === 'store' || assignment.intent !== 'required' || typeof isDevice !== 'boolean') return base;
  return { ...base, licence: isDevice ? 'device' : 'user' };
}

function stateOf(way: Way): AuthenticatorState['state'] {
  if (way.exclusion?.sure) return 'excluded';
  if (way.assignment.intent !== 'required') return 'other-intent';
  if (way.filter) return 'required-with-filter';
  if (way.exclusion || way.part) return 'required-in-part';
  if (way.how === 'all-users') return 'required-through-all-users';
  if (way.how === 'all-devices') return 'required-through-all-devices';
  return way.how === 'parent-group' ? 'required-through-parent' : 'required';
}

import type { ObjectAdvice } from './authenticator-advice.ts';
import type { AuthenticatorState, DecidingApp } from './authenticator-state.ts';
import { withRemedy } from './explain-reach.ts';
import type { Line, LineCode } from './line.ts';
import { intentName } from './other-intent.ts';
import { few } from './phrases.ts';
import { authenticatorRemedy } from './remedy.ts';
import { filterPhrase } from './shown-filter.ts';

/** Whether Authenticator comes, by which app object and licence; `whom` is the group to assign it to, by the object of `advice`. */
export function authenticatorLine(
  state: AuthenticatorState,
  { name, whom = name, advice }: { name: string; whom?: string; advice?: ObjectAdvice | undefined },
): Line {
  const { code, sentence } = said(state, name);
  return withRemedy(code, sentence, authenticatorRemedy(state, whom, advice));
}

function said(state: AuthenticatorState, name: string): { code: LineCode; sentence: string } {
  const by = state.apps.length === 0 ? '' : ` (${state.apps.map(appPhrase).join('; ')})`;
  const app = 'Microsoft Authenticator';
  if (state.onlyForDevicesOf !== undefined) {
    const one = state.onlyForDevicesOf.length === 1;
    const groups = `${few(state.onlyForDevicesOf)}, ${one ? 'a group' : 'groups'} of devices`;
    return {
      code: 'authenticator-may-be-required',
      sentence: `${app} is required for ${groups}; whether a device of ${name} is in ${one ? 'it' : 'them'} I did not look at${by}.${beside(state.otherwise, name)}`,
    };
  }
  switch (state.state) {
    case 'required':
      return { code: 'authenticator-required', sentence: `${app} is required${by}.` };
    case 'required-through-parent':
      return { code: 'authenticator-required', sentence: `${app} is required through a parent group${by}.` };
    case 'required-through-all-users':
      return { code: 'authenticator-required', sentence: `${app} is required through All users${by}.` };
    case 'required-through-all-devices':
      return { code: 'authenticator-required', sentence: `${app} is required through All devices${by}.` };
    case 'required-with-filter': {
      const filter = state.filter ? filterPhrase(state.filter) : 'only with a filter';
      return { code: 'authenticator-may-be-required', sentence: `${app} is required, ${filter}${by}.` };
    }
    case 'required-in-part':
      return {
        code: 'authenticator-may-be-required',
        sentence: `${app} is required only for a part of ${name}, or an exclusion may take it away${by}.`,
      };
    case 'other-intent':
      return {
        code: 'authenticator-other-intent',
        sentence: `${app} is not required for ${name}, but ${state.intent === 'uninstall' ? 'set to uninstall' : intentName(state.intent)}${by}.`,
      };
    case 'excluded':
      return { code: 'authenticator-excluded', sentence: `${app} excludes ${name}${by}.` };
    case 'not-assigned':
      return {
        code: 'authenticator-not-assigned',
        sentence: `${app} is not assigned to ${name}; just-in-time registration cannot work without it.`,
      };
    case 'not-known': {
      const unread = {
        apps: 'apps',
        'groups-around': `the groups around ${name}`,
        'assigned-groups': `all groups that ${app} is assigned to`,
      }[state.gap ?? 'apps'];
      return {
        code: 'authenticator-not-read',
        sentence: `I could not read ${unread}, so I do not know whether ${app} is required for ${name}.`,
      };
    }
  }
}

function beside(otherwise: string | undefined, name: string): string {
  if (otherwise === undefined) return '';
  return otherwise === 'excluded'
    ? ` ${name} is excluded otherwise.`
    : ` For ${name} otherwise it is set to ${intentName(otherwise)}.`;
}

/** `Authenticator, VPP app with device licences`. */
export const appPhrase = ({ name, kind, licence }: DecidingApp): string =>
  kind === 'store' ? `${name}, store app` : `${name}, VPP app${licence ? ` with ${licence} licences` : ''}`;

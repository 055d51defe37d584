import { trimBlanks } from './blanks.ts';
import { isAuthenticator } from './authenticator.ts';
import { notRead, type NotRead } from './not-read.ts';
import { few } from './phrases.ts';
import { referPolicy, type PolicyRef } from './policy-reach.ts';
import { recognisePolicies } from './recognise-policies.ts';
import type { SsoPolicy } from './recognised.ts';
import type { Snapshot } from './snapshot.ts';
import { includedNames } from './targets.ts';

/** `which apps use JIT` */
export interface JitApps {
  /** every app that a policy for just-in-time registration names, by name */
  apps: JitApp[];
  /** what lets in more apps than are named */
  rules: AppRule[];
  /** what takes part without being named */
  byThemselves: string;
  notRead: NotRead[];
}

export interface JitApp {
  /** as the first policy spells it */
  bundleId: string;
  /** of the tenant's app object, where there is one that could be read */
  name?: string;
  uses: AppUse[];
}

export interface AppUse {
  policy: PolicyRef;
  list: 'bundle IDs' | 'AppAllowList' | 'AppCookieSSOAllowList';
  /** whom the policy includes, by name */
  targets: string[];
}

export interface AppRule {
  policy: PolicyRef;
  rule: 'all-managed-apps' | 'prefixes' | 'blocked';
  /** the prefixes, or the blocked bundle IDs */
  entries: string[];
  targets: string[];
  /** what it means, in one sentence */
  sentence: string;
}

/** Apps and rules of all policies that bring just-in-time registration, or mean to; what they do is said by their class. */
export function appsWithJit(snapshot: Snapshot): JitApps {
  const policies = recognisePolicies(snapshot).filter(
    ({ class: kind }) => kind === 'jit' || kind === 'broken',
  );
  const apps = new Map<string, JitApp>();
  for (const policy of policies) {
    for (const [list, bundleId] of listed(policy)) {
      const key = bundleId.toLowerCase();
      const app = apps.get(key) ?? newApp(bundleId, snapshot);
      const use: AppUse = {
        policy: referPolicy(policy),
        list,
        targets: includedNames(policy.assignments, snapshot),
      };
      if (!app.uses.some((other) => other.policy.id === policy.id && other.list === list)) app.uses.push(use);
      apps.set(key, app);
    }
  }
  const label = ({ name, bundleId }: JitApp): string => (name ?? bundleId).toLowerCase();
  return {
    apps: [...apps.values()].sort((a, b) => (label(a) < label(b) ? -1 : label(a) > label(b) ? 1 : 0)),
    rules: policies.flatMap((policy) => rulesOf(policy, snapshot)),
    byThemselves:
      'Microsoft apps, and every app built with the Microsoft Authentication Library, take part without being listed.',
    notRead: notRead(snapshot),
  };
}

const listed = ({ bundleIds, lists }: SsoPolicy): [AppUse['list'], string][] => [
  ...bundleIds.map((id): [AppUse['list'], string] => ['bundle IDs', trimBlanks(id)]),
  ...lists.allowed.map((id): [AppUse['list'], string] => ['AppAllowList', id]),
  ...lists.cookieAllowed.map((id): [AppUse['list'], string] => ['AppCookieSSOAllowList', id]),
];

function newApp(bundleId: string, snapshot: Snapshot): JitApp {
  const name = appName(bundleId, snapshot);
  return { bundleId, ...(name === undefined ? {} : { name }), uses: [] };
}

const appName = (bundleId: string, { apps }: Snapshot): string | undefined =>
  apps.find((app) => app.bundleId?.trim().toLowerCase() === bundleId.toLowerCase())?.displayName;

/** Keys of the plug-in that reach beyond named apps (Microsoft's page on the Apple SSO plug-in). */
function rulesOf(policy: SsoPolicy, snapshot: Snapshot): AppRule[] {
  const { allManagedApps, prefixes, blocked } = policy.lists;
  const rule = (kind: AppRule['rule'], entries: string[], sentence: string): AppRule => ({
    policy: referPolicy(policy),
    rule: kind,
    entries,
    targets: includedNames(policy.assignments, snapshot),
    sentence,
  });
  const rules: AppRule[] = [];
  if (allManagedApps) {
    const but = blocked.length === 0 ? '' : `, except those that are blocked (${few(blocked)})`;
    rules.push(
      rule(
        'all-managed-apps',
        [],
        `Every app that Intune manages on the device takes part, listed or not${but}.`,
      ),
    );
  }
  if (prefixes.length > 0) {
    const found = snapshot.apps
      .filter((app) => !isAuthenticator(app) && prefixes.some((prefix) => startsWith(app.bundleId, prefix)))
      .map(({ displayName }) => displayName);
    const such = snapshot.appsNotRead
      ? '; which of your apps those are I could not read'
      : found.length === 0
        ? ''
        : `; of your apps: ${few([...new Set(found)])}`;
    rules.push(
      rule(
        'prefixes',
        prefixes,
        `Every app whose bundle ID starts with ${prefixes.join(' or ')} takes part${such}.`,
      ),
    );
  }
  if (blocked.length > 0 && !allManagedApps)
    rules.push(rule('blocked', blocked, `${few(blocked)} cannot take part.`));
  return rules;
}

const startsWith = (bundleId: string | null | undefined, prefix: string): boolean =>
  (bundleId ?? '').trim().toLowerCase().startsWith(prefix.toLowerCase());

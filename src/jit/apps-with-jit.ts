import { trimBlanks } from './blanks.ts';
import { isAuthenticator } from './authenticator.ts';
import { notRead, type NotRead } from './not-read.ts';
import { few, policyPhrase } from './phrases.ts';
import { referPolicy, type PolicyRef } from './policy-reach.ts';
import { recognisePolicies } from './recognise-policies.ts';
import type { SsoPolicy } from './recognised.ts';
import type { Snapshot } from './snapshot.ts';
import { includedNames, isInclude } from './targets.ts';

/** `which apps use JIT` */
export interface JitApps {
  /** every SSO extension policy, those that count first, then those that may */
  policies: JitAppsPolicy[];
  /** every app that a policy for just-in-time registration names, by name */
  apps: JitApp[];
  /** what lets in more apps than are named */
  rules: AppRule[];
  /** what takes part without being named */
  byThemselves: string;
  notRead: NotRead[];
}

/** Whether what a policy lists takes part in just-in-time registration. */
export interface JitAppsPolicy {
  policy: PolicyRef;
  /** whom it includes, by name */
  targets: string[];
  /** `may`: what is in it has to be checked by hand */
  counts: 'yes' | 'may' | 'no';
  /** what it does and for whom, or why it does not count; in one sentence */
  sentence: string;
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
  /** the policy works and is assigned */
  counts: boolean;
}

export interface AppRule {
  policy: PolicyRef;
  rule: 'all-managed-apps' | 'prefixes' | 'blocked';
  /** the prefixes, or the blocked bundle IDs */
  entries: string[];
  targets: string[];
  counts: boolean;
  /** what it means, or would mean if the policy counted; in one sentence */
  sentence: string;
}

/**
 * Apps and rules of all policies that bring just-in-time registration, or mean to. Only those count that work and are assigned;
 * of the others it is said why they do not.
 */
export function appsWithJit(snapshot: Snapshot): JitApps {
  const all = recognisePolicies(snapshot);
  const policies = all.filter(({ class: kind }) => kind === 'jit' || kind === 'broken');
  const apps = new Map<string, JitApp>();
  for (const policy of policies) {
    for (const [list, bundleId] of listed(policy)) {
      const key = bundleId.toLowerCase();
      const app = apps.get(key) ?? newApp(bundleId, snapshot);
      const use: AppUse = {
        policy: referPolicy(policy),
        list,
        targets: includedNames(policy.assignments, snapshot),
        counts: doesCount(policy),
      };
      if (!app.uses.some((other) => other.policy.id === policy.id && other.list === list)) app.uses.push(use);
      apps.set(key, app);
    }
  }
  const label = ({ name, bundleId }: JitApp): string => (name ?? bundleId).toLowerCase();
  return {
    policies: all
      .map((policy) => judgePolicy(policy, snapshot))
      .sort((a, b) => answers.indexOf(a.counts) - answers.indexOf(b.counts)),
    apps: [...apps.values()].sort((a, b) => (label(a) < label(b) ? -1 : label(a) > label(b) ? 1 : 0)),
    rules: policies.flatMap((policy) => rulesOf(policy, snapshot)),
    byThemselves:
      'Microsoft apps, and every app built with the Microsoft Authentication Library, take part without being listed.',
    notRead: notRead(snapshot),
  };
}

const answers: JitAppsPolicy['counts'][] = ['yes', 'may', 'no'];

const doesCount = ({ class: kind, assignments }: SsoPolicy): boolean =>
  kind === 'jit' && assignments.some(isInclude);

function judgePolicy(policy: SsoPolicy, snapshot: Snapshot): JitAppsPolicy {
  const ref = referPolicy(policy);
  const targets = includedNames(policy.assignments, snapshot);
  const where = targets.length === 0 ? '; it is assigned to nobody' : `: assigned to ${few(targets)}`;
  const mayCount = policy.class === 'check-by-hand' && policy.assignments.some(isInclude);
  return {
    ...{ policy: ref, targets, sentence: `${policyPhrase(ref)}${where}.` },
    counts: doesCount(policy) ? 'yes' : mayCount ? 'may' : 'no',
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
  const counts = doesCount(policy);
  const takes = counts ? 'takes part' : 'would take part if this policy counted';
  const rule = (kind: AppRule['rule'], entries: string[], sentence: string): AppRule => ({
    ...{ policy: referPolicy(policy), rule: kind, entries, counts, sentence },
    targets: includedNames(policy.assignments, snapshot),
  });
  const rules: AppRule[] = [];
  if (allManagedApps) {
    const but = blocked.length === 0 ? '' : `, except those that are blocked (${few(blocked)})`;
    rules.push(
      rule(
        'all-managed-apps',
        [],
        `Every app that Intune manages on the device ${takes}, listed or not${but}.`,
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
        `Every app whose bundle ID starts with ${prefixes.join(' or ')} ${takes}${such}.`,
      ),
    );
  }
  if (blocked.length > 0 && !allManagedApps)
    rules.push(
      rule('blocked', blocked, `${few(blocked)} ${counts ? 'cannot take part' : 'could not take part'}.`),
    );
  return rules;
}

const startsWith = (bundleId: string | null | undefined, prefix: string): boolean =>
  (bundleId ?? '').trim().toLowerCase().startsWith(prefix.toLowerCase());

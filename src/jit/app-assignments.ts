import { directAssignments } from './assignments.ts';
import { finding } from './finding-codes.ts';
import type { Finding } from './finding.ts';
import type { Target } from './plan.ts';
import type { WireAssignment } from './snapshot.ts';
import { toWireTarget } from './targets.ts';

export type AppKind = 'store' | 'vpp';

/** How an assignment of an app is written: graph.md's element of `mobileAppAssignments`, type first. */
export const asAppAssignment = (assignment: WireAssignment): WireAssignment => ({
  '@odata.type': '#microsoft.graph.mobileAppAssignment',
  ...assignment,
});

/**
 * The entry that requires the app for a target. An exclusion carries no settings: Intune refuses them there. Everything that
 * is not set has Intune's default.
 */
export function requireApp(target: Target, kind: AppKind, useDeviceLicensing: boolean): WireAssignment {
  const entry: WireAssignment = { intent: 'required', target: toWireTarget(target) };
  if (target.kind === 'exclude-group') return entry;
  const settings =
    kind === 'store'
      ? { '@odata.type': '#microsoft.graph.iosStoreAppAssignmentSettings' }
      : { '@odata.type': '#microsoft.graph.iosVppAppAssignmentSettings', useDeviceLicensing };
  return { ...entry, settings };
}

/**
 * Device or user licences for a VPP app: as its required assignments have it. Where they say nothing, or both, device
 * licences (no Apple Account is asked for), and a finding says that it was assumed.
 */
export function chooseLicensing(existing: readonly WireAssignment[]): {
  useDeviceLicensing: boolean;
  findings: Finding[];
} {
  const used = new Set(
    directAssignments(existing)
      .filter(({ intent }) => intent === 'required')
      .map(({ settings }) => settings?.['useDeviceLicensing'])
      .filter((value) => typeof value === 'boolean'),
  );
  const [only] = used;
  if (used.size === 1 && only !== undefined) return { useDeviceLicensing: only, findings: [] };
  return {
    useDeviceLicensing: true,
    findings: [
      finding(
        'vpp-licence-assumed',
        'No required assignment of Microsoft Authenticator tells whether it uses device or user licences, so it gets device licences.',
        'Account-driven User Enrollment needs user licences; if you use it, assign Authenticator yourself first.',
      ),
    ],
  };
}

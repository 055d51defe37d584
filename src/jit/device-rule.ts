import type { Group } from './snapshot.ts';

/** What the rule of a dynamic group of devices says for sure about all of them. */
export interface DeviceRule {
  /** the name of the enrollment profile that they came with */
  enrollmentProfile?: string;
  isPersonal: boolean;
}

/** Reads the rule as far as all of its conditions hold; one with alternatives, or with a negation, says nothing for sure. */
export function readDeviceRule(group: Group | null): DeviceRule {
  const rule = group?.membershipRule ?? '';
  const unquoted = rule.replace(/"[^"]*"|'[^']*'/g, '""');
  if (/\b(or|not)\b/i.test(unquoted)) return { isPersonal: false };
  const value = (property: string): string | undefined =>
    new RegExp(`\\bdevice\\.${property}\\s+-eq\\s+["']([^"']+)["']`, 'i').exec(rule)?.[1];
  const enrollmentProfile = value('enrollmentProfileName');
  return {
    ...(enrollmentProfile === undefined ? {} : { enrollmentProfile }),
    isPersonal: value('deviceOwnership')?.toLowerCase() === 'personal',
  };
}

/** One line of an explanation. Sentences hold names of the tenant, which the card shows as plain text. */
export interface Line {
  code: LineCode;
  sentence: string;
  /** what to do about it; absent where there is nothing to do */
  remedy?: string;
}

/** Stable; cards choose colour and order by them. */
export type LineCode =
  /** the verdict in one sentence, the first line of every answer */
  | 'verdict'
  | 'group-deleted'
  /** Graph refused to show the group */
  | 'group-not-read'
  /** more than one SSO extension policy comes for sure, or may */
  | 'policies-conflict'
  | 'policies-may-conflict'
  /** a policy comes; comes with a filter, to a part or perhaps; would come but for an exclusion; is assigned to others */
  | 'policy-reaches'
  | 'policy-may-reach'
  | 'policy-excluded'
  | 'policy-not-assigned'
  /** one that brings no registration comes to a group of devices only, and whose devices those are was not read */
  | 'policy-for-devices'
  /** an exclusion that takes nothing away; one that takes away only a part */
  | 'exclusion-without-effect'
  | 'policy-excludes-part'
  | 'authenticator-required'
  | 'authenticator-may-be-required'
  | 'authenticator-other-intent'
  | 'authenticator-excluded'
  | 'authenticator-not-assigned'
  /** not everything could be read that may bring it */
  | 'authenticator-not-read'
  /** account-driven User Enrollment installs it with a user licence only */
  | 'authenticator-licence'
  /** its VPP token is not valid, or it has no licences or none left */
  | 'authenticator-not-installable'
  /** it excludes groups inside that have the policy */
  | 'authenticator-excludes-part'
  /** the enrollment type profile that applies; one that may; none does; they could not be read */
  | 'enrollment-profile'
  | 'enrollment-profile-may-apply'
  | 'enrollment-profile-none'
  | 'enrollment-profile-not-read';

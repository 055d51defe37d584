import type { TenantFile } from '../tenant-file.ts';

type VppToken = NonNullable<TenantFile['vppTokens']>[number];
export type VppTokenName = 'munich' | 'seattle';

const tokenId = (n: number): string => `a3d7c2b1-51f0-4e6e-8a44-0000000003${String(n).padStart(2, '0')}`;
export const vppTokenIds: Record<VppTokenName, string> = { munich: tokenId(1), seattle: tokenId(2) };

const places = {
  munich: { name: 'Contoso Munich', appleId: 'apps.munich@contoso.com' },
  seattle: { name: 'Contoso Seattle', appleId: 'apps.seattle@contoso.com' },
};

/** Volume purchase tokens: one that works, one that ended last week. */
export const vppTokens: VppToken[] = [
  {
    ...token('munich'),
    countryOrRegion: 'de',
    expirationDateTime: 'in 131 days',
    lastSyncDateTime: '1 day ago',
    state: 'valid',
    lastSyncStatus: 'completed',
  },
  {
    ...token('seattle'),
    countryOrRegion: 'us',
    expirationDateTime: '6 days ago',
    lastSyncDateTime: '7 days ago',
    state: 'expired',
    lastSyncStatus: 'failed',
  },
];

function token(place: VppTokenName): VppToken {
  const { name, appleId } = places[place];
  return {
    id: vppTokenIds[place],
    organizationName: 'Contoso',
    displayName: name,
    locationName: name,
    appleId,
    vppTokenAccountType: 'business',
    automaticallyUpdateApps: true,
    dataSharingConsentGranted: true,
    lastModifiedDateTime: '234 days ago',
  };
}

/** What an app has that was bought with a token. */
export function bought(
  place: VppTokenName,
  licenses: { total: number; used: number },
): Record<string, unknown> {
  const licensing = { supportsUserLicensing: true, supportsDeviceLicensing: true };
  return {
    totalLicenseCount: licenses.total,
    usedLicenseCount: licenses.used,
    licensingType: { ...licensing, supportUserLicensing: true, supportDeviceLicensing: true },
    vppTokenAccountType: 'business',
    vppTokenOrganizationName: 'Contoso',
    vppTokenAppleId: places[place].appleId,
    vppTokenDisplayName: places[place].name,
    vppTokenId: vppTokenIds[place],
  };
}

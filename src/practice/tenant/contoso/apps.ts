import type { TenantFile } from '../tenant-file.ts';
import { authenticatorApps } from './authenticator.ts';
import { bought, type VppTokenName } from './vpp-tokens.ts';

type App = NonNullable<TenantFile['mobileApps']>[number];

/** `[name, publisher, App Store id, bundle id]`; the bundle ids are the public ones, null where nobody filled it in. */
type Row = [name: string, publisher: string, storeId: string, bundleId: string | null];

const storeRows: Row[] = [
  ['Salesforce', 'Salesforce, Inc.', '404249815', 'com.salesforce.chatter'],
  ['Slack', 'Slack Technologies, LLC', '618783545', 'com.tinyspeck.chatlyio'],
  ['Zoom Workplace', 'Zoom Communications, Inc.', '546505307', 'us.zoom.videomeetings'],
  ['Adobe Acrobat Reader', 'Adobe Inc.', '469337564', 'com.adobe.Adobe-Reader'],
  ['Google Chrome', 'Google LLC', '535886823', 'com.google.chrome.ios'],
  ['Dropbox', 'Dropbox, Inc.', '327630330', 'com.getdropbox.Dropbox'],
  ['Docusign', 'DocuSign, Inc.', '474990205', 'com.docusign.DocuSignIt'],
  ['Evernote', 'Evernote Corporation', '281796108', 'com.evernote.iPhone.Evernote'],
  ['LinkedIn', 'LinkedIn Corporation', '288429040', 'com.linkedin.LinkedIn'],
  ['Workday', 'Workday, Inc.', '316800034', 'com.workday.workdayapp'],
  ['Duo Mobile', 'Duo Security LLC', '422663827', 'com.duosecurity.DuoMobile'],
  ['Jira', 'Atlassian Pty Ltd', '1006972087', 'com.atlassian.jira.app'],
  ['WhatsApp Messenger', 'WhatsApp Inc.', '310633997', 'net.whatsapp.WhatsApp'],
  ['Trello', 'Trello, Inc.', '461504587', null],
  ['Citrix Workspace', 'Citrix Systems, Inc.', '363501921', null],
  ['Microsoft Outlook', 'Microsoft Corporation', '951937596', 'com.microsoft.Office.Outlook'],
  ['Microsoft Teams', 'Microsoft Corporation', '1113153706', 'com.microsoft.skype.teams'],
  ['Microsoft Word', 'Microsoft Corporation', '586447913', 'com.microsoft.Office.Word'],
  ['Microsoft Excel', 'Microsoft Corporation', '586683407', 'com.microsoft.Office.Excel'],
  ['Microsoft OneDrive', 'Microsoft Corporation', '477537958', 'com.microsoft.skydrive'],
  ['Microsoft Edge', 'Microsoft Corporation', '1288723196', 'com.microsoft.msedge'],
  ['Intune Company Portal', 'Microsoft Corporation', '719171358', 'com.microsoft.CompanyPortal'],
  ['Viva Engage', 'Microsoft Corporation', '289559439', 'wefwef'],
];

const vppRows: [...Row, VppTokenName][] = [
  ['Box', 'Box, Inc.', '290853822', 'com.box.BoxNet', 'munich'],
  ['Webex Meetings', 'Cisco', '298844386', 'com.webex.meeting', 'seattle'],
  ['Salesforce', 'Salesforce, Inc.', '404249815', 'com.salesforce.chatter', 'munich'],
];

const appId = (n: number): string => `d81e5f42-90ab-4c6d-b3f7-0000000003${String(n).padStart(2, '0')}`;
const url = (name: string, storeId: string): string =>
  `https://apps.apple.com/us/app/${name.toLowerCase().replaceAll(' ', '-')}/id${storeId}`;
const anyDevice = { iPad: true, iPhoneAndIPod: true };

const storeApp = ([displayName, publisher, storeId, bundleId]: Row, index: number): App => ({
  id: appId(10 + index),
  '@odata.type': '#microsoft.graph.iosStoreApp',
  displayName,
  description: displayName,
  publisher,
  appStoreUrl: url(displayName, storeId),
  bundleId,
  applicableDeviceType: anyDevice,
  minimumSupportedOperatingSystem: { v15_0: true },
});

const vppApp = (
  [displayName, publisher, storeId, bundleId, token]: (typeof vppRows)[number],
  index: number,
): App => ({
  id: appId(50 + index),
  '@odata.type': '#microsoft.graph.iosVppApp',
  displayName,
  description: displayName,
  publisher,
  appStoreUrl: url(displayName, storeId),
  bundleId,
  applicableDeviceType: anyDevice,
  ...bought(token, { total: 250, used: 31 }),
});

const lobApp = (n: number, displayName: string, bundleId: string): App => ({
  id: appId(n),
  '@odata.type': '#microsoft.graph.iosLobApp',
  displayName,
  description: `${displayName}, made in house`,
  publisher: 'Contoso IT',
  bundleId,
  fileName: `${displayName}.ipa`,
  versionNumber: '4.2',
  buildNumber: '4.2.117',
  applicableDeviceType: anyDevice,
  minimumSupportedOperatingSystem: { v16_0: true },
});

/** Thirty installable iOS apps (ten by Microsoft, two of these Authenticator), two catalogue entries, one Android app. */
export const apps: App[] = [
  ...storeRows.map(storeApp),
  ...vppRows.map(vppApp),
  lobApp(60, 'Contoso Expenses', 'com.contoso.expenses'),
  lobApp(61, 'Contoso Field Service', 'com.contoso.fieldservice'),
  ...authenticatorApps,
  {
    id: appId(70),
    '@odata.type': '#microsoft.graph.managedIOSStoreApp',
    displayName: 'Microsoft Outlook',
    publisher: 'Microsoft Corporation',
    appAvailability: 'global',
    bundleId: 'com.microsoft.Office.Outlook',
    appStoreUrl: url('Microsoft Outlook', '951937596'),
  },
  {
    id: appId(71),
    '@odata.type': '#microsoft.graph.androidStoreApp',
    displayName: 'Slack',
    publisher: 'Slack Technologies, LLC',
    packageId: 'com.Slack',
    appStoreUrl: 'https://play.google.com/store/apps/details?id=com.Slack',
  },
];

import { betaOnly, both, type Answer, type Call, type GraphContext, type Route } from './context.ts';
import { GraphRefusal } from './errors.ts';
import { answerItem, answerList, answerObject, findObject, type Collection } from './intune-collection.ts';
import { showStored } from './show-stored.ts';

const noFilter = { eq: [], read: (): undefined => undefined };
const shown: Pick<Collection, 'show' | 'filter' | 'orderby'> = {
  show: (object, { version }) => showStored(object, version, false),
  filter: noFilter,
  orderby: [],
};

const pushCertificate: Collection = {
  ...shown,
  path: 'deviceManagement/applePushNotificationCertificate',
  declared: 'applePushNotificationCertificate',
  assignmentType: '',
  list: ({ tenant }) => (tenant.pushCertificate ? [tenant.pushCertificate] : []),
};

const typeProfiles: Collection = {
  ...shown,
  path: 'deviceManagement/appleUserInitiatedEnrollmentProfiles',
  declared: 'appleUserInitiatedEnrollmentProfile',
  assignmentType: 'appleEnrollmentProfileAssignment',
  list: ({ tenant }) => tenant.enrolmentTypeProfiles,
};

const enrolmentTokens: Collection = {
  ...shown,
  path: 'deviceManagement/depOnboardingSettings',
  declared: 'depOnboardingSetting',
  assignmentType: '',
  list: ({ tenant }) => tenant.enrolmentTokens,
};

const vppTokens: Collection = {
  ...shown,
  path: 'deviceAppManagement/vppTokens',
  declared: 'vppToken',
  assignmentType: '',
  list: ({ tenant }) => tenant.vppTokens,
};

/**
 * A tenant without a certificate answers 404 ResourceNotFound, seen in 2020 and 2025 (ThomasKur/IntuneDocumentation#39,
 * Microsoft365DSC#5884). Whether a certificate that was deleted answers the same is not known.
 */
function answerCertificate(call: Call, graph: GraphContext): Answer {
  const { pushCertificate: certificate } = graph.tenant;
  if (!certificate) throw new GraphRefusal('intune', 404, 'ResourceNotFound', 'An error has occurred');
  return answerObject(pushCertificate, certificate, call, graph);
}

/** The classic profiles of one token, of all platforms. */
function answerProfiles(call: Call, graph: GraphContext): Answer {
  const { id } = findObject(enrolmentTokens, call, graph);
  const profiles = graph.tenant.enrolmentTokens.find((token) => token.id === id)?.profiles ?? [];
  const collection: Collection = {
    ...shown,
    path: `${enrolmentTokens.path}('${id}')/enrollmentProfiles`,
    declared: 'enrollmentProfile',
    assignmentType: '',
    list: () => profiles,
    show: (profile, { version }) => showStored(profile, version, true),
  };
  return answerList(collection, call, graph);
}

const serviceConfig = [
  'DeviceManagementServiceConfig.Read.All',
  'DeviceManagementServiceConfig.ReadWrite.All',
];
const configuration = [
  'DeviceManagementConfiguration.Read.All',
  'DeviceManagementConfiguration.ReadWrite.All',
];
const reads = { method: 'GET', area: 'intune', versions: betaOnly, scopes: serviceConfig } as const;

/**
 * What Apple enrolment stands on, read only. The push certificate is the odd one: reading it needs
 * DeviceManagementServiceConfig.ReadWrite.All or a scope of another area, and not that one's Read.All (graph.md 5).
 */
export const enrolmentRoutes: Route[] = [
  {
    ...reads,
    path: pushCertificate.path,
    versions: both,
    scopes: [
      'DeviceManagementServiceConfig.ReadWrite.All',
      ...configuration,
      'DeviceManagementManagedDevices.Read.All',
      'DeviceManagementManagedDevices.ReadWrite.All',
    ],
    right: 'enrolment.read',
    query: ['$select'],
    answer: answerCertificate,
  },
  {
    ...reads,
    path: typeProfiles.path,
    right: 'enrolment.read',
    query: ['$expand', '$select', '$top'],
    answer: (call, graph) => answerList(typeProfiles, call, graph),
  },
  {
    ...reads,
    path: enrolmentTokens.path,
    right: 'enrolment.read',
    query: ['$select', '$top'],
    answer: (call, graph) => answerList(enrolmentTokens, call, graph),
  },
  {
    ...reads,
    path: `${enrolmentTokens.path}/:id`,
    right: 'enrolment.read',
    query: ['$select'],
    answer: (call, graph) => answerItem(enrolmentTokens, call, graph),
  },
  {
    ...reads,
    path: `${enrolmentTokens.path}/:id/enrollmentProfiles`,
    right: 'enrolment.read',
    query: ['$select', '$top'],
    answer: answerProfiles,
  },
  {
    ...reads,
    path: vppTokens.path,
    versions: both,
    scopes: [...serviceConfig, ...configuration],
    right: 'managed-apps.read',
    query: ['$select', '$top'],
    answer: (call, graph) => answerList(vppTokens, call, graph),
  },
];

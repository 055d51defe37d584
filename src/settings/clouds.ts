/**
 * What `CLOUD` stands for. Sources: Microsoft Learn "Configure Bot Framework bots for US government customers" and
 * docs.azure.cn "how-to-deploy-china-cloud" (Bot Framework endpoints), the cloud environments of Microsoft's Teams SDK
 * (service hosts), "National cloud deployments" (login and Graph), the Intune endpoint pages (admin centers), and the
 * documentation of federated identity credentials (audience of a managed identity's assertion).
 */
export interface Cloud {
  name: CloudName;
  /** https origin of the Entra login authority, without path */
  authorityHost: string;
  /** false where AUTHORITY_HOST was given: no other host is asked whether the authority is genuine */
  instanceDiscovery: boolean;
  /** https origin of Microsoft Graph, without version */
  graphRoot: string;
  /** the resource of delegated scopes, as https://graph.microsoft.com; stays the cloud's own whatever GRAPH_ROOT says */
  graphResource: string;
  /** OpenID metadata of the Bot Connector and the issuer of its tokens */
  botOpenIdUrl: string;
  botTokenIssuer: string;
  /** the bot's own token for replies: resource without `/.default` */
  connectorResource: string;
  botOAuthUrl: string;
  /** `host` or `host:port` in lower case that an activity's serviceUrl may name */
  botServiceHosts: readonly string[];
  /**
   * where a bot may put a file: suffixes of hosts, with a dot in front, and single hosts of this machine; empty where Teams
   * takes no files from bots (Learn, "Send and receive files using bot": GCC High, DoD and 21Vianet)
   */
  fileHosts: readonly string[];
  /** audience of the managed identity's token that stands for the app registration */
  federatedAudience: string;
  /** origin of the Intune admin center, for links */
  adminCenter: string;
}

export const cloudNames = ['public', 'usgov', 'dod', 'china'] as const;
export type CloudName = (typeof cloudNames)[number];

type Preset = Omit<Cloud, 'name' | 'instanceDiscovery' | 'graphRoot'>;

export const clouds: Record<CloudName, Preset> = {
  public: {
    authorityHost: 'https://login.microsoftonline.com',
    graphResource: 'https://graph.microsoft.com',
    botOpenIdUrl: 'https://login.botframework.com/v1/.well-known/openidconfiguration',
    botTokenIssuer: 'https://api.botframework.com',
    connectorResource: 'https://api.botframework.com',
    botOAuthUrl: 'https://token.botframework.com',
    botServiceHosts: [
      'smba.trafficmanager.net',
      'smba.onyx.prod.teams.trafficmanager.net',
      'smba.infra.gcc.teams.microsoft.com',
    ],
    fileHosts: ['.sharepoint.com'],
    federatedAudience: 'api://AzureADTokenExchange',
    adminCenter: 'https://intune.microsoft.com',
  },
  usgov: {
    authorityHost: 'https://login.microsoftonline.us',
    graphResource: 'https://graph.microsoft.us',
    botOpenIdUrl: 'https://login.botframework.azure.us/v1/.well-known/openidconfiguration',
    botTokenIssuer: 'https://api.botframework.us',
    connectorResource: 'https://api.botframework.us',
    botOAuthUrl: 'https://tokengcch.botframework.azure.us',
    botServiceHosts: ['smba.infra.gov.teams.microsoft.us'],
    fileHosts: [],
    federatedAudience: 'api://AzureADTokenExchangeUSGov',
    adminCenter: 'https://intune.microsoft.us',
  },
  dod: {
    authorityHost: 'https://login.microsoftonline.us',
    graphResource: 'https://dod-graph.microsoft.us',
    botOpenIdUrl: 'https://login.botframework.azure.us/v1/.well-known/openidconfiguration',
    botTokenIssuer: 'https://api.botframework.us',
    connectorResource: 'https://api.botframework.us',
    botOAuthUrl: 'https://apiDoD.botframework.azure.us',
    botServiceHosts: ['smba.infra.dod.teams.microsoft.us'],
    fileHosts: [],
    federatedAudience: 'api://AzureADTokenExchangeUSGov',
    adminCenter: 'https://intune.microsoft.us',
  },
  china: {
    authorityHost: 'https://login.partner.microsoftonline.cn',
    graphResource: 'https://microsoftgraph.chinacloudapi.cn',
    botOpenIdUrl: 'https://login.botframework.azure.cn/v1/.well-known/openidconfiguration',
    botTokenIssuer: 'https://api.botframework.azure.cn',
    connectorResource: 'https://api.botframework.azure.cn',
    botOAuthUrl: 'https://token.botframework.azure.cn',
    botServiceHosts: ['frontend.botapi.msg.infra.teams.microsoftonline.cn'],
    fileHosts: [],
    federatedAudience: 'api://AzureADTokenExchangeChina',
    adminCenter: 'https://intune.microsoftonline.cn',
  },
};

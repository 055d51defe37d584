/** Every setting there is, as the help and `.env.example` show it. */
export interface SettingRow {
  name: string;
  meaning: string;
  default?: string;
  example?: string;
}

export const settingsTable: readonly SettingRow[] = [
  {
    name: 'TENANT_ID',
    meaning: 'The Entra tenant served. Required.',
    example: '00000000-1111-4222-8333-444444444444',
  },
  {
    name: 'CLIENT_ID',
    meaning: 'The app registration: bot id and API audience (api://botid-CLIENT_ID). Required.',
    example: '55555555-6666-4777-8888-999999999999',
  },
  {
    name: 'CLIENT_SECRET',
    meaning: 'Exactly one of this and the next two is required. The value of a client secret, not its id.',
  },
  {
    name: 'CLIENT_CERTIFICATE_PATH',
    meaning: 'A PEM file that holds the certificate and its private key without a passphrase.',
    example: './certificate.pem',
  },
  {
    name: 'MANAGED_IDENTITY_CLIENT_ID',
    meaning: 'A managed identity that is a federated credential of the app registration.',
    example: '22222222-3333-4444-8555-666666666666',
  },
  {
    name: 'RECORDS_IDENTITY_CLIENT_ID',
    meaning: 'The managed identity for Azure Storage, where that is another one. Not in this version.',
  },
  { name: 'PORT', meaning: 'The port to listen on.', default: '3978' },
  { name: 'HOST', meaning: 'The address to listen on.', default: '0.0.0.0', example: '127.0.0.1' },
  {
    name: 'PUBLIC_URL',
    meaning: 'The origin under which Teams reaches the sign-in pages: https, http on loopback only.',
    default: 'http://localhost:PORT (good on this machine only)',
    example: 'https://jit-bot.contoso.com',
  },
  {
    name: 'CLOUD',
    meaning:
      'public (also GCC), usgov, dod or china: sets login authority, Graph root and Bot Framework endpoints.',
    default: 'public',
  },
  {
    name: 'AUTHORITY_HOST',
    meaning: 'Overrides the login authority of CLOUD: https origin. Turns instance discovery off.',
    example: 'https://login.microsoftonline.com',
  },
  {
    name: 'GRAPH_ROOT',
    meaning:
      "Overrides where Graph is reached: https origin without version. Scopes keep the name of the cloud's Graph.",
    example: 'https://graph.microsoft.com',
  },
  {
    name: 'BOT_OPENID_URL',
    meaning: "Overrides the Bot Connector's OpenID metadata: https, http on loopback only.",
    example: 'https://login.botframework.com/v1/.well-known/openidconfiguration',
  },
  {
    name: 'BOT_TOKEN_ISSUER',
    meaning: "Overrides the issuer of the Bot Connector's tokens.",
    example: 'https://api.botframework.com',
  },
  {
    name: 'BOT_SERVICE_HOSTS',
    meaning: "Overrides the hosts that an activity's serviceUrl may name: comma-separated host or host:port.",
    example: 'smba.trafficmanager.net',
  },
  {
    name: 'APPROVAL',
    meaning:
      'Who may approve: self (the one who asked), or second-person (somebody else, in the group chat or channel where it was asked for).',
    default: 'self',
  },
  {
    name: 'APPROVER_GROUP_ID',
    meaning:
      'If set, only members of this Entra group may approve, reject or resume. Needs consent for User.Read.',
    example: '77777777-8888-4999-8aaa-bbbbbbbbbbbb',
  },
  {
    name: 'RECORDS',
    meaning:
      'Where drafts, changes and their journal are kept: sqlite:PATH. Azure Table Storage is not in this version.',
    default: 'sqlite:./data/jit-bot.db',
  },
  { name: 'AZURE_OPENAI_ENDPOINT', meaning: 'Language understanding by Azure OpenAI. Not in this version.' },
  { name: 'AZURE_OPENAI_DEPLOYMENT', meaning: 'The same.' },
  { name: 'AZURE_OPENAI_API_KEY', meaning: 'The same.' },
  {
    name: 'LOG_LEVEL',
    meaning: 'How much is logged: trace, debug, info, warn, error, fatal or silent.',
    default: 'info',
  },
];

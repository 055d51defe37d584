/** Microsoft's fixed values around just-in-time registration, each as documented for Intune and the Apple SSO plug-in. */
export const authenticator = {
  bundleId: 'com.microsoft.azureauthenticator',
  appStoreId: '983156458',
  extension: 'com.microsoft.azureauthenticator.ssoextension',
} as const;

/** The pair that turns the SSO app extension into just-in-time registration (String). */
export const registrationPair = { key: 'device_registration', value: '{{DEVICEREGISTRATION}}' } as const;
/** The recommended pair: SSO in Safari (Integer). */
export const browserPair = { key: 'browser_sso_interaction_enabled', value: 1 } as const;

/** Keys of the SSO plug-in with the type their value must have; spelling and case count. */
export const pluginKeys: Readonly<Record<string, 'string' | 'integer'>> = {
  device_registration: 'string',
  browser_sso_interaction_enabled: 'integer',
  disable_explicit_app_prompt: 'integer',
  disable_explicit_app_prompt_and_autologin: 'integer',
  disable_explicit_native_app_prompt: 'integer',
  disable_explicit_native_app_prompt_and_autologin: 'integer',
  disable_inapp_sso_signin: 'integer',
  browser_sso_disable_mfa: 'integer',
  Enable_SSO_On_All_ManagedApps: 'integer',
  AppAllowList: 'string',
  AppBlockList: 'string',
  AppCookieSSOAllowList: 'string',
  AppPrefixAllowList: 'string',
  admin_debug_mode_enabled: 'integer',
};

/** Hosts that the extension must be set for when a profile lists URLs itself (Redirect type). */
export const signInHosts: readonly string[] = [
  'login.microsoftonline.com',
  'login.microsoft.com',
  'sts.windows.net',
  'login.partner.microsoftonline.cn',
  'login.chinacloudapi.cn',
  'login.microsoftonline.us',
  'login-us.microsoftonline.com',
];

/** Microsoft Teams, the recommended first sign-in after enrollment. */
export const teams = { bundleId: 'com.microsoft.skype.teams', appStoreId: '1113153706' } as const;

/** The built-in authentication strength "Phishing-resistant MFA" of Conditional Access. */
export const phishingResistantStrength = '00000000-0000-0000-0000-000000000004';

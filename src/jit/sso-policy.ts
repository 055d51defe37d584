import { trimBlanks } from './blanks.ts';
import { browserPair, registrationPair } from './microsoft-facts.ts';

type KeyPair =
  | { '@odata.type': '#microsoft.graph.keyStringValuePair'; key: string; value: string }
  | { '@odata.type': '#microsoft.graph.keyIntegerValuePair'; key: string; value: number };

/** The body of POST /beta/deviceManagement/deviceConfigurations; every part is polymorphic, so every part names its type. */
export type PolicyBody = {
  '@odata.type': '#microsoft.graph.iosDeviceFeaturesConfiguration';
  displayName: string;
  description: string;
  roleScopeTagIds: string[];
  iosSingleSignOnExtension: {
    '@odata.type': '#microsoft.graph.iosAzureAdSingleSignOnExtension';
    enableSharedDeviceMode: false;
    bundleIdAccessControlList: string[];
    configurations: KeyPair[];
  };
};

/**
 * The SSO app extension policy of type Microsoft Entra ID with both key-value pairs. The order of properties is fixed: the
 * bytes on the wire are compared in tests. `stamp` becomes the last line of the description.
 */
export function buildPolicyBody(options: {
  displayName: string;
  description: string;
  bundleIds: readonly string[];
  stamp: string;
}): PolicyBody {
  const description = trimBlanks(options.description);
  return {
    '@odata.type': '#microsoft.graph.iosDeviceFeaturesConfiguration',
    displayName: trimBlanks(options.displayName),
    description: description === '' ? options.stamp : `${description}\n${options.stamp}`,
    roleScopeTagIds: ['0'],
    iosSingleSignOnExtension: {
      '@odata.type': '#microsoft.graph.iosAzureAdSingleSignOnExtension',
      enableSharedDeviceMode: false,
      bundleIdAccessControlList: [...options.bundleIds],
      configurations: [
        { '@odata.type': '#microsoft.graph.keyStringValuePair', ...registrationPair },
        { '@odata.type': '#microsoft.graph.keyIntegerValuePair', ...browserPair },
      ],
    },
  };
}

/** The line by which a policy is found again after a create whose outcome is unknown. */
export const stampLine = (changeId: string): string => `[jit-bot ${changeId}]`;

/** The change id in the last line of a description; undefined if that line is no stamp. */
export function readStamp(description: string | null | undefined): string | undefined {
  const lastLine = trimBlanks(description ?? '')
    .split(/[\r\n]/)
    .at(-1);
  return /^\[jit-bot ([^\s[\]]+)\]$/.exec(trimBlanks(lastLine ?? ''))?.[1];
}

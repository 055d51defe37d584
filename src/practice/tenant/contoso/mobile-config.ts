/** A profile as an admin would upload it: Authenticator's extension with the registration key, outside any template. */
export const ssoMobileConfig = `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
  <key>PayloadType</key><string>Configuration</string>
  <key>PayloadVersion</key><integer>1</integer>
  <key>PayloadIdentifier</key><string>com.contoso.sso</string>
  <key>PayloadUUID</key><string>E3B0A1C2-7D54-4C19-9F60-000000000607</string>
  <key>PayloadDisplayName</key><string>Microsoft Enterprise SSO</string>
  <key>PayloadContent</key>
  <array>
    <dict>
      <key>PayloadType</key><string>com.apple.extensiblesso</string>
      <key>PayloadVersion</key><integer>1</integer>
      <key>PayloadIdentifier</key><string>com.contoso.sso.extension</string>
      <key>PayloadUUID</key><string>E3B0A1C2-7D54-4C19-9F60-000000000608</string>
      <key>ExtensionIdentifier</key><string>com.microsoft.azureauthenticator.ssoextension</string>
      <key>Type</key><string>Redirect</string>
      <key>URLs</key>
      <array>
        <string>https://login.microsoftonline.com</string>
        <string>https://login.microsoft.com</string>
        <string>https://sts.windows.net</string>
      </array>
      <key>ExtensionData</key>
      <dict>
        <key>device_registration</key><string>{{DEVICEREGISTRATION}}</string>
        <key>browser_sso_interaction_enabled</key><integer>1</integer>
      </dict>
    </dict>
  </array>
</dict>
</plist>
`;

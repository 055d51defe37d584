/**
 * The environment as one typed, documented, checked value. Nothing else of the product reads `process.env`.
 *
 * `loadSettings` reads a file `.env` (the environment wins) and names every mistake in one go; no message ever holds a value
 * that was given, so no secret is printed. `settingsHelp` is the table for `npm start -- --help`.
 */
export { type Cloud, type CloudName } from './settings/clouds.ts';
export { type Credential } from './settings/read-credential.ts';
export { isLoopback } from './settings/checks.ts';
export { loadRecordsPlace, loadSettings } from './settings/load-settings.ts';
export { readSettings, type LogLevel, type Settings, type SettingsResult } from './settings/read-settings.ts';
export { settingsHelp } from './settings/settings-help.ts';

import { onTestFinished } from 'vitest';
import { openTeamsClient } from '../../../src/practice/teams/open-client.ts';
import { startTeams } from '../../../src/practice/teams/start-teams.ts';
import { startSmallBot } from './small-bot.ts';

export const megan = {
  id: '3d6f1f2e-0000-4000-8000-000000000001',
  name: 'Megan Bowen',
  userPrincipalName: 'MeganB@contoso.com',
};
export const adele = {
  id: '3d6f1f2e-0000-4000-8000-000000000002',
  name: 'Adele Vance',
  userPrincipalName: 'AdeleV@contoso.com',
};
export const app = { clientId: '22222222-2222-4222-8222-222222222222', name: 'JIT Bot' };
export const tenantId = '11111111-1111-4111-8111-111111111111';

/** The Teams side with a small bot behind it, stopped at the end of the test. SSO tokens read `sso PERSON-ID`. */
export async function smallTeams({ token = 'practice-token' }: { token?: string } = {}) {
  let botUrl = '';
  const opened: { url: string; personId: string }[] = [];
  const teams = await startTeams({
    ...{ tenantId, app, people: [megan, adele] },
    entra: {
      issueSsoToken: async (personId) => `sso ${personId}`,
      isConnectorToken: async (shown) => shown === 'practice-token',
    },
    botUrl: () => botUrl,
  });
  const bot = await startSmallBot({ clientId: app.clientId, openIdUrl: teams.openIdUrl, token });
  botUrl = bot.url;
  const client = openTeamsClient(teams, {
    browse: async (page) => {
      opened.push(page);
      await client.popupDone(page.personId, '123456');
    },
  });
  const stop = async (): Promise<void> => {
    await teams.stop();
    await bot.stop();
  };
  onTestFinished(stop);
  return { teams, bot, client, opened, stop };
}

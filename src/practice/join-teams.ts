import { randomBytes } from 'node:crypto';
import { browseSignIn } from './browse-sign-in.ts';
import { makeConnectorTokenCheck } from './connector-token.ts';
import type { PracticeEntra } from './entra/start-entra.ts';
import { openTeamsClient } from './teams/open-client.ts';
import { startTeams } from './teams/start-teams.ts';
import type { PracticeTenant } from './tenant/state.ts';

interface JoinOptions {
  tenant: PracticeTenant;
  entra: PracticeEntra;
  app: { clientId: string };
  botUrl: () => string;
  /** what a browser has to trust to open Entra's pages */
  caPem: string;
}

/** The Teams side for the people of the tenant who chat, signed in at this Entra. `person` sits at the keyboard. */
export async function joinTeams({ tenant, entra, app, botUrl, caPem }: JoinOptions) {
  const { tenantId, signedIn } = tenant;
  const chatting = tenant.people.filter(({ chats }) => chats);
  const people = chatting.map(({ objectId, displayName, userPrincipalName }) => ({
    ...{ id: objectId, name: displayName, userPrincipalName },
  }));
  // Entra of the practice tenant names people by handle, Teams by object id
  const handleOf = (objectId: string): string =>
    chatting.find((one) => one.objectId === objectId)?.id ?? objectId;
  const person = people.find(({ id }) => handleOf(id) === signedIn);
  if (!person) throw new Error(`"${signedIn}" is signed in, but takes no part in the chats of the tenant`);

  const teams = await startTeams({
    ...{ tenantId, people, botUrl },
    app: { clientId: app.clientId, name: 'JIT Bot' },
    entra: {
      issueSsoToken: async (personId) => entra.issueSsoToken(handleOf(personId)),
      isConnectorToken: makeConnectorTokenCheck({
        ...{ entraOrigin: entra.origin, caPem, tenantId, clientId: app.clientId },
      }),
    },
  });
  const client = openTeamsClient(teams, {
    async browse({ url, personId }) {
      entra.setBrowserPerson(handleOf(personId));
      await browseSignIn({ url, caPem });
      entra.setBrowserPerson(signedIn);
    },
  });
  entra.onPopupDone(({ personId, ok }) => {
    const done = chatting.find(({ id }) => id === personId);
    if (ok && done) void client.popupDone(done.objectId, randomBytes(3).toString('hex'));
  });
  return { teams, client, person };
}

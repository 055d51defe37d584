import { join } from 'node:path';
import type { Teams } from '../teams/start-teams.ts';
import type { TeamsPerson } from '../teams/types.ts';
import { playgroundConfig } from './playground-config.ts';
import { playgroundEndpoint } from './playground-endpoint.ts';
import { type Screen, showOnScreen } from './show-on-screen.ts';
import { startPlayground } from './start-playground.ts';

/** The Playground as one person's window onto the Teams side, with the same people and chats. */
export async function openPlayground(options: {
  teams: Teams;
  person: TeamsPerson;
  folder: string;
  port: number;
}) {
  const { teams, person, folder, port } = options;
  const attached: { screen?: Screen } = {};
  teams.web.use(
    '/playground',
    playgroundEndpoint(teams, () => attached.screen),
  );
  const { app, people, tenantId } = teams;
  const playground = await startPlayground({
    ...{ folder, port, config: playgroundConfig({ tenantId, app, people, currentPerson: person }) },
    ...{ endpoint: `${teams.origin}/playground/api/messages`, serviceUrl: teams.serviceUrl },
  });
  const screen = showOnScreen(teams, { url: playground.url, personId: person.id });
  attached.screen = screen;
  return {
    ...{ url: playground.url, child: playground.child, logPath: join(folder, 'm365agentsplayground.log') },
    async stop(): Promise<void> {
      screen.stop();
      await playground.stop();
    },
  };
}

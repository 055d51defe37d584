import type { ConnectorKey } from './sign-as-connector.ts';
import type { UploadTrouble } from './one-drive.ts';
import type { Activity, Delivered } from './types.ts';

/** What real life does to deliveries; all off unless set. Times in milliseconds. */
export interface Trouble {
  /** every delivery waits this long first */
  delayMs?: number;
  /** the same activity once more, under the same id, and later under a new one (Teams does so after about 15 s and 30 s) */
  redeliver?: { sameIdAfterMs?: number; newIdAfterMs?: number };
  /** the sender belongs to another tenant */
  tenantId?: string;
  /** so many clients of the same person answer a silent sign-in, instead of one */
  clients?: number;
  /** the person is signed in to Teams with the account of this person */
  accountOf?: string;
  /** what happens to files that the person allows */
  upload?: UploadTrouble;
}

interface DeliverOptions {
  botUrl: () => string;
  clientId: string;
  serviceUrl: string;
  key: ConnectorKey;
  trouble: () => Trouble;
  /** called whenever something of the client's own ended */
  onEnd: () => void;
}

const sleep = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true });
  });

const jsonOrText = (text: string): unknown => {
  try {
    return text === '' ? undefined : (JSON.parse(text) as unknown);
  } catch {
    return text;
  }
};

const fromOtherTenant = (activity: Activity, tenantId: string): Activity => ({
  ...activity,
  conversation: { ...(activity['conversation'] as object), tenantId },
  channelData: { ...(activity['channelData'] as object), tenant: { id: tenantId } },
});

/** Posts activities to the bot, signed as the Bot Connector. Never throws: an unreachable bot is status 0. */
export function makeDeliver({ botUrl, clientId, serviceUrl, key, trouble, onEnd }: DeliverOptions) {
  const stopped = new AbortController();
  let underWay = 0;

  async function post(activity: Activity): Promise<Delivered> {
    const token = await key.sign({ audience: clientId, serviceUrl });
    try {
      const answer = await fetch(`${botUrl()}/api/messages`, {
        method: 'POST',
        // a kept connection would be dead after a restart of the bot
        headers: {
          'content-type': 'application/json; charset=utf-8',
          authorization: `Bearer ${token}`,
          connection: 'close',
        },
        body: JSON.stringify(activity),
        signal: stopped.signal,
      });
      return { status: answer.status, body: jsonOrText(await answer.text()) };
    } catch (error) {
      return { status: 0, body: error instanceof Error ? error.message : String(error) };
    }
  }

  async function counted<T>(work: () => Promise<T>): Promise<T> {
    underWay += 1;
    try {
      return await work();
    } finally {
      underWay -= 1;
      onEnd();
    }
  }

  async function again(activity: Activity, afterMs: number | undefined): Promise<void> {
    if (afterMs === undefined) return;
    await counted(async () => {
      await sleep(afterMs, stopped.signal);
      if (!stopped.signal.aborted) await post(activity);
    });
  }

  return {
    /** The answer is that of the first copy, as the real client's. */
    async deliver(original: Activity): Promise<Delivered> {
      const { delayMs, redeliver, tenantId } = trouble();
      const activity = tenantId ? fromOtherTenant(original, tenantId) : original;
      const renewed = { ...activity, id: `f:${crypto.randomUUID()}`, timestamp: new Date().toISOString() };
      void again(activity, redeliver?.sameIdAfterMs);
      void again(renewed, redeliver?.newIdAfterMs);
      return counted(async () => {
        if (delayMs) await sleep(delayMs, stopped.signal);
        return post(activity);
      });
    },
    counted,
    /** deliveries and follow-ups of the client's own that are not finished */
    underWay: (): number => underWay,
    stop: (): void => stopped.abort(),
  };
}
export type Deliverer = ReturnType<typeof makeDeliver>;

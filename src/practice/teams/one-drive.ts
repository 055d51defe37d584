import { randomUUID } from 'node:crypto';
import express, { type Response, type Router } from 'express';

/** A file that a bot put into somebody's OneDrive. */
export interface KeptFile {
  uniqueId: string;
  name: string;
  fileType: string;
  contentUrl: string;
  personId: string;
  bytes: Buffer;
}

/** What real life does to the next uploads; all off unless set. */
export interface UploadTrouble {
  /** Teams names this place instead */
  url?: string;
  /** the upload is answered so, and nothing is kept */
  status?: number;
  /** with a status that redirects */
  location?: string;
}

/**
 * Everybody's OneDrive, as far as files of bots go: a place that takes one PUT of a whole file (Microsoft Graph, "Upload bytes
 * to the upload session"), knows no token, and then is gone.
 */
export function makeOneDrive({
  origin,
  trouble,
  onRefused,
}: {
  origin: string;
  trouble: () => UploadTrouble;
  onRefused: (what: string) => void;
}) {
  const open = new Map<string, Omit<KeptFile, 'bytes'>>();
  const kept: KeptFile[] = [];
  const routes: Router = express.Router();

  const refuse = (response: Response, status: number, code: string): void => {
    onRefused(`PUT of a file ${status} ${code}`);
    response.status(status).json({ error: { code } });
  };
  routes.put(
    '/upload/:secret',
    express.raw({ type: () => true, limit: '60mb' }),
    ({ params, headers, body }, response) => {
      const { status, location } = trouble();
      const secret = params['secret'] ?? '';
      const file = open.get(secret);
      if (status !== undefined)
        return void response
          .status(status)
          .location(location ?? '')
          .end();
      if (!file) return refuse(response, 404, 'itemNotFound');
      if (headers.authorization !== undefined) return refuse(response, 401, 'unauthenticated');
      const bytes = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
      if (headers['content-length'] !== String(bytes.length) || bytes.length === 0)
        return refuse(response, 411, 'lengthRequired');
      if (headers['content-range'] !== `bytes 0-${bytes.length - 1}/${bytes.length}`)
        return refuse(response, 416, 'invalidRange');
      open.delete(secret);
      kept.push({ ...file, bytes });
      response.status(201).json({ id: file.uniqueId, name: file.name, size: bytes.length });
    },
  );
  routes.get('/content/:id', ({ params }, response) => {
    const file = kept.find(({ uniqueId }) => uniqueId === params['id']);
    if (!file) return void response.status(404).end();
    response.attachment(file.name).type('application/octet-stream').send(file.bytes);
  });

  return {
    routes,
    /** the `uploadInfo` of a place for one file of this person */
    openPlace(personId: string, name: string) {
      const uniqueId = randomUUID();
      const secret = randomUUID();
      const file = { uniqueId, name, fileType: name.split('.').at(-1) ?? '' };
      const contentUrl = `${origin}/onedrive/content/${uniqueId}`;
      open.set(secret, { ...file, contentUrl, personId });
      return { ...file, contentUrl, uploadUrl: trouble().url ?? `${origin}/onedrive/upload/${secret}` };
    },
    isKept: (uniqueId: string, contentUrl: string): boolean =>
      kept.some((file) => file.uniqueId === uniqueId && file.contentUrl === contentUrl),
    /** all files that were put, oldest first */
    files: (): readonly KeptFile[] => kept,
  };
}
export type OneDrive = ReturnType<typeof makeOneDrive>;

import { Problem } from '../../problems.ts';
import type { UploadPlace } from '../incoming.ts';
import { isUploadPlace } from './is-upload-place.ts';

/** Sends a file to the place that Teams named. Throws Problem, which holds nothing of the URL: who has it, may write there. */
export type PutFile = (place: UploadPlace, bytes: Uint8Array<ArrayBuffer>) => Promise<void>;

/**
 * One PUT of the whole file into OneDrive's upload session, without any token of ours (Learn, "Send and receive files using
 * bot"; OneDrive, "Upload bytes to the upload session"): bounded in time, no redirect is followed, no answer is read.
 */
export function makePutFile({
  hosts,
  timeoutMs = 30_000,
}: {
  /** see isUploadPlace */
  hosts: readonly string[];
  timeoutMs?: number;
}): PutFile {
  return async ({ uploadUrl, contentUrl }, bytes) => {
    if (![uploadUrl, contentUrl].every((url) => isUploadPlace(url, hosts)))
      throw new Problem('upload-place-refused');
    const status = await put(uploadUrl, bytes, timeoutMs);
    if (status !== 200 && status !== 201) throw new Problem('file-not-saved', { why: `HTTP ${status}` });
  };
}

async function put(url: string, bytes: Uint8Array<ArrayBuffer>, timeoutMs: number): Promise<number> {
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    const answer = await fetch(url, {
      method: 'PUT',
      redirect: 'manual',
      headers: {
        'content-type': 'application/octet-stream',
        'content-range': `bytes 0-${bytes.length - 1}/${bytes.length}`,
      },
      body: bytes,
      signal,
    });
    await answer.body?.cancel();
    return answer.status;
  } catch {
    throw new Problem('file-not-saved', { why: signal.aborted ? 'no answer in time' : 'no connection' });
  }
}

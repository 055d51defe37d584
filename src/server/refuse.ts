import type { Response } from 'express';

/** What a request is refused with: a status, a stable code and a sentence of our own, never the text of an exception. */
export interface Refusal {
  status: number;
  code: string;
  message: string;
}

export function refuse(res: Response, { status, code, message }: Refusal): void {
  if (res.headersSent) {
    res.end();
    return;
  }
  res.status(status).json({ error: { code, message } });
}

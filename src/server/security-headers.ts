import type { RequestHandler } from 'express';

/** Nothing may be loaded, framed or kept; the sign-in pages loosen the first for their own script and style. */
export const securityHeaders =
  (publicUrl: string): RequestHandler =>
  (_req, res, next) => {
    res.set({
      'Content-Security-Policy': contentPolicy(),
      'X-Content-Type-Options': 'nosniff',
      'X-Frame-Options': 'DENY',
      'Referrer-Policy': 'no-referrer',
      'Cache-Control': 'no-store',
    });
    if (publicUrl.startsWith('https:')) res.set('Strict-Transport-Security', 'max-age=31536000');
    next();
  };

export const contentPolicy = (more: readonly string[] = []): string =>
  ["default-src 'none'", ...more, "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'"].join(
    '; ',
  );

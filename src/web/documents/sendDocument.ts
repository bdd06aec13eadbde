import type { Response } from 'express';

/** Sends a file to be saved. Whatever is in it, a browser does not open it as a page of ours. */
export function sendDocument(response: Response, { name, type, bytes }: { name: string; type: string; bytes: Buffer }): void {
  response.set({
    'X-Content-Type-Options': 'nosniff',
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'Cache-Control': 'private, no-store',
  });
  // A saved mail that is called one would be opened by some mail programs.
  response.attachment(name).type(type === 'message/rfc822' ? 'application/octet-stream' : type);
  response.send(bytes);
}

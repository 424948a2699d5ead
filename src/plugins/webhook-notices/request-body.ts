import { createHmac } from 'node:crypto';
import type { Notice } from '../../host/api/index.js';

/** What is posted for a notice (README.md); buttons stay here, for they run commands of this PC. */
export function bodyOf({ id, kind, severity, title, text, source, atMs }: Notice): string {
  return JSON.stringify({ version: 1, id, kind, severity, title, text, ...(source !== undefined && { source }), at: new Date(atMs).toISOString() });
}

/** The value of `Mamori-Signature`. */
export function signatureOf(body: string, secret: string): string {
  return `sha256=${createHmac('sha256', secret).update(body, 'utf8').digest('hex')}`;
}

/** What a mail says; `html` says the same as `text`. */
export interface MailWords {
  readonly subject: string; // one line
  readonly text: string;
  readonly html: string;
}

/** A mail to one recipient: each is sent, retried and given up by itself. `id` makes posting it twice impossible. */
export interface Mail extends MailWords {
  readonly id: string;
  readonly to: string;
  readonly atMs: number;
}

export const mailSecurities = ['starttls', 'tls', 'none'] as const;
/** `starttls`: encrypted after a greeting in the clear, or not at all; `tls`: from the first byte; `none`: the person has chosen to do without. */
export type MailSecurity = (typeof mailSecurities)[number];

/** The usual ports: submission (RFC 6409), submission over TLS (RFC 8314), relay. */
export const usualPorts: Readonly<Record<MailSecurity, number>> = { starttls: 587, tls: 465, none: 25 };

/** How mail is sent, complete. */
export interface MailServer {
  readonly host: string;
  readonly port: number;
  readonly security: MailSecurity;
  readonly from: string;
  readonly login?: { readonly user: string; readonly password: string } | undefined;
  /** PEM file of a certificate authority that is trusted beside the operating system's and Node's. */
  readonly caFile?: string | undefined;
}

/** Resolves when the server has taken the mail. Fails with `mail.*`; the abort reason when aborted. */
export type SendMail = (mail: Mail, signal: AbortSignal) => Promise<void>;

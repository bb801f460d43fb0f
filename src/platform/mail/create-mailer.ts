export type Mail = {
  to: string
  subject: string
  text: string
  /** Makes the Message-ID: a mail that is sent again after an unclear end is shown once by most readers. */
  id: string
}

export type MailOutcome =
  | { kind: 'accepted' }
  /** The server said no for good (5xx): trying again changes nothing. */
  | { kind: 'refused'; code: string }
  | { kind: 'unclear'; code: string }

export type Mailer = { send(mail: Mail): Promise<MailOutcome> }

const waitMs = 10_000 // of each step; the whole stays under the lease of 60 s that a sender holds

/** Sends mail through the SMTP server that an address names: `smtps://user:password@host:465`. Never throws. */
export function createMailer(settings: { url: string; from: string }): Mailer {
  let opening: ReturnType<typeof openTransport> | undefined
  const domain = /@([^\s<>@]+?)>?$/.exec(settings.from)?.[1] ?? 'localhost'

  return {
    async send({ to, subject, text, id }) {
      try {
        opening ??= openTransport(settings)
        const transport = await opening
        await transport.sendMail({
          // An object, not a string: nothing in an address can become a second recipient.
          to: { name: '', address: to },
          subject,
          text,
          messageId: `<${id}@${domain}>`,
          headers: { 'Auto-Submitted': 'auto-generated' }, // RFC 3834: keeps absence notices from answering
        })
        return { kind: 'accepted' }
      } catch (error) {
        const { responseCode, code = 'MAIL_FAILED' } = error as { responseCode?: number; code?: string }
        return responseCode !== undefined && responseCode >= 500
          ? { kind: 'refused', code: `SMTP_${responseCode}` }
          : { kind: 'unclear', code }
      }
    },
  }
}

/** Loaded with the first mail: most processes never send one. */
async function openTransport({ url, from }: { url: string; from: string }) {
  const { createTransport } = await import('nodemailer')
  return createTransport(url, {
    from,
    connectionTimeout: waitMs,
    greetingTimeout: waitMs,
    socketTimeout: waitMs,
    dnsTimeout: waitMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  } as Parameters<typeof createTransport>[1])
}

import { randomUUID } from 'node:crypto'
import type { Actor } from '../../platform/auth/auth.ts'
import { AppError } from '../../platform/errors.ts'
import type { UserDeps } from './needs.ts'
import type { UserService } from './service.ts'

/**
 * Mails a new link for a password to the account's own address. The link is in no row and no job: it lives in this call and in
 * the mail. @throws MAIL_NOT_SENT: 409 where no mail server is set, 502 when it did not
 * take the mail; the link then reached nobody and a new one can be made.
 */
export function createMailLink(deps: UserDeps, service: UserService) {
  return async function mailLink(actor: Actor, userId: string): Promise<{ to: string; expiresAt: Date }> {
    if (!deps.mailer)
      throw new AppError('MAIL_NOT_SENT', 'SMTP_URL and MAIL_FROM are not set: hand the link over.', { status: 409 })
    const { officer, link, agency } = await deps.database.transaction(async (tx) => ({
      officer: await service.get(tx, userId),
      link: await service.renewLink(tx, actor, userId),
      agency: await deps.agencyName(tx),
    }))
    const outcome = await deps.mailer.send({
      to: officer.email,
      id: randomUUID(),
      ...wordsOf(officer.name, agency, link),
    })
    if (outcome.kind !== 'accepted')
      throw new AppError('MAIL_NOT_SENT', `The mail server did not take the link (${outcome.code}).`, { status: 502 })
    return { to: officer.email, expiresAt: link.expiresAt }
  }
}

export type MailLink = ReturnType<typeof createMailLink>

function wordsOf(name: string, agency: string, { url, expiresAt }: { url: string; expiresAt: Date }) {
  const until = (locale: string) =>
    expiresAt.toLocaleString(locale, { timeZone: 'Asia/Bangkok', dateStyle: 'long', timeStyle: 'short' })
  return {
    subject: `ตั้งรหัสผ่านเพื่อเข้าใช้ระบบสุจริต ของ${agency}`,
    text: `เรียน ${name}

โปรดเปิดลิงก์นี้เพื่อตั้งรหัสผ่าน ใช้ได้ครั้งเดียว ถึง ${until('th-TH')} น.
${url}

หากท่านไม่ได้ขอหรือไม่ทราบเรื่อง โปรดแจ้งผู้ดูแลระบบของหน่วยงาน และไม่ต้องเปิดลิงก์

—
Open this link to choose a password. It works once, until ${until('en-GB-u-ca-buddhist').replace(' BE', '')} (Bangkok).
If you know nothing of this, tell your system owner and do not open it.
`,
  }
}

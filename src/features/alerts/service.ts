import { type AlertCode, alertCodes, isAlertCode, wordsForAlert } from '../../contracts/alert-words.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import type { AlertDeps, AlertNews, AlertSource } from './needs.ts'
import * as repo from './repo.ts'

// Two looks, five minutes apart: a restart or a moment without network is nobody's business.
const looksBeforeTold = 2
// Shorter than the time between two looks; the tries of one take 40 s an address at most.
const mailAgainMs = 4 * 60_000

/** Looks at what can go wrong, and tells those who mend it once for each time it does. */
export function createAlertService(deps: AlertDeps) {
  const { database, clock, log } = deps

  async function watch(): Promise<void> {
    for (const source of deps.sources) await lookAt(source)
    for (const alert of await repo.listAlerts(database.prisma)) {
      if (!isAlertCode(alert.code)) continue
      if (alert.toldAt === null && alert.looks >= looksBeforeTold) await tell(alert.code, alert)
    }
    // Read anew: those told just now have mails to be sent, and those of the last looks may have failed.
    for (const alert of await repo.listAlerts(database.prisma)) {
      if (isAlertCode(alert.code)) await mail(alert.code, alert)
    }
  }

  async function lookAt({ code, look }: AlertSource): Promise<void> {
    try {
      const found = await look()
      if (found) await repo.noteAlert(database.prisma, code, found, clock.now())
      else await repo.deleteAlert(database.prisma, code)
    } catch (error) {
      log.warn({ err: error, code }, 'this could not be looked at; it is looked at again in five minutes')
    }
  }

  async function tell(code: AlertCode, alert: repo.AlertRow): Promise<void> {
    const news = write(code, alert)
    await database.transaction(async (tx) => {
      const now = clock.now()
      if (!(await repo.markTold(tx, code, now))) return
      const outside = await deps.tellOfficersAt(tx, deps.alertTo, news)
      if (deps.mailer && outside.length > 0) await repo.askForMails(tx, code, outside, now)
    })
  }

  /** To mailboxes without an account, for as long as the alert stands: what the mail server takes, or refuses for good, is done. */
  async function mail(code: AlertCode, alert: repo.AlertRow): Promise<void> {
    const now = clock.now()
    const nextAt = new Date(now.getTime() + mailAgainMs)
    if (!deps.mailer || !(await repo.takeMails(database.prisma, code, { now, nextAt }))) return
    const news = write(code, alert)
    const left: string[] = []
    for (const address of alert.mailTo) {
      const outcome = await deps.mailer.send({ to: address, id: news.topic, ...news.mail })
      if (outcome.kind === 'accepted') continue
      log.warn({ code, outcome }, 'an address of ALERT_TO could not be mailed')
      if (outcome.kind === 'unclear') left.push(address)
    }
    await repo.setUnmailed(database.prisma, alert, left)
  }

  function write(code: AlertCode, alert: repo.AlertRow): AlertNews {
    const { title, remedy, detail } = wordsForAlert(code, 'th', alert.detail)
    const facts = detail ? [{ label: 'รายละเอียด', text: detail }] : []
    const open = { label: 'เปิดหน้าระบบ', url: `${deps.publicUrl}/` }
    return {
      topic: `alert-${code}-${alert.since.getTime()}`,
      line: [deps.renderCard('approval', { kicker: 'แจ้งผู้ดูแลระบบ', title, note: remedy, facts, open })],
      mail: {
        subject: `สุจริต: ${title}`,
        text: [title, ...facts.map(({ text }) => text), '', remedy, '', open.url].join('\n'),
      },
    }
  }

  /** 1 for what is wrong now, 0 for all else: a figure that is absent could not be read. */
  async function countByCode(): Promise<Map<string, number>> {
    const standing = new Set((await repo.listAlerts(database.prisma)).map(({ code }) => code))
    return new Map(alertCodes.map((code) => [code, standing.has(code) ? 1 : 0]))
  }

  return { watch, countByCode, list: (tx: Tx) => repo.listAlerts(tx) }
}

export type AlertService = ReturnType<typeof createAlertService>

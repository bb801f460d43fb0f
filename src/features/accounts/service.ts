import { z } from 'zod'
import type { Audit } from '../../platform/audit/audit.ts'
import type { Actor } from '../../platform/auth/auth.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import * as repo from './repo.ts'

const Settings = z.object({
  agencyName: z.string().default('สำนักงาน ก.พ.ร.'),
  approvalRequired: z.boolean().default(true),
  capPerDay: z.number().int().default(1),
  capPerWeek: z.number().int().default(3),
  dpoContact: z.string().default(''),
  budgetLookup: z.string().default('ดูรายละเอียดได้ที่ระบบ Smart OPDC หัวข้อแผนและผลการใช้จ่ายงบประมาณ'),
  budgetLookupEn: z.string().default('Details are in Smart OPDC, under budget plan and spending.'),
  budgetLookupUrl: z.string().default(''),
  /** The version of the privacy notice that the data protection officer has confirmed. */
  noticeConfirmed: z.string().default('').catch(''),
})
/** As shown and changed: a notice that has changed since is confirmed by nobody. */
export type Settings = Omit<z.infer<typeof Settings>, 'noticeConfirmed'> & { noticeConfirmed: boolean }

/** Settings of the office and the record of who changed what. */
export function createAccountsService(deps: { audit: Audit; noticeVersion: string }) {
  // A demo is there to be played with: nobody is spared a second card on the same day.
  async function getSettings(tx: Tx): Promise<Settings> {
    const stored = Settings.parse({
      ...((await repo.isDemo(tx)) && { capPerDay: 0, capPerWeek: 0 }),
      ...(await repo.readSettings(tx)),
    })
    return { ...stored, noticeConfirmed: stored.noticeConfirmed === deps.noticeVersion }
  }

  /** Asked with every answer of the bot: one row, not all settings. */
  const getAgencyName = async (tx: Tx): Promise<string> =>
    Settings.shape.agencyName.parse(await repo.readSetting(tx, 'agencyName'))

  async function updateSettings(tx: Tx, actor: Actor, change: Partial<Settings>): Promise<Settings> {
    const before = await getSettings(tx)
    const { noticeConfirmed, ...others } = change
    for (const [key, value] of Object.entries(others)) await repo.writeSetting(tx, key, value)
    if (noticeConfirmed !== undefined) {
      await repo.writeSetting(tx, 'noticeConfirmed', noticeConfirmed ? deps.noticeVersion : '')
    }
    const after = await getSettings(tx)
    await deps.audit.record(tx, { actorId: actor.userId, action: 'settings.update', data: { before, after } })
    return after
  }

  return {
    getSettings,
    getAgencyName,
    updateSettings,
    listAudit: repo.listAuditEntries,
    verifyAudit: deps.audit.verify,
  }
}

export type AccountsService = ReturnType<typeof createAccountsService>

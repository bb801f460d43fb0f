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
  noticeConfirmed: z.boolean().default(false),
})
export type Settings = z.infer<typeof Settings>

/** Settings of the office and the record of who changed what. */
export function createAccountsService(deps: { audit: Audit }) {
  // A demo is there to be played with: nobody is spared a second card on the same day.
  const getSettings = async (tx: Tx): Promise<Settings> =>
    Settings.parse({
      ...((await repo.isDemo(tx)) && { capPerDay: 0, capPerWeek: 0 }),
      ...(await repo.readSettings(tx)),
    })

  /** Asked with every answer of the bot: one row, not all settings. */
  const getAgencyName = async (tx: Tx): Promise<string> =>
    Settings.shape.agencyName.parse(await repo.readSetting(tx, 'agencyName'))

  async function updateSettings(tx: Tx, actor: Actor, change: Partial<Settings>): Promise<Settings> {
    const before = await getSettings(tx)
    for (const [key, value] of Object.entries(change)) await repo.writeSetting(tx, key, value)
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

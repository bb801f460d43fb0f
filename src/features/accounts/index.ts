import type { Audit } from '../../platform/audit/audit.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import type { Writing } from '../../platform/http/api-guards.ts'
import { createAccountsService } from './service.ts'

/** Settings and the audit log. */
export function createAccounts(deps: { audit: Audit; noticeVersion: string }) {
  const service = createAccountsService(deps)
  return {
    routes: async (writing: Writing) => (await import('./routes.ts')).createAccountsRoutes({ service, writing }),
    agencyName: service.getAgencyName,
    /** How many runs a chat may get a day and a week; 0 is no limit. */
    sendingCaps: async (tx: Tx) => {
      const { capPerDay, capPerWeek } = await service.getSettings(tx)
      return { perDay: capPerDay, perWeek: capPerWeek }
    },
    /** What the office itself adds to the privacy notice. */
    noticeFacts: async (tx: Tx) => {
      const { agencyName, dpoContact, noticeConfirmed } = await service.getSettings(tx)
      return { agency: agencyName, dpoContact, isConfirmed: noticeConfirmed }
    },
    /** Where staff look the budget up. */
    budgetLookup: async (tx: Tx) => {
      const { budgetLookup: th, budgetLookupEn: en, budgetLookupUrl: url } = await service.getSettings(tx)
      return { th, en, url }
    },
    isApprovalRequired: async (tx: Tx) => (await service.getSettings(tx)).approvalRequired,
  }
}

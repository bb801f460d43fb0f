import type { Bot } from '../../bot/create-bot.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import { createGuessLimit } from '../../platform/guess-limit.ts'
import type { Writing } from '../../platform/http/api-guards.ts'
import type { JobRegistry } from '../../platform/queue/job-registry.ts'
import { registerOfficerBot } from './bot.ts'
import { createDeputyService } from './deputy-service.ts'
import { officerSweepSources, registerOfficerJobs } from './jobs.ts'
import { createLinkService } from './link-service.ts'
import { countWaitingForLine } from './message-repo.ts'
import { createMessageService } from './message-service.ts'
import type { OfficerDeps, OfficerNews } from './needs.ts'
import * as repo from './repo.ts'
import { whoIsAsked } from './rules.ts'

export { officerJobs } from './jobs.ts'
export { findOfficerOfLine } from './repo.ts'

const wrongCodes = { wrong: 10, withinSeconds: 3600 } // 30^8 codes that live ten minutes: nobody guesses one at that pace

/** เจ้าหน้าที่: who is asked to approve, who stands in for them, and how they hear of it. */
export function createOfficers(deps: OfficerDeps) {
  const links = createLinkService(deps, createGuessLimit(wrongCodes))
  const deputies = createDeputyService(deps)
  const messages = createMessageService(deps)
  const listAsked = async (tx: Tx, authorId: string) =>
    whoIsAsked(await repo.listApprovers(tx), await repo.listStandings(tx, deps.clock.now()), authorId)

  return {
    routes: async (writing: Writing) => ({
      officers: (await import('./routes.ts')).createOfficerRoutes({ links, deputies, writing }),
    }),
    registerBot: (bot: Bot) => registerOfficerBot(bot, links, deps.findReader),
    registerJobs: (jobs: JobRegistry) => registerOfficerJobs(jobs, messages),
    sweepSources: officerSweepSources(messages),
    retention: messages.retention,
    /** Tells everybody who may approve an author's work, or stands in for who may. */
    async askApprovers(tx: Tx, authorId: string, news: OfficerNews): Promise<void> {
      await messages.tell(tx, await listAsked(tx, authorId), news)
    },
    /** LINE messages that asking them costs: who has joined no chat is asked by mail. */
    async countAsked(tx: Tx, authorId: string): Promise<number> {
      return repo.countLinked(tx, await listAsked(tx, authorId))
    },
    countWaitingForLine,
    /** Somebody who is no officer any more is told nothing. */
    async tellOfficer(tx: Tx, userId: string, news: OfficerNews): Promise<void> {
      if (await repo.findOfficer(tx, userId)) await messages.tell(tx, [userId], news)
    },
    /** Tells those who have these addresses, or every owner when none is named. Gives back the addresses that are nobody's here. */
    async tellOfficersAt(tx: Tx, emails: readonly string[], news: OfficerNews): Promise<string[]> {
      const known = await repo.listOfficersAt(tx, emails)
      const ids = emails.length > 0 ? known.map(({ id }) => id) : await repo.listOwnerIds(tx)
      await messages.tell(tx, ids, news)
      return emails.filter((email) => !known.some((officer) => officer.email === email))
    },
    listEditors: repo.listEditorIds,
    findRole: repo.findRole,
    /** Whose account this chat is joined to; undefined once the account is closed. */
    async findLinked(tx: Tx, lineUserId: string) {
      const link = await repo.findLink(tx, { lineUserId })
      const officer = link && (await repo.findOpenOfficer(tx, link.userId))
      return officer && { userId: officer.id, role: officer.role, isDemo: officer.isDemo }
    },
    isOfficerChat: async (tx: Tx, lineUserId: string) => (await repo.findLink(tx, { lineUserId })) !== undefined,
    /** The 1:1 chat linked to an account. */
    findChat: async (tx: Tx, userId: string) => (await repo.findLink(tx, { userId }))?.lineUserId,
    findName: async (tx: Tx, userId: string) => (await repo.findOfficer(tx, userId))?.name,
    /** For whom somebody approves now as their deputy. */
    listPrincipals: deputies.listPrincipals,
    /** The chat left the account or was erased: what waits is told by mail from now on. */
    unlinkChat: links.unlinkChat,
  }
}

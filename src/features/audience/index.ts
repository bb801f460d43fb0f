import type { Bot } from '../../bot/create-bot.ts'
import { createAddFriendUrl } from '../../line/add-friend-url.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import { createGuessLimit } from '../../platform/guess-limit.ts'
import type { Writing } from '../../platform/http/api-guards.ts'
import type { JobRegistry } from '../../platform/queue/job-registry.ts'
import { daysBefore } from '../../platform/retention.ts'
import { countMembers, listJoinTimes } from './audience-repo.ts'
import { estimateAudience, findPeopleChats, measureAudience, readAudience, readLost } from './audience-service.ts'
import { registerAudienceBot } from './bot.ts'
import { createCards } from './cards.ts'
import { createContainmentService } from './containment-service.ts'
import { listStaffOf } from './eligible-service.ts'
import { createEraseService } from './erase-service.ts'
import { countLostGroups, listOpenGroups } from './group-repo.ts'
import { createGroupService } from './group-service.ts'
import { audienceSweepSources, registerAudienceJobs } from './jobs.ts'
import { createMembershipService } from './membership-service.ts'
import { forgetMenus, listMenuReaders, markMenu } from './menu-language-repo.ts'
import type { AudienceDeps } from './needs.ts'
import { createPersonService } from './person-service.ts'
import { createPreferenceService } from './preference-service.ts'
import { createPrivacyRoutes } from './privacy-routes.ts'
import { createSavedAudienceService } from './saved-audience-service.ts'
import { isRegistered } from './staff-repo.ts'
import { createStaffService } from './staff-service.ts'
import { findUnit } from './unit-repo.ts'
import { createUnitService } from './unit-service.ts'

export { audienceJobs, audienceSchedules } from './job-requests.ts'
export { noticeVersion } from './notice.ts'

const wrongCodes = { wrong: 10, withinSeconds: 3600 } // 30^8 invite codes: nobody guesses one at that pace

/** กลุ่มผู้รับ: groups, units, people, their notice and invite codes; who a message may go to. */
export function createAudience(deps: AudienceDeps) {
  const erasing = createEraseService(deps)
  const groups = createGroupService(deps)
  const memberships = createMembershipService(deps)
  const units = createUnitService(deps)
  const people = createPersonService(deps, { erasing, guesses: createGuessLimit(wrongCodes) })
  const preferences = createPreferenceService(deps)
  const staff = createStaffService(deps, { erasing })
  const saved = createSavedAudienceService(deps)
  const containments = createContainmentService(deps)
  const addFriendUrl = deps.addFriendUrl ?? createAddFriendUrl(deps.line)
  const cards = createCards(deps)
  return {
    async routes(writing: Writing) {
      const { createAudienceRoutes } = await import('./routes.ts')
      const { createSavedAudienceRoutes } = await import('./saved-audience-routes.ts')
      return {
        ...createAudienceRoutes({ groups, containments, units, people: staff, addFriendUrl, writing }),
        ...createSavedAudienceRoutes({ saved, writing }),
      }
    },
    pages: createPrivacyRoutes(deps),
    registerBot: (bot: Bot) => registerAudienceBot(bot, { groups, people, units, preferences, cards, ...deps }),
    findReader: preferences.findReader,
    /** ท่านยังปฏิบัติงานที่ … ใช่หรือไม่: with what the bot answers, once a year, until it is answered. */
    async askAboutUnit(tx: Tx, lineUserId: string) {
      const unit = await people.unitToConfirm(tx, lineUserId)
      if (!unit) return undefined
      const { language } = await preferences.findReader(tx, lineUserId)
      return cards.stillThere({ agency: await deps.agencyName(tx), language }, unit)
    },
    listMenuReaders,
    markMenu,
    forgetMenus,
    findMember: preferences.findMember,
    listUnwilling: preferences.listUnwilling,
    registerJobs: (jobs: JobRegistry) => registerAudienceJobs(jobs, deps, { groups, memberships }),
    sweepSources: audienceSweepSources(deps, { memberships }),
    readAudience,
    readLost,
    measureAudience,
    estimateAudience,
    findPeopleChats,
    listStaffOf,
    addFriendUrl,
    countMembers,
    /** When each of these people joined. */
    listJoinTimes,
    isRegistered,
    /** Groups that receive cards, by name. */
    listOpenGroups,
    /** Approved groups that threw the bot out within so many days. */
    countLostGroups: (tx: Tx, days: number) => countLostGroups(tx, daysBefore(deps.clock.now(), days)),
    hasUnit: async (tx: Tx, id: string) => (await findUnit(tx, id)) !== undefined,
    /** LINE refused a push to this group: find out whether the bot is still in it. */
    checkGroupLater: (tx: Tx, lineGroupId: string) => groups.checkLater(tx, lineGroupId),
    /** Erases who blocked the account 30 days ago. */
    retention: { name: 'people who left', apply: erasing.eraseLongGone },
  }
}

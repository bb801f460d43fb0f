import type { OutgoingMessage } from '../../line/messages/outgoing-message.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import { type Cards, say } from './cards.ts'
import type { AudienceDeps } from './needs.ts'
import type { PersonService } from './person-service.ts'
import { isConfirmedInTime } from './rules.ts'
import type { UnitService } from './unit-service.ts'
import { words } from './words.ts'

/** Who tapped or typed, and when, by LINE's clock. */
export type Person = { userId: string; at: Date; tx: Tx }

type AnswerParts = {
  people: PersonService
  units: UnitService
  cards: Cards
  agencyName: AudienceDeps['agencyName']
}

/** What each button or word does, and the messages of its one reply. */
export function createAnswers({ people, units, cards, agencyName }: AnswerParts) {
  const noticeFirst = async (tx: Tx, why: string) => [say(why), cards.welcome(await agencyName(tx))]

  const unitCards = async (tx: Tx, page = 0) => cards.units(await agencyName(tx), await units.listAll(tx), page)

  async function acknowledge({ tx, userId, at }: Person, version: string): Promise<OutgoingMessage[]> {
    const outcome = await people.acknowledge(tx, userId, version, at)
    if (outcome.kind === 'old_version') return noticeFirst(tx, words.newNotice)
    if (outcome.kind === 'registered') {
      return [say(outcome.unit ? words.alreadyIn(outcome.unit.nameTh) : words.alreadyStaff)]
    }
    const choice = await unitCards(tx)
    return [say(choice.length > 0 ? `${words.acknowledged}\n${words.orPickUnit}` : words.acknowledged), ...choice]
  }

  async function pickUnit({ tx, userId }: Person, code: string): Promise<OutgoingMessage[]> {
    const outcome = await people.pickUnit(tx, userId, code)
    switch (outcome.kind) {
      case 'notice_first':
        return noticeFirst(tx, words.noticeFirst)
      case 'unknown_unit':
        return [say(words.unknownUnit), ...(await unitCards(tx))]
      case 'already_in':
        return [say(words.alreadyIn(outcome.unit.nameTh))]
      case 'registered':
        return [say(words.registered(outcome.unit.nameTh))]
      case 'picked':
        return [say(words.picked(outcome.unit.nameTh))]
    }
  }

  async function invite({ tx, userId }: Person, code: string): Promise<OutgoingMessage[]> {
    const outcome = await people.redeemInvite(tx, userId, code)
    switch (outcome.kind) {
      case 'notice_first':
        return noticeFirst(tx, words.noticeFirst)
      case 'refused':
        return [say(words.invite[outcome.why])]
      case 'already_in':
        return [say(words.alreadyIn(outcome.unit.nameTh))]
      case 'registered':
        return [say(words.registered(outcome.unit.nameTh))]
    }
  }

  async function showUnits({ tx, userId }: Person, page: number): Promise<OutgoingMessage[]> {
    if (!(await people.hasReadNotice(tx, userId))) return noticeFirst(tx, words.noticeFirst)
    const shown = await unitCards(tx, page)
    return shown.length > 0 ? shown : [say(words.noUnits)]
  }

  async function eraseAsk({ tx, userId, at }: Person): Promise<OutgoingMessage[]> {
    if (!(await people.isKnown(tx, userId))) return [say(words.nothingKept)]
    return [cards.eraseAsk(await agencyName(tx), at)]
  }

  async function eraseConfirm({ tx, userId, at }: Person, askedAtMs: number): Promise<OutgoingMessage[]> {
    if (!isConfirmedInTime(askedAtMs, at)) return [say(words.eraseLate), cards.eraseAsk(await agencyName(tx), at)]
    return [say((await people.erase(tx, userId)) ? words.erased : words.nothingKept)]
  }

  return {
    acknowledge,
    pickUnit,
    invite,
    units: showUnits,
    eraseAsk,
    eraseConfirm,
    notice: async ({ tx }: Person) => [cards.welcome(await agencyName(tx))],
  }
}

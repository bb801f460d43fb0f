import type { Locale } from '../../contracts/error-words.ts'
import type { OutgoingMessage } from '../../line/messages/outgoing-message.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import { type Cards, type Next, say } from './cards.ts'
import type { AudienceDeps } from './needs.ts'
import type { PersonService } from './person-service.ts'
import { isConfirmedInTime } from './rules.ts'
import type { UnitService } from './unit-service.ts'
import { words } from './words.ts'

/** Who tapped or typed, and when, by LINE's clock; and the language they are spoken to in. */
export type Person = { userId: string; at: Date; tx: Tx; language: Locale }

type AnswerParts = {
  people: PersonService
  units: UnitService
  cards: Cards
  agencyName: AudienceDeps['agencyName']
}

/** What each button or word does, and the messages of its one reply. */
export function createAnswers({ people, units, cards, agencyName }: AnswerParts) {
  const shownTo = async ({ tx, language }: Person) => ({ agency: await agencyName(tx), language })

  const noticeFirst = async (person: Person, why?: string, next?: Next) =>
    cards.noticeFirst(await shownTo(person), why, next)

  const unitCards = async (person: Person, page = 0) =>
    cards.units(await shownTo(person), await units.listAll(person.tx), page)

  /** `language` is that of the notice they have read: they are spoken to in it from now on. */
  async function acknowledge(
    person: Person,
    { version, language, next }: { version: string; language?: Locale | undefined; next?: Next | undefined },
  ): Promise<OutgoingMessage[]> {
    const { tx, userId, at } = person
    const said = words[person.language]
    const outcome = await people.acknowledge(tx, userId, { version, at, ...(language && { language }) })
    if (outcome.kind === 'old_version') return noticeFirst(person, said.newNotice, next)
    if (outcome.kind === 'registered') {
      const noted = say(`${said.noted} ${outcome.unit ? said.alreadyIn(outcome.unit.nameTh) : said.alreadyStaff}`)
      return next ? [noted, cards.toQuiz(await shownTo(person), outcome.unit === undefined)] : [noted]
    }
    const choice = next ? [cards.toQuiz(await shownTo(person), true)] : await unitCards(person)
    const step = `${said.noted} ${said.typeCode}`
    return [say(choice.length > 0 ? `${step}\n${said.orPickUnit}` : step), ...choice]
  }

  async function pickUnit(person: Person, code: string): Promise<OutgoingMessage[]> {
    const said = words[person.language]
    const outcome = await people.pickUnit(person.tx, person.userId, code)
    switch (outcome.kind) {
      case 'notice_first':
        return noticeFirst(person)
      case 'unknown_unit':
        return [say(said.unknownUnit), ...(await unitCards(person))]
      case 'already_in':
        return [say(said.alreadyIn(outcome.unit.nameTh))]
      case 'registered':
        return [say(said.registered(outcome.unit.nameTh))]
      case 'picked':
        return [say(said.picked(outcome.unit.nameTh))]
    }
  }

  async function sameUnit(person: Person, unitId: string): Promise<OutgoingMessage[]> {
    const said = words[person.language]
    const unit = await people.confirmUnit(person.tx, person.userId, unitId)
    return [say(unit ? said.stillNoted(unit.nameTh) : said.stillOld)]
  }

  async function otherUnit(person: Person, unitId: string): Promise<OutgoingMessage[]> {
    const said = words[person.language]
    if (!(await people.leaveUnit(person.tx, person.userId, unitId))) return [say(said.stillOld)]
    return [say(said.leftUnit), ...(await unitCards(person))]
  }

  async function invite(person: Person, code: string): Promise<OutgoingMessage[]> {
    const said = words[person.language]
    const outcome = await people.redeemInvite(person.tx, person.userId, code)
    switch (outcome.kind) {
      case 'notice_first':
        return noticeFirst(person)
      case 'refused':
        return [say(said.invite[outcome.why])]
      case 'already_in':
        return [say(said.alreadyIn(outcome.unit.nameTh))]
      case 'registered':
        return [say(said.registered(outcome.unit.nameTh))]
    }
  }

  async function showUnits(person: Person, page: number): Promise<OutgoingMessage[]> {
    const said = words[person.language]
    if (!(await people.hasReadNotice(person.tx, person.userId))) return noticeFirst(person)
    const own = await people.findOwnUnit(person.tx, person.userId)
    if (own) return [say(said.alreadyIn(own.nameTh))]
    const shown = await unitCards(person, page)
    return shown.length > 0 ? shown : [say(said.noUnits)]
  }

  async function eraseAsk(person: Person): Promise<OutgoingMessage[]> {
    if (!(await people.isKept(person.tx, person.userId))) return [say(words[person.language].nothingKept)]
    return [cards.eraseAsk(await shownTo(person), person.at)]
  }

  async function eraseConfirm(person: Person, askedAtMs: number): Promise<OutgoingMessage[]> {
    const said = words[person.language]
    if (!isConfirmedInTime(askedAtMs, person.at))
      return [say(said.eraseLate), cards.eraseAsk(await shownTo(person), person.at)]
    return [say((await people.erase(person.tx, person.userId)) ? said.erased : said.nothingKept)]
  }

  const notice = async (person: Person, next?: Next) => [cards.welcome(await shownTo(person), next)]

  return { acknowledge, pickUnit, sameUnit, otherUnit, invite, units: showUnits, eraseAsk, eraseConfirm, notice }
}

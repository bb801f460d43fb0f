import type { Bot } from '../../bot/create-bot.ts'
import type { Locale } from '../../contracts/error-words.ts'
import { typedWord } from '../../contracts/typed-word.ts'
import type { OutgoingMessage } from '../../line/messages/outgoing-message.ts'
import type { LinkOutcome, LinkService } from './link-service.ts'
import type { OfficerDeps } from './needs.ts'

const unlinkWords: Record<Locale, string> = { th: 'ยกเลิกการเชื่อมบัญชีเจ้าหน้าที่', en: 'Unlink officer account' }

const say = (text: string): OutgoingMessage => ({ type: 'text', text })
const unlinkTexts = new Set(Object.values(unlinkWords).map(typedWord))

/** An officer's code and its end, in the 1:1 chat alone: typed in a group a code would be everybody's. */
export function registerOfficerBot(bot: Bot, links: LinkService, findReader: OfficerDeps['findReader']): void {
  bot.onText(async ({ event, tx, reply }, text) => {
    const { kind, userId } = event.source
    if (kind !== 'user' || !userId) return false
    const asksUnlink = unlinkTexts.has(typedWord(text))
    const code = asksUnlink ? undefined : links.readCode(text)
    if (!asksUnlink && !code) return false
    const said = words[(await findReader(tx, userId)).language]
    if (code) reply(say(wordsFor(said, await links.redeem(tx, userId, code))))
    else reply(say((await links.unlinkChat(tx, userId, 'chat')) ? said.unlinked : said.notLinked))
    return true
  })
}

type Words = typeof th

const th = {
  unlinked: 'ยกเลิกการเชื่อมบัญชีเจ้าหน้าที่แล้ว ระบบจะไม่แจ้งเรื่องรออนุมัติในแชตนี้อีก',
  notLinked: 'แชตนี้ไม่ได้เชื่อมกับบัญชีเจ้าหน้าที่',
  linked: (name: string) =>
    `เชื่อมแชตนี้กับบัญชีของ ${name} แล้ว ระบบจะแจ้งเรื่องรออนุมัติที่นี่ หากต้องการยกเลิก โปรดพิมพ์ “${unlinkWords.th}”`,
  unknown: 'รหัสนี้ไม่ถูกต้อง หมดอายุ หรือใช้ไปแล้ว โปรดขอรหัสใหม่ที่หน้าบัญชีของท่าน',
  too_many: 'ใช้รหัสที่ไม่ถูกต้องหลายครั้งเกินไป โปรดรอ 1 ชั่วโมงแล้วลองใหม่',
  other_officer: `แชตนี้เชื่อมกับบัญชีเจ้าหน้าที่ท่านอื่นอยู่ โปรดพิมพ์ “${unlinkWords.th}” ก่อน แล้วขอรหัสใหม่`,
}

const en: Words = {
  unlinked: 'This chat is no longer linked to an officer’s account. What waits for approval is not told here any more.',
  notLinked: 'This chat is not linked to an officer’s account.',
  linked: (name) =>
    `This chat is linked to the account of ${name}. What waits for approval will be told here. To end it, type “${unlinkWords.en}”.`,
  unknown: 'This code is wrong, has expired or was used. Please get a new one on your account page.',
  too_many: 'Too many wrong codes. Please wait an hour and try again.',
  other_officer: `This chat is linked to another officer’s account. Please type “${unlinkWords.en}” first, then get a new code.`,
}

const words: Record<Locale, Words> = { th, en }

function wordsFor(said: Words, outcome: LinkOutcome): string {
  return outcome.kind === 'refused' ? said[outcome.why] : said.linked(outcome.name)
}

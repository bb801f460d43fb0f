import type { Bot } from '../../bot/create-bot.ts'
import type { OutgoingMessage } from '../../line/messages/outgoing-message.ts'
import type { LinkOutcome, LinkService } from './link-service.ts'

const unlinkWords = 'ยกเลิกการเชื่อมบัญชีเจ้าหน้าที่'

const say = (text: string): OutgoingMessage => ({ type: 'text', text })

/** An officer's code and its end, in the 1:1 chat alone: typed in a group a code would be everybody's. */
export function registerOfficerBot(bot: Bot, links: LinkService): void {
  bot.onText(async ({ event, tx, reply }, text) => {
    const { kind, userId } = event.source
    if (kind !== 'user' || !userId) return false
    if (text.replace(/\s+/g, '') === unlinkWords) {
      reply(say((await links.unlinkChat(tx, userId, 'chat')) ? words.unlinked : words.notLinked))
      return true
    }
    const code = links.readCode(text)
    if (!code) return false
    reply(say(wordsFor(await links.redeem(tx, userId, code))))
    return true
  })
}

const words = {
  unlinked: 'ยกเลิกการเชื่อมบัญชีเจ้าหน้าที่แล้ว ระบบจะไม่แจ้งเรื่องรออนุมัติในแชตนี้อีก',
  notLinked: 'แชตนี้ไม่ได้เชื่อมกับบัญชีเจ้าหน้าที่',
  unknown: 'รหัสนี้ไม่ถูกต้อง หมดอายุ หรือใช้ไปแล้ว โปรดขอรหัสใหม่ที่หน้าบัญชีของท่าน',
  too_many: 'ใช้รหัสที่ไม่ถูกต้องหลายครั้งเกินไป โปรดรอ 1 ชั่วโมงแล้วลองใหม่',
  other_officer: `แชตนี้เชื่อมกับบัญชีเจ้าหน้าที่ท่านอื่นอยู่ โปรดพิมพ์ “${unlinkWords}” ก่อน แล้วขอรหัสใหม่`,
}

function wordsFor(outcome: LinkOutcome): string {
  if (outcome.kind === 'refused') return words[outcome.why]
  return `เชื่อมแชตนี้กับบัญชีของ ${outcome.name} แล้ว ระบบจะแจ้งเรื่องรออนุมัติที่นี่ หากต้องการยกเลิก โปรดพิมพ์ “${unlinkWords}”`
}

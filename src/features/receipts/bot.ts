import { z } from 'zod'
import type { Bot } from '../../bot/create-bot.ts'
import { type ReceiptService, receiptPostback } from './service.ts'

const Tap = z.object({ run: z.uuid(), year: z.coerce.number().int().min(2560).max(2700) })

const words = {
  th: {
    counted: 'นับการรับทราบของท่านแล้ว ระบบเก็บเพียงจำนวน ไม่เก็บว่าเป็นท่านใด',
    closed: 'การ์ดนี้ปิดนับการรับทราบแล้ว',
    not_registered: 'ยังนับการรับทราบไม่ได้ โปรดลงทะเบียนหน่วยงานของท่านก่อน โดยพิมพ์ “เมนู”',
  },
  en: {
    counted: 'Thank you. Only the number is kept, not who you are.',
    closed: 'This card no longer counts who has read it.',
    not_registered: 'This cannot be counted yet. Please register with your unit first: type “menu”.',
  },
}

/** The button รับทราบ. In a group nothing is said: an answer there would tell everybody who has tapped. */
export function registerReceiptBot(bot: Bot, receipts: ReceiptService): void {
  bot.onPostback(receiptPostback, async ({ event, tx, reply }, values) => {
    const tap = Tap.safeParse(Object.fromEntries(values))
    const { kind, userId } = event.source
    if (!tap.success || !userId) return
    const { run: runId, year } = tap.data
    const outcome = await receipts.acknowledge(tx, { lineUserId: userId, runId, year })
    if (kind !== 'user') return
    const { language } = await receipts.findReader(tx, userId)
    reply({ type: 'text', text: words[language][outcome] })
  })
}

import type { Bot } from '../../bot/create-bot.ts'
import { registerReceiptBot } from './bot.ts'
import { createReceiptService, type ReceiptNeeds } from './service.ts'

/** รับทราบ: counted once per registered person, and never who. */
export function createReceipts(deps: ReceiptNeeds) {
  const service = createReceiptService(deps)
  return {
    registerBot: (bot: Bot) => registerReceiptBot(bot, service),
    buttonData: service.buttonData,
    countReceipts: service.count,
    retention: service.retention,
  }
}

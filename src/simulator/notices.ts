import type { Bot } from './ids.ts'

type Named = { displayName: string }

/** The grey lines between messages on a phone. */
export const notices = {
  followed: (bot: Bot) => `คุณเพิ่ม ${bot.displayName} เป็นเพื่อนแล้ว`,
  unblocked: (bot: Bot) => `คุณเลิกบล็อก ${bot.displayName} แล้ว`,
  blocked: (bot: Bot) => `คุณบล็อก ${bot.displayName} แล้ว`,
  botJoined: (bot: Bot) => `${bot.displayName} เข้าร่วมกลุ่ม`,
  botLeft: (bot: Bot) => `${bot.displayName} ออกจากกลุ่ม`,
  memberJoined: (user: Named) => `${user.displayName} เข้าร่วมกลุ่ม`,
  memberLeft: (user: Named) => `${user.displayName} ออกจากกลุ่ม`,
  unsent: (user: Named) => `${user.displayName} ยกเลิกข้อความ`,
}

import type { AudienceSpec, MessageSpec, ScheduleSpec } from '../../contracts/api/campaigns.ts'
import { describeSchedule } from '../../contracts/schedule-text.ts'

/** The version of each card that a campaign names by its id. Of a series the cards are approved by themselves. */
export type CardVersions = Record<string, number>

/** Whether a card says something else than what was submitted. Of a campaign from before there were versions nobody knows. */
export function areCardsChanged(submitted: CardVersions | null, now: CardVersions): boolean {
  return submitted !== null && Object.entries(now).some(([id, version]) => submitted[id] !== version)
}

/** What an approver says yes to. Kept as it was approved, so that the next one sees what has changed since. */
export type ApprovedAs = {
  name: string
  messages: MessageSpec[]
  audience: AudienceSpec
  schedule: ScheduleSpec
  isUrgent: boolean
  notify: boolean
  asksReceipt: boolean
  cardVersions: CardVersions | null
  chatsPerMinute: number | null
  spreadMinutes: number | null
  rideMinutes: number | null
  costMessages: number | null
}

export function approvedAs(campaign: ApprovedAs): ApprovedAs {
  const { name, messages, audience, schedule, isUrgent, notify, asksReceipt, costMessages } = campaign
  const { cardVersions, chatsPerMinute, spreadMinutes, rideMinutes } = campaign
  return {
    name,
    messages,
    audience,
    schedule,
    isUrgent,
    notify,
    asksReceipt,
    cardVersions,
    chatsPerMinute,
    spreadMinutes,
    rideMinutes,
    costMessages,
  }
}

/** What has changed since the last approval, a sentence each, the old beside it where that is short. Null: never approved before. */
export function listChanges(before: ApprovedAs | null, now: ApprovedAs): string[] | null {
  if (!before) return null
  const differs = (key: keyof ApprovedAs) => canonical(before[key]) !== canonical(now[key])
  return [
    differs('name') && `ชื่อ: เดิม “${before.name}”`,
    differs('messages') && 'การ์ดที่ส่ง',
    !differs('messages') && areCardsChanged(before.cardVersions ?? null, now.cardVersions ?? {}) && 'ถ้อยคำบนการ์ดที่ส่ง',
    differs('audience') && 'กลุ่มผู้รับ',
    differs('schedule') && `กำหนดการ: เดิม ${describeSchedule(before.schedule)}`,
    differs('isUrgent') && (now.isUrgent ? 'เปลี่ยนเป็นเรื่องเร่งด่วน' : 'ไม่เป็นเรื่องเร่งด่วนแล้ว'),
    differs('notify') && (now.notify ? 'เปลี่ยนเป็นส่งแบบมีเสียงเตือน' : 'เปลี่ยนเป็นส่งแบบไม่มีเสียงเตือน'),
    differs('asksReceipt') && (now.asksReceipt ? 'เพิ่มปุ่มรับทราบ' : 'ตัดปุ่มรับทราบ'),
    paceOf(before) !== paceOf(now) && `ความเร็วในการส่ง: ${paceOf(now)}`,
    // Approved before there was such a choice: without.
    (before.rideMinutes ?? null) !== now.rideMinutes &&
      (now.rideMinutes === null ? 'ไม่รอส่งไปกับข้อความในกลุ่มแล้ว' : `รอส่งไปกับข้อความในกลุ่ม ${describeWait(now.rideMinutes)}`),
    differs('costMessages') && before.costMessages !== null && `ค่าใช้จ่าย: เดิม ${before.costMessages} ข้อความต่อรอบ`,
  ].filter((change) => change !== false)
}

/** The same text for the same value, whatever the order of its keys. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  )
}

/** Half of the time that is left until the run. */
export function halfWay(now: Date, runAt: Date): Date {
  return new Date((now.getTime() + runAt.getTime()) / 2)
}

/** "90 นาที", "3 ชั่วโมง", "2 วัน" */
export function describeWait(minutes: number): string {
  if (minutes % 1440 === 0) return `${minutes / 1440} วัน`
  return minutes % 60 === 0 ? `${minutes / 60} ชั่วโมง` : `${minutes} นาที`
}

function paceOf({ chatsPerMinute = null, spreadMinutes = null }: Partial<ApprovedAs>): string {
  const wishes = [
    chatsPerMinute !== null && `ไม่เกิน ${chatsPerMinute} แชตต่อนาที`,
    spreadMinutes !== null && `เฉลี่ยตลอด ${spreadMinutes} นาที`,
  ].filter(Boolean)
  return wishes.join(' และ ') || 'ส่งทันทีทั้งหมด'
}

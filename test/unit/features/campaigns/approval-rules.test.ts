import { describe, expect, test } from 'vitest'
import { type ApprovedAs, halfWay, listChanges } from '../../../../src/features/campaigns/approval-rules.ts'

const before: ApprovedAs = {
  name: 'เดิม',
  messages: [{ contentId: 'a' }],
  audience: { groups: ['g'], via: 'groups' },
  schedule: { kind: 'daily', time: '08:30', timeZone: 'Asia/Bangkok' },
  isUrgent: false,
  notify: false,
  asksReceipt: false,
  cardVersions: { a: 1 },
  chatsPerMinute: null,
  spreadMinutes: null,
  rideMinutes: null,
  costMessages: 10,
}

describe('listChanges', () => {
  test('names what differs, with the old where it is short', () => {
    const now: ApprovedAs = {
      ...before,
      name: 'ใหม่',
      messages: [{ contentId: 'b' }],
      audience: { groups: ['h'], via: 'groups' },
      schedule: { kind: 'now' },
      notify: true,
      asksReceipt: true,
      costMessages: 20,
    }
    expect(listChanges(before, now)).toEqual([
      'ชื่อ: เดิม “เดิม”',
      'การ์ดที่ส่ง',
      'กลุ่มผู้รับ',
      'กำหนดการ: เดิม ทุกวัน เวลา 08.30 น.',
      'เปลี่ยนเป็นส่งแบบมีเสียงเตือน',
      'เพิ่มปุ่มรับทราบ',
      'ค่าใช้จ่าย: เดิม 10 ข้อความต่อรอบ',
    ])
  })

  test('names other words of the same card, and another pace', () => {
    expect(listChanges(before, { ...before, cardVersions: { a: 2 } })).toEqual(['ถ้อยคำบนการ์ดที่ส่ง'])
    expect(listChanges(before, { ...before, spreadMinutes: 60 })).toEqual(['ความเร็วในการส่ง: เฉลี่ยตลอด 60 นาที'])
  })

  test('is empty when nothing has changed, whatever the order of keys, and null when nothing was approved before', () => {
    expect(listChanges(before, { ...before, audience: { via: 'groups', groups: ['g'] } })).toEqual([])
    expect(listChanges(null, before)).toBeNull()
  })
})

test('halfWay lies in the middle of what is left', () => {
  expect(halfWay(new Date(1000), new Date(5000))).toEqual(new Date(3000))
})

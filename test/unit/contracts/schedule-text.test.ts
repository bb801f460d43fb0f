import { expect, test } from 'vitest'
import type { ScheduleSpec } from '../../../src/contracts/api/campaigns.ts'
import { describeSchedule } from '../../../src/contracts/schedule-text.ts'

const at = { time: '08:30', timeZone: 'Asia/Bangkok' }
const sentences: [ScheduleSpec, string][] = [
  [{ kind: 'now' }, 'ส่งทันทีที่อนุมัติ'],
  [{ kind: 'once', at: '2026-09-30T17:30:00Z' }, 'วันที่ 1 ต.ค. 2569 เวลา 00.30 น.'],
  [{ kind: 'daily', ...at }, 'ทุกวัน เวลา 08.30 น.'],
  [{ kind: 'weekly', weekdays: [1], ...at }, 'ทุกวันจันทร์ เวลา 08.30 น.'],
  [{ kind: 'weekly', weekdays: [5, 1, 3], ...at }, 'ทุกวันจันทร์ พุธ และศุกร์ เวลา 08.30 น.'],
  [{ kind: 'monthly', day: 1, ...at }, 'ทุกวันที่ 1 ของเดือน เวลา 08.30 น.'],
  [{ kind: 'monthly', day: 31, ...at }, 'ทุกวันที่ 31 ของเดือน (เดือนที่ไม่มีวันที่ 31 ใช้วันสุดท้ายของเดือน) เวลา 08.30 น.'],
  [{ kind: 'month_end', ...at }, 'ทุกวันสิ้นเดือน เวลา 08.30 น.'],
  [{ kind: 'first_working_day', ...at }, 'วันทำการแรกของทุกเดือน เวลา 08.30 น.'],
  [{ kind: 'fiscal_quarter', ...at }, 'วันทำการแรกของทุกไตรมาสตามปีงบประมาณ (ต.ค. ม.ค. เม.ย. ก.ค.) เวลา 08.30 น.'],
  [{ kind: 'festival', festival: 'new_year', daysBefore: 7, ...at }, '7 วันก่อนวันปีใหม่ของทุกปี เวลา 08.30 น.'],
  [
    { kind: 'daily', ...at, startsOn: '2026-10-01', endsOn: '2027-09-30' },
    'ทุกวัน เวลา 08.30 น. ตั้งแต่ 1 ต.ค. 2569 ถึง 30 ก.ย. 2570',
  ],
  [
    { kind: 'cron', pattern: '0 9 * * 1', timeZone: 'Europe/London' },
    'ตามรูปแบบ cron "0 9 * * 1" (เขตเวลา Europe/London)',
  ],
]

test.each(sentences)('%j reads as a sentence', (schedule, sentence) => {
  expect(describeSchedule(schedule)).toBe(sentence)
})

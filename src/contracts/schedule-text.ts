import type { Festival, ScheduleSpec } from './api/campaigns.ts'

const weekdays = ['จันทร์', 'อังคาร', 'พุธ', 'พฤหัสบดี', 'ศุกร์', 'เสาร์', 'อาทิตย์']
const months = ['ม.ค.', 'ก.พ.', 'มี.ค.', 'เม.ย.', 'พ.ค.', 'มิ.ย.', 'ก.ค.', 'ส.ค.', 'ก.ย.', 'ต.ค.', 'พ.ย.', 'ธ.ค.']
const bangkokMs = 7 * 3_600_000

export const festivalNames: Record<Festival, string> = {
  new_year: 'ปีใหม่',
  chinese_new_year: 'ตรุษจีน',
  songkran: 'สงกรานต์',
  mid_autumn: 'ไหว้พระจันทร์',
}

/** A schedule as a Thai sentence: "ทุกวันจันทร์ เวลา 08.30 น." Server and browser say the same. */
export function describeSchedule(schedule: ScheduleSpec): string {
  if (schedule.kind === 'now') return 'ส่งทันทีที่อนุมัติ'
  if (schedule.kind === 'once') {
    const at = new Date(Date.parse(schedule.at) + bangkokMs).toISOString()
    return `วันที่ ${describeDay(at.slice(0, 10))} ${describeTime(at.slice(11, 16))}`
  }
  const days = describeDays(schedule)
  const parts = [
    schedule.kind === 'cron' ? days : `${days} ${describeTime(schedule.time)}`,
    schedule.startsOn && `ตั้งแต่ ${describeDay(schedule.startsOn)}`,
    schedule.endsOn && `ถึง ${describeDay(schedule.endsOn)}`,
    schedule.timeZone !== 'Asia/Bangkok' && `(เขตเวลา ${schedule.timeZone})`,
  ]
  return parts.filter(Boolean).join(' ')
}

type Recurring = Exclude<ScheduleSpec, { kind: 'now' | 'once' }>

function describeDays(schedule: Recurring): string {
  switch (schedule.kind) {
    case 'daily':
      return 'ทุกวัน'
    case 'weekly':
      return describeWeekdays(schedule.weekdays)
    case 'monthly':
      return schedule.day > 28
        ? `ทุกวันที่ ${schedule.day} ของเดือน (เดือนที่ไม่มีวันที่ ${schedule.day} ใช้วันสุดท้ายของเดือน)`
        : `ทุกวันที่ ${schedule.day} ของเดือน`
    case 'month_end':
      return 'ทุกวันสิ้นเดือน'
    case 'first_working_day':
      return 'วันทำการแรกของทุกเดือน'
    case 'fiscal_quarter':
      return 'วันทำการแรกของทุกไตรมาสตามปีงบประมาณ (ต.ค. ม.ค. เม.ย. ก.ค.)'
    case 'festival': {
      const name = festivalNames[schedule.festival]
      return schedule.daysBefore === 0 ? `ทุกวัน${name}` : `${schedule.daysBefore} วันก่อนวัน${name}ของทุกปี`
    }
    case 'cron':
      return `ตามรูปแบบ cron "${schedule.pattern}"`
  }
}

function describeWeekdays(numbers: number[]): string {
  const names = [...new Set(numbers)].toSorted((a, b) => a - b).map((number) => weekdays[number - 1] as string)
  if (names.length === 7) return 'ทุกวัน'
  const last = names.at(-1) as string
  return names.length === 1 ? `ทุกวัน${last}` : `ทุกวัน${names.slice(0, -1).join(' ')} และ${last}`
}

/** 1 ต.ค. 2569 */
function describeDay(day: string): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number]
  return `${date} ${months[month - 1]} ${year + 543}`
}

const describeTime = (time: string) => `เวลา ${time.replace(':', '.')} น.`

import type { Locale } from '../../contracts/error-words.ts'
import type { RunState } from './rules.ts'

const labels = {
  th: {
    report: 'ผลการส่ง',
    runs: 'รอบส่ง',
    what: 'หัวข้อ',
    value: 'ค่า',
    code: 'รหัส',
    meaning: 'ความหมายและสิ่งที่ต้องทำ',
    name: 'รายการส่ง',
    scheduledFor: 'กำหนดส่ง',
    startedAt: 'เริ่มส่ง',
    finishedAt: 'ส่งเสร็จ',
    minutes: 'ใช้เวลา (นาที)',
    state: 'สถานะ',
    total: 'ผู้รับทั้งหมด',
    accepted: 'LINE รับแล้ว',
    failed: 'ไม่สำเร็จ',
    unknown: 'ไม่ทราบผล',
    skipped: 'ไม่ส่ง',
    waiting: 'รอส่ง',
    clicks: 'เปิดลิงก์ (ครั้ง)',
    receipts: 'รับทราบอย่างน้อย (คน)',
    receiptsMeaning: 'แสดงทีละ 5 คน และไม่แสดงเมื่อไม่ถึง 5 คน ระบบไม่เก็บว่าเป็นท่านใด',
  },
  en: {
    report: 'Report',
    runs: 'Runs',
    what: 'What',
    value: 'Value',
    code: 'Code',
    meaning: 'What it means and what to do',
    name: 'Campaign',
    scheduledFor: 'Scheduled for',
    startedAt: 'Started',
    finishedAt: 'Finished',
    minutes: 'Took (minutes)',
    state: 'State',
    total: 'Recipients',
    accepted: 'Accepted by LINE',
    failed: 'Failed',
    unknown: 'Unknown',
    skipped: 'Skipped',
    waiting: 'Waiting',
    clicks: 'Link opened (times)',
    receipts: 'Acknowledged, at least (people)',
    receiptsMeaning: 'In steps of five, and not shown under five. Who they are is not kept.',
  },
} as const

const states: Record<RunState, Record<Locale, string>> = {
  planned: { th: 'รอเวลาส่ง', en: 'Planned' },
  deferred: { th: 'เลื่อนเวลาส่ง', en: 'Deferred' },
  held: { th: 'รอการปล่อย', en: 'Held' },
  sending: { th: 'กำลังส่ง', en: 'Sending' },
  paused: { th: 'พักไว้', en: 'Paused' },
  done: { th: 'เสร็จสิ้น', en: 'Done' },
  cancelled: { th: 'ยกเลิก', en: 'Cancelled' },
}

export const labelsOf = (locale: Locale) => labels[locale]
export const stateWords = (state: RunState, locale: Locale) => states[state][locale]

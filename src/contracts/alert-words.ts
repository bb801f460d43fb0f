import type { Locale } from './error-words.ts'

/** What can be wrong with the service, and what to do. Each code has a source in compose/alert-sources.ts. */
export const alertCodes = [
  'runs_held',
  'runs_paused',
  'results_overdue',
  'quota_80',
  'disk_low',
  'backup_old',
  'webhook_silent',
] as const
export type AlertCode = (typeof alertCodes)[number]

const catalogue: Record<AlertCode, Record<Locale, { title: string; remedy: string }>> = {
  runs_held: {
    th: { title: 'มีรอบส่งที่ระงับไว้รอตรวจสอบ', remedy: 'โปรดเปิดรายการส่งแล้วเลือกปล่อยหรือยกเลิก' },
    en: { title: 'Runs are held for a person', remedy: 'Open the campaign and release or cancel them.' },
  },
  runs_paused: {
    th: { title: 'มีรอบส่งที่พักไว้', remedy: 'โปรดอ่านเหตุผลที่หน้ารอบส่ง แก้ไข แล้วกดส่งต่อ' },
    en: { title: 'Runs are paused', remedy: 'Read why on the run’s page, mend it, then resume.' },
  },
  results_overdue: {
    th: {
      title: 'เลยวันที่ประกาศว่าจะแจ้งผลแบบสำรวจแล้ว',
      remedy: 'โปรดเผยแพร่ผลและส่งการ์ดแจ้งผล หรือชะลอโดยบอกเหตุผลแก่ทุกคน',
    },
    en: {
      title: 'The day by which people were to hear of a poll has passed',
      remedy: 'Release the result and send its card, or hold it back with a reason for all to read.',
    },
  },
  quota_80: {
    th: { title: 'โควตาข้อความ LINE ของเดือนนี้จะถูกใช้ตั้งแต่ร้อยละ 80', remedy: 'โปรดเติมโควตาหรือลดรายการส่ง' },
    en: { title: 'LINE messages of this month reach 80 %', remedy: 'Buy messages or send less.' },
  },
  disk_low: {
    th: { title: 'ดิสก์ของเครื่องแม่ข่ายใกล้เต็ม', remedy: 'โปรดเพิ่มที่ว่าง ฐานข้อมูลหยุดทำงานเมื่อดิสก์เต็ม' },
    en: { title: 'The disk is nearly full', remedy: 'Free some: the database stops when it is full.' },
  },
  backup_old: {
    th: { title: 'ไม่มีข้อมูลสำรองใหม่เกิน 36 ชั่วโมง', remedy: 'โปรดตรวจงานสำรองด้วย systemctl status sucharit-backup' },
    en: { title: 'No backup for 36 hours', remedy: 'See systemctl status sucharit-backup.' },
  },
  webhook_silent: {
    th: { title: 'LINE เรียก webhook ของระบบไม่ได้', remedy: 'โปรดสั่ง sucharit doctor แล้วแก้ตามที่บอก' },
    en: { title: 'LINE cannot reach the webhook', remedy: 'Run sucharit doctor and do what it says.' },
  },
}

export const isAlertCode = (code: string): code is AlertCode => (alertCodes as readonly string[]).includes(code)

export function wordsForAlert(code: AlertCode, locale: Locale): { title: string; remedy: string } {
  return catalogue[code][locale]
}

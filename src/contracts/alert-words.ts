import type { Locale } from './error-words.ts'

/** What can be wrong with the service, and what to do. Each code has a source in compose/alert-sources.ts. */
export const alertCodes = [
  'runs_held',
  'runs_paused',
  'results_overdue',
  'quota_80',
  'deliveries_failing',
  'group_left',
  'token_failing',
  'disk_low',
  'backup_old',
  'webhook_silent',
] as const
export type AlertCode = (typeof alertCodes)[number]

const catalogue: Record<AlertCode, Record<Locale, { title: string; remedy: string }>> = {
  runs_held: {
    th: { title: 'มีรอบส่งที่ระงับไว้รอตรวจสอบ', remedy: 'โปรดเปิดรายการส่งแล้วเลือกปล่อยหรือยกเลิก' },
    en: { title: 'Some runs are on hold', remedy: 'Open the campaign and release or cancel them.' },
  },
  runs_paused: {
    th: { title: 'มีรอบส่งที่พักไว้', remedy: 'โปรดอ่านเหตุผลที่หน้ารอบส่ง แก้ไข แล้วกดส่งต่อ' },
    en: { title: 'Some runs are paused', remedy: 'See the reason on the run’s page, fix it, then resume.' },
  },
  results_overdue: {
    th: {
      title: 'เลยวันที่ประกาศว่าจะแจ้งผลแบบสำรวจแล้ว',
      remedy: 'โปรดเผยแพร่ผลและส่งการ์ดแจ้งผล หรือชะลอโดยบอกเหตุผลแก่ทุกคน',
    },
    en: {
      title: 'People should have heard the results of a poll by now',
      remedy: 'Release the results and send the result card, or hold them back with a reason everyone can read.',
    },
  },
  quota_80: {
    th: { title: 'โควตาข้อความ LINE ของเดือนนี้จะถูกใช้ตั้งแต่ร้อยละ 80', remedy: 'โปรดเติมโควตาหรือลดรายการส่ง' },
    en: { title: 'This month’s LINE messages will reach 80% of the quota', remedy: 'Buy more messages or send less.' },
  },
  deliveries_failing: {
    th: {
      title: 'ส่งข้อความถึง LINE ไม่สำเร็จในหนึ่งชั่วโมงที่ผ่านมา',
      remedy: 'โปรดอ่านเหตุผลที่หน้ารอบส่ง แก้ไข แล้วส่งซ้ำเฉพาะที่ไม่สำเร็จ',
    },
    en: {
      title: 'LINE did not take messages of the last hour',
      remedy: 'See the reason on the run’s page, fix it, then retry the failed.',
    },
  },
  group_left: {
    th: {
      title: 'กลุ่มที่อนุมัติแล้วไม่มีบอตอยู่ จึงไม่ได้รับข้อความ',
      remedy: 'หากต้องการให้ส่งต่อ โปรดขอให้สมาชิกเชิญบอตกลับเข้ากลุ่มแล้วอนุมัติใหม่ แจ้งเตือนนี้หายเองใน 7 วัน',
    },
    en: {
      title: 'The bot was removed from an approved group, which gets no messages now',
      remedy: 'To go on, have a member invite the bot again and approve the group. This notice goes after 7 days.',
    },
  },
  token_failing: {
    th: {
      title: 'LINE ไม่ยอมรับรหัสเข้าใช้ช่อง (channel access token) จึงส่งข้อความไม่ได้',
      remedy: 'โปรดออกรหัสใหม่ที่ LINE Developers Console ใส่ในค่าตั้งของระบบ แล้วเริ่มระบบใหม่',
    },
    en: {
      title: 'LINE refuses the channel access token, so nothing can be sent',
      remedy: 'Issue a new one in the LINE Developers Console, set it and restart the service.',
    },
  },
  disk_low: {
    th: { title: 'ดิสก์ของเครื่องแม่ข่ายใกล้เต็ม', remedy: 'โปรดเพิ่มที่ว่าง ฐานข้อมูลหยุดทำงานเมื่อดิสก์เต็ม' },
    en: {
      title: 'The server’s disk is nearly full',
      remedy: 'Free some space. The database stops when the disk is full.',
    },
  },
  backup_old: {
    th: { title: 'ไม่มีข้อมูลสำรองใหม่เกิน 36 ชั่วโมง', remedy: 'โปรดตรวจงานสำรองด้วย systemctl status sucharit-backup' },
    en: { title: 'No new backup for more than 36 hours', remedy: 'Check it with systemctl status sucharit-backup.' },
  },
  webhook_silent: {
    th: { title: 'LINE ส่งเหตุการณ์มาที่ระบบไม่ได้', remedy: 'โปรดให้ผู้ดูแลระบบเปิดตั้งค่า › เชื่อมต่อ LINE แล้วแก้ตามผลการตรวจ' },
    en: {
      title: 'LINE’s events do not reach the service',
      remedy: 'An owner can open Settings › LINE setup and fix what the checks find.',
    },
  },
}

export const isAlertCode = (code: string): code is AlertCode => (alertCodes as readonly string[]).includes(code)

const sayRuns = { th: (n: number) => `${n} รอบ`, en: (n: number) => (n === 1 ? '1 run' : `${n} runs`) }
const counted: Partial<Record<AlertCode, Record<Locale, (n: number) => string>>> = {
  runs_held: sayRuns,
  runs_paused: sayRuns,
  deliveries_failing: {
    th: (n) => `${n} ครั้ง`,
    en: (n) => (n === 1 ? '1 request' : `${n} requests`),
  },
  group_left: { th: (n) => `${n} กลุ่ม`, en: (n) => (n === 1 ? '1 group' : `${n} groups`) },
  results_overdue: { th: (n) => `${n} เรื่อง`, en: (n) => (n === 1 ? '1 poll' : `${n} polls`) },
}

/** Why LINE's events do not come: our own codes and those of LINE's test of the webhook. */
const silence: Record<string, Record<Locale, string>> = {
  NOT_SET: { th: 'ยังไม่ได้ตั้ง Webhook URL', en: 'no webhook URL is set' },
  OTHER_ADDRESS: { th: 'Webhook URL ไม่ใช่ที่อยู่ของระบบนี้', en: 'the webhook URL is not this service’s' },
  SWITCHED_OFF: { th: 'ปิด Use webhook อยู่', en: 'Use webhook is off' },
  COULD_NOT_CONNECT: { th: 'ติดต่อเครื่องแม่ข่ายไม่ได้', en: 'the server cannot be reached' },
  REQUEST_TIMEOUT: { th: 'ระบบตอบช้าเกินไป', en: 'the answer came too late' },
  ERROR_STATUS_CODE: { th: 'ระบบตอบว่ามีข้อผิดพลาด', en: 'the answer was an error' },
}

/** A detail that is a bare number is counted in words, a code is said in words; any other stands as it was found. */
export function wordsForAlert(code: AlertCode, locale: Locale, detail: string | null) {
  const say = counted[code]?.[locale]
  if (say && detail && /^\d+$/.test(detail)) return { ...catalogue[code][locale], detail: say(Number(detail)) }
  const reason = code === 'webhook_silent' ? silence[detail ?? '']?.[locale] : undefined
  return { ...catalogue[code][locale], detail: reason ?? detail }
}

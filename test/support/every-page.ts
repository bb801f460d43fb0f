import type { makeOneOfEverything } from './one-of-everything.ts'

type Sample = keyof Awaited<ReturnType<typeof makeOneOfEverything>>
export type Samples = Record<Sample | 'simulator' | 'ballot', string>

/** A path with its samples in place. */
export const fillPath = (path: string, samples: Samples): string =>
  path.replace(/\{(\w+)\}/g, (_, name: keyof Samples) => samples[name])

/**
 * Of the console: `{name}` is a sample; `opens` is pressed there to open a sheet, a menu or a list. All of it in the words of the
 * Thai page: what was found once is found again in the other language.
 */
export const consolePages: { path: string; opens?: string[] }[] = [
  { path: '/', opens: ['ค้นหาหรือไปที่…', 'บัญชีของฉัน: ผู้ดูแลระบบ (สาธิต)'] },
  { path: '/campaigns', opens: ['สถานะ'] },
  { path: '/campaigns/new' },
  {
    path: '/campaigns/{pending}',
    opens: ['ส่งทดสอบ', 'ยกเลิกรายการส่ง', 'พิมพ์บันทึกขออนุมัติ', 'อนุมัติ', 'ไม่อนุมัติ'],
  },
  { path: '/campaigns/{draft}' },
  { path: '/campaigns/{draft}/edit' },
  { path: '/campaigns/{scheduled}', opens: ['ส่งเองด้วย LINE ของฉัน'] },
  { path: '/runs/{done}', opens: ['ส่งฉบับแก้ไข'] },
  { path: '/runs/{held}', opens: ['ปล่อยรอบส่ง', 'ยกเลิกรอบนี้'] },
  { path: '/runs/{paused}', opens: ['ส่งรอบนี้ต่อ'] },
  { path: '/calendar?month=2030-03', opens: ['ย้ายวันของ รายการที่ตั้งเวลาแล้ว'] },
  { path: '/cards', opens: ['เพิ่มเติม', 'เพิ่มเติม › สรุปประจำเดือน'] },
  { path: '/cards/new', opens: ['แม่แบบ'] },
  { path: '/cards/new?template=picture' },
  { path: '/cards/import' },
  { path: '/cards/{card}', opens: ['อนุมัติการ์ด', 'เลิกใช้', 'นำกลับมาใช้'] },
  { path: '/cards/{approvedCard}', opens: ['ส่งเองด้วย LINE ของฉัน'] },
  { path: '/cards/{approvedCard}/edit' },
  { path: '/series', opens: ['สร้างชุดการ์ด'] },
  { path: '/series/{series}', opens: ['เพิ่มการ์ด'] },
  { path: '/polls' },
  { path: '/polls/new' },
  { path: '/polls/{draftPoll}' },
  { path: '/polls/{draftPoll}/edit' },
  { path: '/polls/{pendingPoll}', opens: ['อนุมัติ', 'ไม่อนุมัติ'] },
  { path: '/polls/{publishedPoll}', opens: ['เลื่อนวันเปิด', 'ปิดรับคำตอบ'] },
  { path: '/polls/{chatPoll}' },
  { path: '/polls/{ballotPoll}' },
  { path: '/polls/{roomPoll}', opens: ['ควบคุมจากโทรศัพท์'] },
  { path: '/polls/{closedPoll}' },
  { path: '/quiz', opens: ['เพิ่มคำถาม', 'เลิกใช้คำถาม'] },
  { path: '/quiz?tab=awareness' },
  { path: '/budget' },
  { path: '/budget/import' },
  { path: '/audience', opens: ['อนุมัติกลุ่ม', 'กลุ่มที่ซ้อนอยู่'] },
  { path: '/audience?tab=units', opens: ['เพิ่มหน่วยงาน', 'แก้ไข สำนักงานเลขาธิการ', 'รหัสเชิญ'] },
  { path: '/audience?tab=staff', opens: ['หน่วยงาน', 'ลบข้อมูล'] },
  { path: '/audience?tab=saved', opens: ['บันทึกกลุ่มผู้รับใหม่', 'ลบ'] },
  { path: '/settings' },
  { path: '/settings?tab=setup' },
  { path: '/settings?tab=look' },
  { path: '/settings?tab=calendar', opens: ['ลบ วันขึ้นปีใหม่'] },
  { path: '/settings?tab=quota', opens: ['แก้ไขแผนและราคา'] },
  {
    path: '/settings?tab=users',
    opens: [
      'เชิญผู้ใช้',
      'จัดการ ผู้จัดทำ (สาธิต)',
      ...['เครื่องที่เข้าสู่ระบบอยู่', 'เปลี่ยนบทบาท', 'ปิดบัญชี'].map((item) => `จัดการ ผู้จัดทำ (สาธิต) › ${item}`),
    ],
  },
  { path: '/settings?tab=tokens', opens: ['สร้างโทเค็น', 'ยุติ'] },
  { path: '/settings?tab=queues', opens: ['นำออก'] },
  { path: '/settings?tab=audit', opens: ['การกระทำ'] },
  { path: '/account', opens: ['ยกเลิกการผูกบัญชี', 'ยุติ'] },
  { path: '/nowhere' },
]

/** Of everybody: `languages` where a page has not both. */
export const publicPages: { path: string; opens?: string[]; languages?: ('th' | 'en')[] }[] = [
  { path: '/' },
  { path: '/welcome{invitation}' },
  { path: '/sign-in/line?error=access_denied' },
  { path: '/privacy' },
  { path: '/about' },
  { path: '/c/{approvedCard}', languages: ['th'] },
  { path: '/api/v1/docs' },
  { path: '/join/' },
  { path: '/join/{room}' },
  { path: '/screen/{room}', languages: ['th'] },
  {
    path: '/screen/{room}{remoteKey}',
    languages: ['th'],
    opens: ['ควบคุมจากโทรศัพท์ (P)', 'เริ่มข้อนี้ใหม่ (Delete)'],
  },
  { path: '/screen/{room}?remote{remoteKey}', languages: ['th'] },
  { path: '{simulator}/liff/1000000002-sucharit/share/', languages: ['th'] },
  { path: '{simulator}/_sim/liff/open?userId={officerChat}&uri=/liff/1000000002-sucharit', languages: ['th'] },
]

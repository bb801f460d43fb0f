import type { Locale } from '../../contracts/error-words.ts'
import type { Topic } from '../../contracts/muted-series.ts'

type Words = typeof th

const topicsTh: Record<Topic, string> = {
  dos_donts: 'Dos & Don’ts',
  no_gift: 'No Gift Policy',
  budget: 'งบประมาณ',
  ita: 'ผลการประเมิน ITA',
  measures: 'ความคืบหน้ามาตรการ',
}
const topicsEn: Record<Topic, string> = {
  dos_donts: 'Dos & Don’ts',
  no_gift: 'No Gift Policy',
  budget: 'Budget',
  ita: 'ITA results',
  measures: 'Measures',
}

const cardsTh = (isQuiet: boolean) => `การ์ดในแชตนี้: ${isQuiet ? 'งดส่ง (เว้นเรื่องเร่งด่วน ประกาศ และแบบสำรวจ)' : 'ส่งตามปกติ'}`
const cardsEn = (isQuiet: boolean) =>
  `Cards in this chat: ${isQuiet ? 'none (but urgent ones, notices and polls)' : 'as usual'}`

const th = {
  title: 'ตั้งค่า',
  kicker: 'ตั้งค่า',
  summary: (unit: string | null, isQuiet: boolean) =>
    `หน่วยงาน: ${unit ?? 'ยังไม่ได้เลือก'}\nภาษา: ไทย\n${cardsTh(isQuiet)}`,
  unit: 'หน่วยงาน',
  otherLanguage: 'English',
  quietOn: 'งดส่งการ์ดในแชตนี้',
  quietOff: 'รับการ์ดในแชตนี้',
  series: 'เลือกชุดการ์ด',
  myData: 'ข้อมูลของฉัน',
  notice: 'ประกาศความเป็นส่วนตัว',
  help: 'วิธีใช้',
  menu: 'เมนู',
  saved: 'บันทึกแล้ว',
  seriesTitle: 'ชุดการ์ดที่ส่งในแชตนี้',
  topicsTitle: 'เรื่องที่ส่งในแชตนี้',
  byTopic: 'เลือกตามเรื่อง',
  bySeries: 'เลือกตามชุดการ์ด',
  moreSeries: 'ชุดการ์ดถัดไป',
  choiceText: 'เรื่องเร่งด่วน ประกาศ และแบบสำรวจส่งถึงท่านเสมอ',
  isOn: (name: string) => `${name}: รับอยู่`,
  isOff: (name: string) => `${name}: งดรับ`,
  turnOff: (name: string) => `งดรับ ${name}`,
  turnOn: (name: string) => `รับ ${name}`,
  topicNames: topicsTh,
  dataTitle: 'ข้อมูลของท่านในระบบ',
  states: { guest: 'ยังไม่ได้ลงทะเบียน', pending: 'รอเจ้าหน้าที่ยืนยัน', registered: 'บุคลากรที่ลงทะเบียนแล้ว' },
  data: (own: {
    name: string
    state: string
    unit: string
    joined: string
    messages: number
    isQuiet: boolean
    quiz: number
    muted: string
  }) =>
    `ชื่อใน LINE: ${own.name}\nสถานะ: ${own.state}\nหน่วยงาน: ${own.unit}\nติดตามตั้งแต่: ${own.joined}\nข้อความที่ส่งถึงท่าน (400 วัน): ${own.messages}\nข้อทบทวนของแบบทดสอบ: ${own.quiz} ข้อ\n${cardsTh(own.isQuiet)}\nชุดการ์ดและเรื่องที่งดรับ: ${own.muted}\n\nระบบไม่มีคำตอบแบบสำรวจที่เชื่อมถึงท่าน`,
  none: 'ไม่มี',
  copy: 'รับสำเนา (JSON)',
  erase: 'ลบข้อมูลของฉัน',
  nothing: 'ระบบไม่มีข้อมูลของท่าน',
  nothingText: 'ข้อความที่ท่านพิมพ์ในแชตนี้ไม่ถูกเก็บ ระบบเริ่มเก็บข้อมูลเมื่อท่านติดตามบัญชีและรับทราบประกาศความเป็นส่วนตัว',
}

const en: Words = {
  title: 'Settings',
  kicker: 'Settings',
  summary: (unit, isQuiet) => `Unit: ${unit ?? 'not chosen yet'}\nLanguage: English\n${cardsEn(isQuiet)}`,
  unit: 'Unit',
  otherLanguage: 'ภาษาไทย',
  quietOn: 'Stop cards in this chat',
  quietOff: 'Get cards in this chat',
  series: 'Choose series',
  myData: 'My data',
  notice: 'Privacy notice',
  help: 'How to use it',
  menu: 'Menu',
  saved: 'Saved',
  seriesTitle: 'Series sent to this chat',
  topicsTitle: 'Topics sent to this chat',
  byTopic: 'Choose by topic',
  bySeries: 'Choose by series',
  moreSeries: 'More series',
  choiceText: 'Urgent cards, notices and polls always reach you.',
  isOn: (name) => `${name}: you get it`,
  isOff: (name) => `${name}: stopped`,
  turnOff: (name) => `Stop ${name}`,
  turnOn: (name) => `Get ${name}`,
  topicNames: topicsEn,
  dataTitle: 'What is kept about you',
  states: { guest: 'not registered', pending: 'waiting for an officer', registered: 'registered staff' },
  data: (own) =>
    `LINE name: ${own.name}\nState: ${own.state}\nUnit: ${own.unit}\nFollowing since: ${own.joined}\nMessages sent to you (400 days): ${own.messages}\nQuiz questions scheduled: ${own.quiz}\n${cardsEn(own.isQuiet)}\nSeries and topics stopped: ${own.muted}\n\nNo answer to a poll can be traced to you in the system.`,
  none: 'none',
  copy: 'Get a copy (JSON)',
  erase: 'Erase my data',
  nothing: 'Nothing is kept about you',
  nothingText:
    'What you type in this chat is not kept. Data is kept from the moment you follow the account and acknowledge the privacy notice.',
}

export const preferenceWords: Record<Locale, Words> = { th, en }

import type { Locale } from '../../contracts/error-words.ts'

type Words = typeof th

const th = {
  bot: 'บอตสุจริต',
  menu: 'เมนู',
  examples: ['ของขวัญ', 'ยืมคอม', 'อบรม', 'เรื่องวันนี้', 'แบบทดสอบ'] as readonly string[],
  menuText: 'โปรดเลือกเรื่อง หรือพิมพ์คำที่สนใจ เช่น ของขวัญ ยืมคอม อบรม',
  search: 'ผลการค้นหา',
  found: (count: number) => `พบ ${count} เรื่อง`,
  foundText: (shown: number, count: number) =>
    count > shown ? `แสดง ${shown} เรื่องแรก โปรดเลือกเรื่องอื่นด้านล่าง หรือพิมพ์คำที่เจาะจงขึ้น` : 'ค้นเรื่องอื่นได้ โดยพิมพ์คำที่สนใจ',
  furtherText: (from: number, to: number, count: number) =>
    `เรื่องที่ ${from === to ? to : `${from}–${to}`} จาก ${count} เรื่อง โปรดเลือกเรื่องที่ต้องการด้านล่าง`,
  notFound: 'ไม่พบเรื่องที่ค้นหา',
  nearest: 'เรื่องที่ใกล้เคียงที่สุดคือ',
  notFoundText: 'โปรดพิมพ์คำอื่น เช่น ของขวัญ ยืมคอม อบรม หรือเลือกจากเมนู',
  gone: 'การ์ดนี้ไม่เผยแพร่แล้ว โปรดเลือกเรื่องอื่นจากเมนู',
  todayTitle: 'เรื่องวันนี้',
  todayText: 'การ์ดของวันนี้อยู่ด้านบน พรุ่งนี้มีเรื่องใหม่',
  noCards: 'ยังไม่มีการ์ดที่อนุมัติแล้วในเรื่องนี้ เมื่อมีการ์ดใหม่ ท่านจะดูได้จากเมนูนี้',
  dosDontsText: (from: number, to: number, count: number) => `แสดงการ์ดที่ ${from}–${to} จาก ${count} ใบ`,
  more: 'ดูเพิ่ม',
  budgetEmpty: 'ยังไม่มีสรุปงบประมาณที่อนุมัติแล้ว',
  openBudget: 'ดูรายละเอียดงบประมาณ',
  staffTitle: 'สำหรับบุคลากรของหน่วยงาน',
  staffOnly: 'สรุปงบประมาณแสดงแก่บุคลากรที่ลงทะเบียนแล้ว โปรดพิมพ์รหัสเชิญของหน่วยงาน หรือเลือกหน่วยงานแล้วรอเจ้าหน้าที่ยืนยัน',
  pickUnit: 'เลือกหน่วยงาน',
  itaText: 'โปรดเลือกตัวชี้วัดเพื่อดูคะแนนและการเปลี่ยนแปลงจากปีก่อน',
  pollsText: 'แตะชื่อแบบสำรวจเพื่ออ่านระดับการรักษาความลับก่อนตอบ',
  noPolls: 'ขณะนี้ไม่มีแบบสำรวจที่เปิดรับคำตอบ เมื่อเปิด ท่านจะเห็นที่นี่และในกลุ่มของหน่วยงาน',
  nextPoll: (day: string) => `เปิดครั้งถัดไป ${day}`,
  feedbackText: 'หน้าเสนอความเห็นไม่ถามชื่อ และอ่านระดับการรักษาความลับได้ก่อนเริ่ม โปรดอย่าพิมพ์ความเห็นในแชตนี้',
  noFeedback:
    'ช่องทางเสนอความเห็นโดยไม่ระบุตัวตนยังไม่เปิด โปรดอย่าพิมพ์เรื่องที่ไม่ต้องการให้รู้ชื่อในแชตนี้ หากมีเรื่องเร่งด่วน โปรดแจ้งกลุ่มงานจริยธรรมของหน่วยงานโดยตรง',
  openFeedback: 'เสนอความเห็น',
  longTitle: 'แชตนี้ไม่ใช่ช่องทางแบบไม่ระบุตัวตน',
  longText:
    'ข้อความในแชตนี้ส่งมาพร้อมบัญชี LINE ของท่าน จึงไม่ใช่ช่องทางแบบไม่ระบุตัวตน ระบบไม่เก็บข้อความนี้ไว้ หากต้องการเสนอความเห็นโดยไม่ระบุตัวตน โปรดกดปุ่มด้านล่าง',
  // Where the button does not lead to an anonymous page, it says so: an interim ballot is confidential and called nothing more.
  longWay: {
    anonymous: '',
    confidential: 'หน้าที่เปิดอยู่ขณะนี้รับความเห็นเป็นความลับ แต่ยังไม่ใช่แบบไม่ระบุตัวตน โปรดอ่านรายละเอียดก่อนเริ่ม',
    none: 'ขณะนี้ยังไม่มีหน้าเสนอความเห็นเปิดอยู่ ปุ่มนี้แสดงแบบสำรวจที่ท่านตอบได้ พร้อมระดับการรักษาความลับ และบอกกำหนดเปิดครั้งถัดไป',
  },
  feedbackButton: { anonymous: 'เสนอแบบไม่ระบุตัวตน', confidential: 'เสนอความเห็นเป็นความลับ' },
  helpTitle: 'วิธีใช้',
  help: 'พิมพ์คำที่สนใจ เช่น ของขวัญ ยืมคอม อบรม เพื่อค้นการ์ด\nพิมพ์ “เมนู” เพื่อดูทุกเรื่อง\nพิมพ์รหัสเชิญ เช่น SJ-2345-ABCD เพื่อลงทะเบียน\nพิมพ์ “ตั้งค่า” เพื่อเปลี่ยนภาษา การรับการ์ดในแชตนี้ และดูข้อมูลของท่าน',
}

const en: Words = {
  bot: 'Sucharit bot',
  menu: 'Menu',
  examples: ['gift', 'borrow', 'training', 'today', 'quiz'],
  menuText: 'Choose a topic, or type a word such as gift, borrow or training. The cards themselves are in Thai.',
  search: 'Search',
  found: (count) => (count === 1 ? '1 card found' : `${count} cards found`),
  foundText: (shown, count) =>
    count > shown
      ? `These are the first ${shown}. Choose another below, or type a more exact word.`
      : 'Type another word to search again.',
  furtherText: (from, to, count) =>
    `${from === to ? `Card ${to}` : `Cards ${from}–${to}`} of ${count}. Choose one below.`,
  notFound: 'Nothing found',
  nearest: 'The nearest cards are',
  notFoundText: 'Try another word, such as gift, borrow or training, or choose from the menu.',
  gone: 'This card is no longer published. Choose another one from the menu.',
  todayTitle: 'Today’s card',
  todayText: 'Today’s card is above. There is a new one tomorrow.',
  noCards: 'No card on this topic has been approved yet. New ones will appear here.',
  dosDontsText: (from, to, count) => `Cards ${from}–${to} of ${count}`,
  more: 'Show more',
  budgetEmpty: 'No budget summary has been approved yet.',
  openBudget: 'Budget in detail',
  staffTitle: 'For staff of the office',
  staffOnly:
    'Budget summaries are shown to registered staff. Type your unit’s invite code, or choose your unit and wait for an officer to confirm it.',
  pickUnit: 'Choose my unit',
  itaText: 'Choose an indicator to see its score and the change from the year before.',
  pollsText: 'Tap a poll to read how confidential it is before you answer.',
  noPolls: 'No poll is open now. You will see new ones here and in your unit’s group.',
  nextPoll: (day) => `The next one opens on ${day}.`,
  feedbackText:
    'The page asks for no name and tells you how confidential it is before you begin. Please do not type your opinion in this chat.',
  noFeedback:
    'The channel for nameless opinions is not open yet. Please do not type in this chat what you would not sign. For urgent matters contact the ethics group of the office directly.',
  openFeedback: 'Give an opinion',
  longTitle: 'This chat is not anonymous',
  longText:
    'What you type here arrives with your LINE account, so this is no anonymous channel. The system does not keep this message. To give an opinion without your name, tap the button below.',
  longWay: {
    anonymous: '',
    confidential:
      'The page that is open now takes opinions in confidence, not anonymously. Please read how it works before you begin.',
    none: 'No page for opinions is open now: the button lists the polls you can answer, each with how confidential it is, and says when the next one opens.',
  },
  feedbackButton: { anonymous: 'Without my name', confidential: 'In confidence' },
  helpTitle: 'How to use it',
  help: 'Type a word such as gift, borrow or training to find cards.\nType “menu” to see every topic.\nType an invite code such as SJ-2345-ABCD to register.\nType “settings” to change language, to stop or get cards in this chat, and to see what is kept about you.',
}

/** What the bot says in this feature. */
export const words: Record<Locale, Words> = { th, en }

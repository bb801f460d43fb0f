import type { Locale } from '../../contracts/error-words.ts'

/** What is said in a group, where no one language is anybody's own. */
export const groupWords = {
  greeting: (agency: string) =>
    `บอตสุจริตส่งการ์ดความรู้และแบบสำรวจของ${agency} ไม่บันทึกข้อความที่สนทนากันในกลุ่มนี้ และจะตอบเมื่อมีผู้เรียกชื่อบอตเท่านั้น`,
  mention: (agency: string) =>
    `บอตนี้ส่งการ์ดความรู้และแบบสำรวจของ${agency} ไม่บันทึกข้อความที่สนทนากันในกลุ่มนี้ และตอบเมื่อมีผู้เรียกชื่อเท่านั้น\n\nหากต้องการรับการ์ดเป็นส่วนตัว โปรดแตะรูปโปรไฟล์ของบอต แล้วแตะ “เพิ่มเพื่อน”`,
  notice: 'ประกาศความเป็นส่วนตัว',
} as const

type Words = typeof th

const th = {
  newNotice: 'ประกาศความเป็นส่วนตัวมีฉบับใหม่ โปรดอ่านฉบับปัจจุบัน แล้วแตะ “รับทราบ”',
  noticeFirst: 'โปรดอ่านประกาศความเป็นส่วนตัวและแตะ “รับทราบ” ก่อน แล้วทำรายการนี้อีกครั้ง ระบบยังไม่ได้บันทึกสิ่งที่ท่านส่งมา',
  noted: 'บันทึกการรับทราบแล้ว',
  typeCode: 'ขั้นต่อไป โปรดพิมพ์รหัสเชิญของหน่วยงาน เช่น SJ-2345-ABCD',
  orPickUnit: 'หากไม่มีรหัสเชิญ โปรดเลือกหน่วยงานที่ท่านสังกัดจากการ์ดด้านล่าง',
  alreadyIn: (unit: string) =>
    `ท่านลงทะเบียนกับ${unit}อยู่แล้ว หากย้ายหน่วยงาน โปรดขอรหัสเชิญจากผู้ประสานงานของหน่วยงานใหม่ แล้วพิมพ์รหัสนั้นในแชตนี้`,
  alreadyStaff: 'ท่านลงทะเบียนเป็นบุคลากรอยู่แล้ว',
  registered: (unit: string) => `ลงทะเบียนกับ${unit}แล้ว ท่านจะได้รับการ์ดและแบบสำรวจของหน่วยงานในแชตนี้`,
  picked: (unit: string) =>
    `บันทึกว่าท่านสังกัด${unit} เจ้าหน้าที่จะตรวจสอบและยืนยันก่อนส่งเนื้อหาภายใน หากมีรหัสเชิญ โปรดพิมพ์รหัสเพื่อลงทะเบียนได้ทันที`,
  unknownUnit: 'ไม่พบหน่วยงานนี้ อาจถูกยกเลิกแล้ว โปรดเลือกใหม่จากการ์ดด้านล่าง',
  noUnits: 'ยังไม่มีรายชื่อหน่วยงานให้เลือก โปรดพิมพ์รหัสเชิญที่ได้รับจากหน่วยงาน',
  moreUnits: 'หน่วยงานถัดไป',
  stillThere: (unit: string) => `ท่านยังปฏิบัติงานที่${unit}ใช่หรือไม่`,
  stillThereWhy: 'ถามปีละครั้ง เพื่อให้การ์ดและแบบสำรวจถึงบุคลากรของหน่วยงานนั้นจริง',
  stillYes: 'ใช่ ยังอยู่ที่เดิม',
  stillNo: 'ไม่ใช่ ย้ายแล้ว',
  stillNoted: (unit: string) => `ขอบคุณ บันทึกว่าท่านยังปฏิบัติงานที่${unit}แล้ว`,
  leftUnit: 'บันทึกว่าท่านย้ายหน่วยงานแล้ว ระบบหยุดส่งเนื้อหาของหน่วยงานเดิม โปรดพิมพ์รหัสเชิญของหน่วยงานใหม่ หรือเลือกจากการ์ดด้านล่าง',
  stillOld: 'ปุ่มนี้เป็นของหน่วยงานเดิม ไม่มีสิ่งใดเปลี่ยน',
  invite: {
    unknown: 'ไม่พบรหัสเชิญนี้ โปรดตรวจตัวอักษรแล้วพิมพ์ใหม่ หรือขอรหัสจากผู้ประสานงานหน่วย',
    expired: 'รหัสเชิญนี้หมดอายุแล้ว โปรดขอรหัสใหม่จากผู้ประสานงานหน่วย',
    used_up: 'รหัสเชิญนี้มีผู้ใช้ครบจำนวนแล้ว โปรดขอรหัสใหม่จากผู้ประสานงานหน่วย',
    revoked: 'รหัสเชิญนี้ถูกยกเลิกแล้ว โปรดขอรหัสใหม่จากผู้ประสานงานหน่วย',
    too_many: 'พิมพ์รหัสไม่ถูกต้องหลายครั้งแล้ว โปรดลองใหม่ภายหลัง',
  },
  eraseTitle: 'ลบข้อมูลของท่าน',
  eraseAsk:
    'ระบบจะลบรหัสผู้ใช้ LINE ชื่อ หน่วยงาน และการตั้งค่าของท่าน ลบแล้วกู้คืนไม่ได้ และท่านจะไม่ได้รับการ์ดในแชตนี้อีก จนกว่าจะลงทะเบียนใหม่ โปรดยืนยันภายใน 10 นาที',
  eraseConfirm: 'ยืนยันการลบข้อมูล',
  eraseCancel: 'ไม่ลบ',
  eraseLate: 'เกินเวลายืนยัน 10 นาทีแล้ว ระบบยังไม่ได้ลบข้อมูล หากต้องการลบ โปรดยืนยันอีกครั้ง',
  erased: 'ลบข้อมูลของท่านออกจากระบบแล้ว หากต้องการใช้งานอีก โปรดพิมพ์ “เมนู”',
  nothingKept: 'ระบบไม่มีข้อมูลของท่าน จึงไม่มีข้อมูลให้ลบ',
  leadOn: 'ต้องการทำอะไรต่อ',
  kicker: 'เมนู',
}

const en: Words = {
  newNotice: 'There is a new version of the privacy notice. Please read it and tap “I understand”.',
  noticeFirst:
    'Please read the privacy notice and tap “I understand” first, then do this again. Nothing of what you sent has been kept.',
  noted: 'Thank you, that is noted.',
  typeCode: 'Next, type the invite code of your unit, such as SJ-2345-ABCD.',
  orPickUnit: 'Without a code, choose the unit you work in from the card below.',
  alreadyIn: (unit) =>
    `You are registered with ${unit} already. If you have moved, ask the coordinator of your new unit for its invite code and type it here.`,
  alreadyStaff: 'You are registered as staff already.',
  registered: (unit) => `You are registered with ${unit}. Its cards and polls will reach you in this chat.`,
  picked: (unit) =>
    `Noted: you work in ${unit}. An officer will confirm this before internal content is sent to you. With an invite code you can register at once: just type it.`,
  unknownUnit: 'This unit is not on the list any more. Please choose again from the card below.',
  noUnits: 'There are no units to choose from yet. Please type the invite code your unit gave you.',
  moreUnits: 'More units',
  stillThere: (unit) => `Do you still work in ${unit}?`,
  stillThereWhy: 'Asked once a year, so that cards and polls reach those who do work there.',
  stillYes: 'Yes, I do',
  stillNo: 'No, I have moved',
  stillNoted: (unit) => `Thank you. Noted that you still work in ${unit}.`,
  leftUnit:
    'Noted that you have moved. Nothing of your former unit is sent to you any more. Type the invite code of your new unit, or choose it from the card below.',
  stillOld: 'That button is about a former unit. Nothing has changed.',
  invite: {
    unknown: 'No such invite code. Please check the letters and type it again, or ask your unit’s coordinator.',
    expired: 'This invite code has expired. Please ask your unit’s coordinator for a new one.',
    used_up: 'This invite code has been used as often as it may be. Please ask your unit’s coordinator for a new one.',
    revoked: 'This invite code has been withdrawn. Please ask your unit’s coordinator for a new one.',
    too_many: 'Too many wrong codes. Please try again later.',
  },
  eraseTitle: 'Erase your data',
  eraseAsk:
    'Your LINE user id, name, unit and settings will be erased. This cannot be undone, and no cards will reach you in this chat until you register again. Please confirm within 10 minutes.',
  eraseConfirm: 'Yes, erase my data',
  eraseCancel: 'Keep my data',
  eraseLate:
    'The 10 minutes to confirm are over and nothing has been erased. To erase your data, please confirm again.',
  erased: 'Your data has been erased. To use the bot again, type “menu”.',
  nothingKept: 'Nothing is kept about you, so there is nothing to erase.',
  leadOn: 'What next?',
  kicker: 'Menu',
}

/** What the bot says to a person in this feature. */
export const words: Record<Locale, Words> = { th, en }

type Labels = Record<'notice' | 'units' | 'erase' | 'menu' | 'settings' | 'quiz', string>

/** Words on buttons; typing the same words does the same. */
export const labels: Record<Locale, Labels> = {
  th: {
    notice: 'ประกาศความเป็นส่วนตัว',
    units: 'เลือกหน่วยงาน',
    erase: 'ลบข้อมูลของฉัน',
    menu: 'เมนู',
    settings: 'ตั้งค่า',
    quiz: 'แบบทดสอบความรู้',
  },
  en: {
    notice: 'Privacy notice',
    units: 'Choose my unit',
    erase: 'Erase my data',
    menu: 'Menu',
    settings: 'Settings',
    quiz: 'Knowledge quiz',
  },
}

/**
 * "@บอต วันนี้", "เรื่องวันนี้": a word of its own at the end, or before the call. A name may hold spaces, so that what stands before
 * the word is not looked at.
 */
export function asksForToday(text: string): boolean {
  return /(^|\s)(ขอ)?(เรื่อง|การ์ด)?วันนี้(ครับ|ค่ะ|คะ)?\s*($|@)/u.test(text)
}

import type { Locale } from './error-words.ts'

/** What is wrong with one field, as zod, a card's template or LINE's limits name it. */
export type Issue = {
  code?: unknown
  message?: unknown
  origin?: unknown
  maximum?: unknown
  minimum?: unknown
  values?: unknown
  format?: unknown
}

/** Rules of our own, by the English sentence that the rule itself gives. */
const ofRules: Record<string, string> = {
  'A card has one button: give videoUrl or link, not both.': 'การ์ดมีได้ปุ่มเดียว ใส่คลิปหรือลิงก์อย่างใดอย่างหนึ่ง',
  'two options have the same key': 'มีตัวเลือกรหัสซ้ำกัน',
  'is a name that cannot be a key': 'รหัสนี้ใช้ไม่ได้ โปรดตั้งรหัสอื่น',
  'two questions have the same key': 'มีคำถามรหัสซ้ำกัน',
  'two options say the same': 'มีตัวเลือกข้อความซ้ำกัน',
  'spans more than 400 days': 'ช่วงวันยาวเกิน 400 วัน',
  'from and to go together': 'ต้องระบุทั้งวันเริ่มและวันสิ้นสุด',
  'is the cursor of another list': 'ตำแหน่งหน้านี้เป็นของรายการอื่น โปรดเริ่มจากหน้าแรก',
  'names an item twice: leave out the id to put a card in again': 'มีรายการซ้ำกัน',
  'lies outside พ.ศ. 2550–2700': 'ต้องอยู่ระหว่าง พ.ศ. 2550–2700',
  'leaves the picture': 'ส่วนที่เลือกอยู่นอกรูป',
  'holds a character that cannot be stored': 'มีอักขระที่บันทึกไม่ได้ โปรดพิมพ์ใหม่',
  'closes before it opens': 'เวลาปิดมาก่อนเวลาเปิด',
  'While it is open everybody must see who may apply and how people are chosen.':
    'ระหว่างเปิดรับต้องบอกคุณสมบัติและเกณฑ์การคัดเลือก',
  'While it is open everybody must see until when to apply.': 'ระหว่างเปิดรับต้องบอกวันปิดรับสมัคร',
  'The card says nothing yet. Give text, steps or facts.': 'การ์ดยังไม่มีเนื้อหา โปรดใส่ข้อความ ขั้นตอน หรือข้อเท็จจริง',
  'The address must begin with https:// and carry no user name.': 'ลิงก์ต้องขึ้นต้นด้วย https:// และไม่มีชื่อผู้ใช้',
  'Items below the target need the target. Give its score, source and fiscal year.':
    'ข้อที่ต่ำกว่าเป้าหมายต้องบอกเป้าหมาย พร้อมคะแนน แหล่งที่มา และปีงบประมาณ',
  'Give videoUrl (YouTube, TikTok) or mp4Url, one of them.': 'ใส่คลิปจาก YouTube, TikTok หรือไฟล์ mp4 อย่างใดอย่างหนึ่ง',
  'Give rows or a summary, or set isHidden.': 'ใส่ผลหรือข้อสรุป หรือกำหนดให้ไม่แสดงผล',
  'A hidden result carries no rows, summary or count. Leave them out.': 'ผลที่ไม่แสดงต้องไม่มีตัวเลขและข้อสรุป',
  'A button label has 24 characters at most.': 'ข้อความบนปุ่มยาวได้ไม่เกิน 24 ตัวอักษร',
  'The text stacks more than four marks on one letter. Shorten them.': 'มีสระหรือวรรณยุกต์ซ้อนกันมากเกินไป',
  'The text shows nothing. Write at least one letter.': 'ข้อความไม่มีตัวอักษรที่มองเห็นได้',
  'The text holds half of a character. Type or paste it again.': 'มีอักขระที่ขาดครึ่ง โปรดพิมพ์หรือวางใหม่',
  'The text holds control characters. Type it as plain text.': 'มีอักขระควบคุมที่มองไม่เห็น โปรดพิมพ์เป็นข้อความธรรมดา',
  'The clip must be on YouTube or TikTok.': 'คลิปต้องอยู่บน YouTube หรือ TikTok',
  'Postback data is plain text.': 'ข้อมูลของปุ่มต้องเป็นข้อความธรรมดา',
  'Baht as digits with up to two decimals, such as "1250000.50".':
    'จำนวนเงินเป็นตัวเลข ทศนิยมไม่เกิน 2 ตำแหน่ง เช่น 1250000.50',
  'A picture is at most three times as tall as wide.': 'รูปสูงได้ไม่เกิน 3 เท่าของความกว้าง',
  'A LINE image is a picture that was uploaded or drawn here.': 'รูปภาพ LINE ต้องเป็นรูปที่เก็บไว้ในระบบ โปรดเลือกรูปจากเครื่อง',
  'A LINE image has no button. Send a card, or leave the link out.': 'รูปภาพ LINE มีปุ่มไม่ได้ โปรดเลือกส่งเป็นการ์ด หรือลบลิงก์ออก',
  'A LINE image has no band. Send a card, or leave the band out.':
    'รูปภาพ LINE มีแถบข้อความไม่ได้ โปรดเลือกส่งเป็นการ์ด หรือลบข้อความบนแถบออก',
  'A LINE image has 1 MB at most. Upload the picture again: it is then packed; or send a card.':
    'รูปนี้เกิน 1 MB ซึ่งเป็นขนาดสูงสุดของรูปภาพ LINE โปรดอัปโหลดรูปเดิมอีกครั้ง ระบบจะย่อให้ หรือเลือกส่งเป็นการ์ด',
  'A code has letters, digits, dots and hyphens alone.': 'รหัสใช้ได้เฉพาะตัวอักษร ตัวเลข จุด และขีด',
  'A budget of 0 baht has no share to show.': 'งบประมาณ 0 บาทไม่มีสัดส่วนให้แสดง',
}

const formats: Record<string, Record<Locale, string>> = {
  url: { th: 'ลิงก์', en: 'a link' },
  email: { th: 'อีเมล', en: 'an e-mail address' },
  date: { th: 'วันที่', en: 'a date' },
  datetime: { th: 'วันเวลา', en: 'a date and time' },
  uuid: { th: 'รหัสรายการ', en: 'an id' },
  base64: { th: 'ไฟล์', en: 'a file' },
}

/** Codes of LINE's limits and of our own checks of addresses. */
const ofLine: Record<string, string> = {
  NOT_JSON: 'ข้อมูลไม่ใช่ JSON',
  NESTED_TOO_DEEP: 'ซ้อนกันหลายชั้นเกินไป',
  LONE_SURROGATE: 'มีอักขระที่ขาดครึ่ง เช่น อีโมจิที่ถูกตัด',
  NUL_CHARACTER: 'มีอักขระที่มองไม่เห็น',
  REQUIRED: 'ต้องกรอกช่องนี้',
  WRONG_TYPE: 'ชนิดข้อมูลไม่ถูกต้อง',
  UNKNOWN_PROPERTY: 'LINE ไม่รู้จักคุณสมบัตินี้',
  UNKNOWN_KIND: 'ใช้ชนิดนี้ตรงนี้ไม่ได้',
  NOT_ONE_OF: 'ต้องเป็นค่าที่ LINE กำหนด',
  NOT_ALLOWED_HERE: 'ใช้ตรงนี้ไม่ได้',
  CONFLICT: 'ใช้พร้อมกันไม่ได้',
  EMPTY: 'ต้องไม่ว่าง',
  TOO_LONG: 'ข้อความยาวเกินที่ LINE รับ',
  TOO_FEW: 'มีจำนวนน้อยเกินไป',
  TOO_MANY: 'มีจำนวนมากเกินที่ LINE รับ',
  TOO_LARGE: 'การ์ดมีขนาดใหญ่เกินที่ LINE รับ',
  OUT_OF_RANGE: 'ค่าอยู่นอกช่วงที่ LINE รับ',
  BAD_FORMAT: 'รูปแบบไม่ถูกต้อง',
  BAD_SUBSTITUTION: 'ตัวแทนข้อความไม่ถูกต้อง',
  BAD_EMOJI: 'อีโมจิไม่ถูกต้อง',
  BARRED_WORD: 'LINE ไม่ให้ใช้คำนี้',
  MIXED_BUBBLE_SIZES: 'การ์ดในชุดเลื่อนต้องมีขนาดเดียวกัน',
  URI_MALFORMED: 'ลิงก์ไม่ถูกต้อง',
  URI_SCHEME: 'LINE เปิดลิงก์ชนิดนี้ไม่ได้',
  URI_HTTP_LOOPBACK: 'LINE เปิดได้เฉพาะลิงก์ https://',
  HTTP_ADDRESS: 'LINE เปิดได้เฉพาะลิงก์ https://',
}

// What zod says by itself, to programmers.
const ofZod = /^(Too (big|small):|Invalid |Unrecognized key)/

/** The same for whoever does not know the reader yet. */
export const wordsInBoth = (issue: Issue): Record<Locale, string> => ({
  th: wordsForIssue(issue, 'th'),
  en: wordsForIssue(issue, 'en'),
})

/** A sentence about the field in the reader's language. English is what the rule says itself, where it says anything. */
export function wordsForIssue(issue: Issue, locale: Locale): string {
  const said = typeof issue.message === 'string' ? issue.message : ''
  if (locale === 'en') return ofZod.test(said) ? englishOf(issue) : said
  return ofRules[said] ?? thaiOf(issue)
}

function englishOf({ code, origin, maximum, minimum, values, format }: Issue): string {
  const unit = origin === 'array' ? 'item' : origin === 'string' ? 'character' : ''
  switch (code) {
    case 'too_big':
      return unit ? `At most ${count(maximum, unit)}.` : `At most ${maximum}.`
    case 'too_small':
      if (origin === 'string' && minimum === 1) return 'Fill this in.'
      return unit ? `At least ${count(minimum, unit)}.` : `At least ${minimum}.`
    case 'invalid_type':
      return 'Fill this in, in the right form.'
    case 'invalid_value':
      return Array.isArray(values) ? `Choose one of ${values.join(', ')}.` : 'This cannot be used here.'
    case 'invalid_format':
      return `This is not ${formats[String(format)]?.en ?? 'in the right form'}.`
    case 'unrecognized_keys':
      return 'There is no such field.'
    default:
      return 'This cannot be used here. Check it.'
  }
}

const count = (number: unknown, unit: string) => `${number} ${unit}${Number(number) === 1 ? '' : 's'}`

function thaiOf({ code, origin, maximum, minimum, values, format }: Issue): string {
  const unit = origin === 'array' ? 'รายการ' : origin === 'string' ? 'ตัวอักษร' : ''
  switch (code) {
    case 'too_big':
      return unit ? `มีได้ไม่เกิน ${maximum} ${unit}` : `ต้องไม่เกิน ${maximum}`
    case 'too_small':
      if (origin === 'string' && minimum === 1) return 'ต้องกรอกช่องนี้'
      return unit ? `ต้องมีอย่างน้อย ${minimum} ${unit}` : `ต้องไม่น้อยกว่า ${minimum}`
    case 'invalid_type':
      return 'ต้องกรอกช่องนี้ให้ถูกต้อง'
    case 'invalid_value':
      return Array.isArray(values) ? `ต้องเป็นค่าใดค่าหนึ่งใน ${values.join(', ')}` : 'ค่านี้ใช้ไม่ได้'
    case 'invalid_format':
      return `รูปแบบ${formats[String(format)]?.th ?? ''}ไม่ถูกต้อง`
    case 'unrecognized_keys':
      return 'ระบบไม่รู้จักช่องนี้'
    default:
      return ofLine[String(code)] ?? 'ค่านี้ใช้ไม่ได้ โปรดตรวจสอบ'
  }
}

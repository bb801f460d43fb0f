// What is looked for in the words of a card, folded: lower case, Arabic digits, single spaces.

const oneOf = (words: string) => `(?:${words.trim().split(/\s+/).join('|')})`
const join = (...parts: string[]) => new RegExp(parts.join(''))
/** Up to so many letters of the same sentence, none of the words among them. */
const within = (length: number, without: string) => `(?:(?!${without})[^.!?]){0,${length}}?`

const mostMarks = `(?:ใน|ที่|ว่า|ข้อ|ช่อง|ระดับ|คำตอบ|ตัวเลือก|เป็น|[\\s“"‘'])*`
const answering = oneOf('ตอบ เลือก กด ติ๊ก ทำเครื่องหมาย ประเมิน')
const asking = `(?:โปรด|ขอให้|ควร|ช่วยกัน|ช่วย|ให้)\\s?${oneOf('ทุกคน ทุกท่าน ท่าน บุคลากร เจ้าหน้าที่')}?\\s?`

/** Asks for an answer; that most people have given one ("ข้อที่มีผู้เลือกมากที่สุด") is only told. */
export const coaching = join(
  `${asking}${answering}${mostMarks}(?:มากที่สุด|มาก(?=[”"’'])|(?<=ระดับ\\s?)มาก|ไม่มี(?=[”"’'.\\s]|ทุก|$))`,
  `|(?<!(?:ที่|ผู้|คน|บุคลากร|เจ้าหน้าที่)\\s?)${answering}${mostMarks}มากที่สุด`,
  '|แนวคำตอบ|เฉลยแบบวัด',
)

const ofOurs = '(?:ita|iit|eit|oit|ของ(?:เรา|หน่วยงาน|สำนักงาน))'
const raising = oneOf('เพิ่ม ยกระดับ ผลักดัน ดัน ดึง ปั๊ม')

export const scoreWish = join(
  `(?:เพื่อ|ช่วย|ให้)(?:ให้)?\\s?(?:เพิ่ม|ยกระดับ|ดัน|ได้)\\s?คะแนน(?:ประเมิน)?\\s?(?:ita|iit|eit|oit|สูง|เต็ม)`,
  `|${raising}\\s?(?:ผล)?คะแนน${within(20, 'ไม่')}${ofOurs}`,
  // "…สูงขึ้นจากปีก่อน" tells what has been.
  `|(?:ทำ|ช่วย|เพื่อ|อยาก)ให้\\s?คะแนน${within(20, 'ไม่')}${ofOurs}${within(20, 'ไม่')}(?:สูง|เพิ่ม|ดี|มาก)ขึ้น(?!\\s?จากปี)`,
)

const baht = '(?:3,?000|3\\s?พัน|สามพัน)\\s?(?:บาท)?'
const below = `(?:ต่ำกว่า|ไม่เกิน(?:กว่า)?|น้อยกว่า|ไม่ถึง)\\s?${baht}`
const refused = oneOf('ไม่ มิ ห้าม งด อย่า')
// Neither a hospitality fund (รับรอง) nor "for" (สำหรับ).
const taking = `(?<!(?:${refused}(?:ให้|ควร|อาจ|สามารถ|การ)?|สำห)\\s?)(?:รับ(?!รอง|ผิด|ทราบ|เหมา|จ้าง|สมัคร)|(?:ให้|มอบ)(?=ของ))`
const given = within(40, `${refused}|เบิก|จ่าย|(?<!มูล)ค่า`)

export const smallGift = join(
  `${below}\\s?${within(25, refused)}(?<!ไม่)(?:รับ(?:ไว้)?ได้|เก็บไว้ได้|ไม่เป็นไร|ไม่ผิด|ไม่ต้องรายงาน)`,
  `|${taking}${given}ได้\\s?(?:หาก|ถ้า|เมื่อ)?\\s?(?:มี)?(?:ราคา|มูลค่า)?\\s?${below}`,
  `|${taking}${given}${below}\\s?ได้(?!รับ)`,
)

const months = oneOf(`มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม
  ม\\.ค\\. ก\\.พ\\. มี\\.ค\\. เม\\.ย\\. พ\\.ค\\. มิ\\.ย\\. ก\\.ค\\. ส\\.ค\\. ก\\.ย\\. ต\\.ค\\. พ\\.ย\\. ธ\\.ค\\.
  (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\\.?`)
const commonYear = '(?:19|20)\\d{2}(?!\\d|-\\d\\d-)'

export const commonEra = join(
  'ค\\.ศ\\.\\s?\\d{4}',
  `|ปี(?:งบประมาณ)?\\s?(?:พ\\.ศ\\.)?\\s?${commonYear}`,
  `|${months}\\s?(?:พ\\.ศ\\.)?\\s?${commonYear}`,
  // A day as people write it; 2024-06-30 is a field of the card, shown in พ.ศ.
  `|(?<!\\d)\\d{1,2}[/.-]\\d{1,2}[/.-]${commonYear}`,
)

// "คะแนน 5 ระดับ" and "คะแนน 12 ข้อ" count something else.
const noCount = `(?!\\d|[.,]\\d|\\s?(?:${oneOf('ระดับ ด้าน ข้อ ปี ครั้ง ตัว ประเด็น รายการ')}|[-–]))`

/** A figure, which says nothing without its year and source. */
export const figure = join(
  '\\d[\\d,.]*\\s?(?:คะแนน|บาท|ล้านบาท|%|เปอร์เซ็นต์)|ร้อยละ\\s?\\d',
  `|คะแนน\\s?(?:ita|iit|eit|oit|เฉลี่ย|รวม|ประเมิน)?\\s?(?:เท่ากับ|คือ|อยู่ที่|ได้)?\\s?\\d{1,3}(?:\\.\\d+)?${noCount}`,
  `|(?:ita|iit|eit|oit)\\s?(?:ได้|อยู่ที่|เท่ากับ)?\\s?\\d{1,3}\\.\\d`,
)

// Titles of people, but for the words that only begin as one: นายกรัฐมนตรี, คุณธรรม, "คุณควร…".
const mr = `นาย(?!ก(?:รัฐ|เทศ|องค์|สมาคม|สภา)|ทะเบียน|จ้าง|ช่าง|หน้า|อำเภอ|ทหาร|ตำรวจ|แพทย์|ประกัน|เวร|ตรวจ|ด่าน|ท่า|ไปรษณีย์|ทุน|สถานี)`
const mrs = '(?:นางสาว|น\\.ส\\.|นาง(?!แบบ|งาม|พยาบาล|สาว))'
const khun = `คุณ(?!${oneOf(`ธรรม ภาพ ลักษณะ สมบัติ วุฒิ ค่า ประโยชน์ ครู ูปการ พ่อ แม่ ความดี งามความดี
  ควร ต้อง จะ ได้ มี เป็น สามารถ อยู่ ไม่ ก็ เห็น พบ รู้ ทำ ถูก เคย คือ อาจ กำลัง ไป มา ใช้ รับ เอง และ หรือ ที่ ทุก คิด เพียง`)})`
const learned = '(?:(?:ผศ|รศ|ศ)\\.\\s?(?:ดร\\.)?|ดร\\.|นพ\\.|พญ\\.)(?!\\s?(?:หรือ|และ))'
const ranked = '(?:ว่าที่\\s?ร\\.[ตทอ]\\.|(?:พล|พ|ร|จ|ส)\\.[ตทอสจ]\\.(?:[ตทอ]\\.)?)'
const before = '(?:^|[\\s“"(])|(?<=โดย|ของ|กับ|แก่|จาก|ถึง|ถาม|ปรึกษา|เชิญ|ชื่นชม|ได้แก่|เช่น|คือ|ให้)'

/** A title with a first name and a family name. */
export const personNamed = join(`(?:${before})(?:${mr}|${mrs}|${khun}|${learned}|${ranked})\\s?[ก-๙]{2,20}\\s[ก-๙]{2,}`)

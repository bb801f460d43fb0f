import type { ImportError } from '../../contracts/api/contents.ts'
import type { Locale } from '../../contracts/error-words.ts'

const words: Record<ImportError['code'], Record<Locale, string>> = {
  HEADING_MISSING: {
    th: 'ไม่พบแถวหัวตาราง โปรดใช้หัวตารางตามไฟล์ที่ส่งออกจากระบบ',
    en: 'No row of headings. Use the headings of an exported file.',
  },
  TEMPLATE_UNKNOWN: { th: 'ไม่มีแม่แบบนี้ โปรดใช้ชื่อตามไฟล์ที่ส่งออกจากระบบ', en: 'There is no such template.' },
  FIELD_INVALID: {
    th: 'ค่าในช่องนี้ใช้ไม่ได้',
    en: 'This value cannot be used',
  },
  CODE_REPEATED: { th: 'รหัสนี้ซ้ำในไฟล์ โปรดใช้รหัสละหนึ่งการ์ด', en: 'This code is in the files twice.' },
  CARD_UNKNOWN: {
    th: 'ไม่พบการ์ดตามรหัสนี้ โปรดเว้นรหัสว่างเพื่อสร้างการ์ดใหม่',
    en: 'There is no card of this id. Leave it empty to make a new one.',
  },
  CARD_RETIRED: {
    th: 'การ์ดนี้เลิกใช้แล้ว โปรดนำกลับมาใช้ก่อนนำเข้า',
    en: 'This card is retired. Restore it before you import it.',
  },
  CONTENT_RULE: { th: 'ข้อความไม่เป็นไปตามหลักเกณฑ์เนื้อหา', en: 'The words break a rule of content' },
  YAML_UNREADABLE: {
    th: 'อ่านไฟล์ YAML ที่บรรทัดนี้ไม่ได้ โปรดตรวจการย่อหน้าและเครื่องหมาย',
    en: 'The YAML cannot be read at this line. Look at its indents and signs',
  },
}

/** What is wrong and what to do, in the reader's language, and what the field, the rule or the file itself says of it. */
export function importWords(
  code: ImportError['code'],
  why: Partial<Record<Locale, string>> | undefined,
  locale: Locale,
) {
  const said = words[code][locale]
  return why?.[locale] ? `${said}${locale === 'th' ? ': ' : '. '}${why[locale]}` : said
}

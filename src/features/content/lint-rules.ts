import { toSearchText } from '../../contracts/search-text.ts'
import { coaching, commonEra, figure, personNamed, scoreWish, smallGift } from './lint-pattern-rules.ts'

export type RuleName =
  | 'COACHING'
  | 'SCORE_WISH'
  | 'FORM_WORDING'
  | 'SMALL_GIFT'
  | 'DISCIPLINE'
  | 'COMMON_ERA'
  | 'FIGURE_WITHOUT_SOURCE'
  | 'OTHER_FORM'
  | 'PARTY'
  | 'PERSON_NAMED'
  | 'UNIT_BLAMED'
  | 'RAW_COMMENT'
export type Finding = { rule: RuleName; found: string; why: { th: string; en: string } }
type Card = { title: string; data: unknown }
/** A pattern is looked for in the words of the card; a function may look at its figures too and gives what it found. */
type Rule = { rule: RuleName; why: Finding['why'] } & (
  | { pattern: RegExp }
  | { find(card: Card, text: string): string | undefined }
)

/**
 * Fiscal years from which NACC's form was another one: 35 disclosure items in place of 43 from 2567. Figures on either side of
 * such a year are no comparison.
 */
const otherFormFrom = [2567]

/** What no card may say, with the reason: the office checks ethics, it does not coach answers or soften the law. */
const rules: Rule[] = [
  {
    rule: 'COACHING',
    pattern: coaching,
    why: {
      th: 'การ์ดต้องไม่แนะนำคำตอบของแบบวัด IIT หรือ EIT โปรดอธิบายสิ่งที่หน่วยงานทำแทน',
      en: 'A card never coaches answers to IIT or EIT. Tell what the office does instead.',
    },
  },
  {
    rule: 'SCORE_WISH',
    pattern: scoreWish,
    why: {
      th: 'การ์ดต้องไม่ผูกกับความต้องการคะแนน โปรดบอกประโยชน์ต่อผู้รับบริการหรือต่อบุคลากร',
      en: 'A card is not tied to a wish for points. Tell what people gain.',
    },
  },
  {
    rule: 'FORM_WORDING',
    // The stem of every item of the form of staff, from its subject to its scale.
    pattern:
      /(บุคลากรใน)?หน่วยงานของท่าน[^.!?]{0,160}(มากน้อยเพียงใด|หรือไม่\s?อย่างไร)|ท่าน(รู้|ได้รับ|เคย)[^.!?]{0,120}มากน้อยเพียงใด/,
    why: {
      th: 'ข้อความนี้เหมือนข้อคำถามของแบบวัด IIT โปรดเขียนเป็นข้อความของหน่วยงานเอง และตั้งชื่อแบบสำรวจว่าเป็นแบบสำรวจภายใน ไม่ใช่แบบวัด IIT ของสำนักงาน ป.ป.ช.',
      en: 'This reads as an item of the IIT form. Use words of the office, and call a poll an internal one, not NACC’s.',
    },
  },
  {
    rule: 'SMALL_GIFT',
    pattern: smallGift,
    why: {
      th: 'นโยบายงดรับของขวัญเข้มกว่ากฎหมาย จึงไม่ควรสื่อว่าของขวัญราคาต่ำกว่า 3,000 บาทรับได้',
      en: 'The No Gift Policy is stricter than the law: never say that a gift under 3,000 baht is fine.',
    },
  },
  {
    rule: 'DISCIPLINE',
    pattern: /ผิดวินัย/,
    why: {
      th: 'โปรดเขียนว่า “ไม่เป็นไปตามประมวลจริยธรรม” แทน “ผิดวินัย” ซึ่งต้องมีผู้มีอำนาจวินิจฉัย',
      en: 'Write “not in line with the code of ethics”: a breach of discipline is for others to find.',
    },
  },
  {
    rule: 'COMMON_ERA',
    pattern: commonEra,
    why: {
      th: 'โปรดเขียนปีเป็นปีงบประมาณ พ.ศ. พร้อมวันที่ เช่น ปีงบประมาณ พ.ศ. 2567 (1 ต.ค. 2566 ถึง 30 ก.ย. 2567)',
      en: 'Write years as fiscal years of the Buddhist era, with dates.',
    },
  },
  {
    rule: 'FIGURE_WITHOUT_SOURCE',
    find: ({ data }, text) => {
      const { source, fiscalYear } = data as { source?: unknown; fiscalYear?: unknown }
      // What a rule sets is no finding about the office: its source is the rule.
      const said = text.replace(/(เกิน|ไม่เกิน|ต่ำกว่า|น้อยกว่า|ไม่ถึง)\s?[\d,]+\s?บาท/g, '')
      return source && fiscalYear ? undefined : figure.exec(said)?.[0]
    },
    why: {
      th: 'ตัวเลขทุกตัวต้องบอกปีงบประมาณและที่มา โปรดกรอกปีงบประมาณและที่มาของการ์ด',
      en: 'Every figure names its fiscal year and source. Fill in both.',
    },
  },
  {
    rule: 'OTHER_FORM',
    find: ({ data }) => {
      const { fiscalYear, previous, previousYear } = data as Record<string, unknown>
      const before = (previous as { fiscalYear?: unknown } | null | undefined)?.fiscalYear ?? previousYear
      if (typeof fiscalYear !== 'number' || typeof before !== 'number') return undefined
      const [first, last] = [Math.min(fiscalYear, before), Math.max(fiscalYear, before)]
      return otherFormFrom.some((year) => first < year && year <= last) ? `${before} → ${fiscalYear}` : undefined
    },
    why: {
      th: 'แบบวัดของสองปีนี้ต่างกัน จึงเปรียบเทียบคะแนนกันไม่ได้ โปรดแสดงเฉพาะปีปัจจุบัน',
      en: 'The forms of these two years differ, so their figures are no comparison. Show this year alone.',
    },
  },
  {
    rule: 'PARTY',
    pattern: /พรรค(?!พวก)[ก-๙]|นักการเมือง|หาเสียง|ผู้สมัครรับเลือกตั้ง/,
    why: {
      th: 'การ์ดของหน่วยงานไม่กล่าวถึงพรรคหรือกิจกรรมทางการเมือง',
      en: 'Cards of the office name no party and no party politics.',
    },
  },
  {
    rule: 'PERSON_NAMED',
    pattern: personNamed,
    why: {
      th: 'การ์ดไม่ระบุชื่อบุคคล โปรดใช้ตำแหน่งหรือหน่วยงานที่รับผิดชอบแทน',
      en: 'A card names no person. Name the office that is responsible.',
    },
  },
  {
    rule: 'UNIT_BLAMED',
    pattern:
      /(กอง|กลุ่มงาน|สำนัก(?!งาน ก\.พ\.ร\.)|ศูนย์)[ก-๙]{2,40}\s?(ได้)?\s?(คะแนน)?(ต่ำสุด|ต่ำที่สุด|แย่ที่สุด|น้อยที่สุด|ไม่ผ่านการประเมิน|ไม่ร่วมมือ)/,
    why: {
      th: 'การ์ดไม่ระบุว่าหน่วยใดได้ผลไม่ดี โปรดบอกสิ่งที่จะปรับปรุงและผู้รับผิดชอบ',
      en: 'A card points at no unit. Tell what will be done and by whom.',
    },
  },
  {
    rule: 'RAW_COMMENT',
    pattern: /(ผู้ตอบ|บุคลากร|เจ้าหน้าที่)(ราย|คน|ท่าน)(หนึ่ง|ที่ \d)[^“"]{0,40}[“"]|ความเห็น(จาก|ของ)(ผู้ตอบ|บุคลากร)[^“"]{0,20}[“"]/,
    why: {
      th: 'การ์ดไม่ยกความเห็นของผู้ตอบมาทั้งประโยค เพราะอาจรู้ตัวผู้พูดได้ โปรดสรุปเป็นประเด็น',
      en: 'A card quotes no answer word for word: the writer may be known by it. Tell its point.',
    },
  },
]

/** What in a card breaks the rules of content; nothing for a card that may be sent. */
export function lintCard(card: Card): Finding[] {
  const text = toSearchText(card.title, card.data)
  return rules.flatMap(({ rule, why, ...how }) => {
    const found = 'pattern' in how ? how.pattern.exec(text)?.[0].trim() : how.find(card, text)
    return found === undefined ? [] : [{ rule, found, why }]
  })
}

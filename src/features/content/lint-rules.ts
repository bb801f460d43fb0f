import { toSearchText } from '../../contracts/search-text.ts'

export type Finding = { rule: string; found: string; why: { th: string; en: string } }

/** What no card may say, with the reason: the office checks ethics, it does not coach answers or soften the law. */
const rules: { rule: string; pattern: RegExp; why: Finding['why'] }[] = [
  {
    rule: 'COACHING',
    pattern:
      /(โปรด|ขอให้|ควร|ช่วย(กัน)?)\s?(ตอบ|เลือก|ประเมิน)\s?(ว่า\s?)?[“"]?\s?(มากที่สุด|ระดับมาก|ไม่มี)|ตอบ\s?[“"]?มากที่สุด|แนวคำตอบ/,
    why: {
      th: 'การ์ดต้องไม่แนะนำคำตอบของแบบวัด IIT หรือ EIT โปรดอธิบายสิ่งที่หน่วยงานทำแทน',
      en: 'A card never coaches answers to IIT or EIT. Tell what the office does instead.',
    },
  },
  {
    rule: 'SCORE_WISH',
    pattern: /(เพื่อ|ช่วย)(ให้)?\s?(เพิ่ม|ยกระดับ|ดัน)\s?คะแนน\s?(ita|iit|eit|oit)/,
    why: {
      th: 'การ์ดต้องไม่ผูกกับความต้องการคะแนน โปรดบอกประโยชน์ต่อผู้รับบริการหรือต่อบุคลากร',
      en: 'A card is not tied to a wish for points. Tell what people gain.',
    },
  },
  {
    rule: 'SMALL_GIFT',
    pattern:
      /(ต่ำกว่า|ไม่เกิน|น้อยกว่า|ไม่ถึง)\s?3,?000\s?(บาท)?\s?(สามารถ)?(รับได้|รับไว้ได้|ไม่เป็นไร)|รับได้\s?(หาก|ถ้า)?\s?(ไม่เกิน|ต่ำกว่า)\s?3,?000/,
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
]

/** What in a card breaks the rules of content; nothing for a card that may be sent. */
export function lintCard(card: { title: string; data: unknown }): Finding[] {
  const text = toSearchText(card.title, card.data)
  return rules.flatMap(({ rule, pattern, why }) => {
    const found = pattern.exec(text)?.[0]
    return found === undefined ? [] : [{ rule, found, why }]
  })
}

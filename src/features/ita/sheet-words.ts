import type { SheetErrorCode } from './sheet-rules.ts'

/** What is wrong with a cell, and what to write instead. */
export const sheetErrorWords: Record<SheetErrorCode, { th: string; en: string }> = {
  HEADINGS_MISSING: {
    th: 'ไม่พบหัวตาราง ต้องมีคอลัมน์ ประเภท เลขที่ เครื่องมือ ชื่อ คะแนน',
    en: 'No row of headings: kind, no, instrument, title, score',
  },
  EXAMPLE_SHEET: {
    th: 'แผ่นนี้ยังระบุว่าเป็นตัวอย่าง เมื่อแทนด้วยตัวเลขจริงครบแล้วให้ลบบรรทัดนี้',
    en: 'The sheet says that it is an example: when all figures are your own, delete this line',
  },
  TOTAL_MISSING: { th: 'ไม่มีแถวคะแนนรวม (ประเภท: รวม)', en: 'No row of the total (kind: total)' },
  KIND_UNKNOWN: {
    th: 'ประเภทต้องเป็น รวม ค่าเฉลี่ยประเทศ เป้าหมาย ระดับ เครื่องมือ ส่วน ตัวชี้วัด ด้าน หรือ ข้อ',
    en: 'A kind is total, national average, target, level, instrument, part, indicator, area or item',
  },
  NUMBER_UNREADABLE: {
    th: 'เลขที่ไม่ถูกต้อง ตัวชี้วัด ด้าน และส่วนใช้เลขจำนวนเต็ม ข้อใช้แบบ 5.2',
    en: 'Indicators, areas and parts have a whole number, items one like 5.2',
  },
  INSTRUMENT_UNKNOWN: { th: 'เครื่องมือต้องเป็น IIT EIT หรือ OIT', en: 'An instrument is IIT, EIT or OIT' },
  INSTRUMENT_MISSING: {
    th: 'ยังไม่มีแถวคะแนนของเครื่องมือนี้ (ประเภท: เครื่องมือ)',
    en: 'This instrument has no row of its own (kind: instrument)',
  },
  TITLE_MISSING: { th: 'ไม่มีชื่อ', en: 'No title' },
  TITLE_DIFFERS: {
    th: 'ข้อเลขเดียวกันแต่ชื่อไม่ตรงกับแถวก่อน หากเป็นข้อ 5.10 ให้เขียนว่า “ข้อ 5.10” มิฉะนั้น Excel จะเก็บเป็น 5.1',
    en: 'Another title than this item has above. Write 5.10 as "ข้อ 5.10", or Excel makes 5.1 of it',
  },
  SCORE_UNREADABLE: {
    th: 'คะแนนต้องเป็นตัวเลข 0–100 ทศนิยมไม่เกินสองตำแหน่ง',
    en: 'A score is a number from 0 to 100 with at most two decimals',
  },
  AREA_MISSING: {
    th: 'ยังไม่มีแถวชื่อด้านของข้อนี้ (ประเภท: ด้าน)',
    en: 'The area of this item has no row of its own (kind: area)',
  },
  NOTE_NOT_KEPT: {
    th: 'หมายเหตุใส่ได้เฉพาะแถวเครื่องมือและข้อ',
    en: 'Only instruments and items have a note',
  },
  ROW_REPEATED: {
    th: 'ซ้ำกับแถวก่อน หากเป็นข้อ 5.10 ให้เขียนว่า “ข้อ 5.10” มิฉะนั้น Excel จะเก็บเป็น 5.1',
    en: 'There is such a row above. Write 5.10 as "ข้อ 5.10", or Excel makes 5.1 of it',
  },
}

import type { SheetError } from './api/budget.ts'
import type { Locale } from './error-words.ts'

/** What is wrong with a cell of a budget sheet. */
export const budgetSheetWords: Record<Locale, Record<SheetError['code'], string>> = {
  th: {
    CATEGORY_MISSING: 'ไม่มีชื่อหมวด',
    MONTH_UNREADABLE: 'อ่านเดือนไม่ได้ โปรดเขียนเช่น ต.ค. 2568 หรือ 2025-10',
    MONTH_OUTSIDE_YEAR: 'เดือนอยู่นอกปีงบประมาณที่เลือก',
    AMOUNT_MISSING: 'ไม่มีจำนวนเงิน',
    ROW_UNCLEAR: 'ไม่ทราบว่าแถวนี้เป็นแผนหรือผล',
    AMOUNT_UNREADABLE: 'อ่านจำนวนเงินไม่ได้',
    AMOUNT_NEGATIVE: 'จำนวนเงินติดลบ',
    ROW_REPEATED: 'หมวดและเดือนนี้ซ้ำกับแถวก่อนหน้า',
  },
  en: {
    CATEGORY_MISSING: 'No category',
    MONTH_UNREADABLE: 'The month cannot be read. Write it like 2025-10',
    MONTH_OUTSIDE_YEAR: 'The month is outside the chosen fiscal year',
    AMOUNT_MISSING: 'No amount',
    ROW_UNCLEAR: 'This row says neither plan nor result',
    AMOUNT_UNREADABLE: 'The amount cannot be read',
    AMOUNT_NEGATIVE: 'The amount is negative',
    ROW_REPEATED: 'An earlier row already has this category and month',
  },
}

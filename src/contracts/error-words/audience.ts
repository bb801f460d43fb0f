import type { ErrorWords } from './words.ts'

/** Of groups, units and whom an office writes to. */
export const audienceErrors: ErrorWords = {
  UNIT_NEEDED: {
    th: 'ผู้ประสานงานต้องมีหน่วยที่ดูแล โปรดเลือกหน่วยหนึ่งหน่วย',
    en: 'A coordinator looks after one unit. Choose it.',
  },
  AUDIENCE_UNKNOWN: {
    th: 'ไม่พบกลุ่ม หน่วยงาน หรือบุคคลบางรายการที่เลือก โปรดเลือกใหม่',
    en: 'Some groups, units or people chosen do not exist. Choose again.',
  },
  AUDIENCE_IN_USE: {
    th: 'มีรายการส่งหรือแบบสำรวจที่ยังไม่จบใช้กลุ่มผู้รับนี้อยู่ โปรดยกเลิกหรือแจ้งผลให้แล้วเสร็จก่อน หรือสร้างกลุ่มผู้รับใหม่',
    en: 'A campaign or a poll that has not ended uses this audience. Finish or cancel it first, or save another audience.',
  },
  AUDIENCE_NAME_TAKEN: {
    th: 'ชื่อกลุ่มผู้รับนี้มีอยู่แล้ว โปรดใช้ชื่ออื่น',
    en: 'An audience of this name exists. Use another name.',
  },
  GROUP_LOOP: {
    th: 'กลุ่มหนึ่งอยู่ในตัวเองไม่ได้ โปรดตรวจว่ากลุ่มใดอยู่ในกลุ่มใด',
    en: 'A group cannot be inside itself, nor by way of others. Check which group contains which.',
  },
  UNIT_PARENT_UNKNOWN: {
    th: 'ไม่พบหน่วยงานต้นสังกัดที่เลือก โปรดเลือกใหม่',
    en: 'The parent unit chosen does not exist. Choose another.',
  },
  UNIT_CYCLE: {
    th: 'หน่วยงานจะสังกัดตนเองหรือหน่วยงานย่อยของตนเองไม่ได้ โปรดเลือกหน่วยงานอื่น',
    en: 'A unit cannot be under itself or a unit below it. Choose another.',
  },
  UNIT_TOO_DEEP: {
    th: 'โครงสร้างหน่วยงานซ้อนกันได้ไม่เกิน 6 ระดับ โปรดเลือกต้นสังกัดที่อยู่ระดับสูงกว่านี้',
    en: 'Units can be at most 6 levels deep. Choose a parent further up.',
  },
  UNIT_CODE_TAKEN: { th: 'รหัสหน่วยงานนี้มีอยู่แล้ว โปรดใช้รหัสอื่น', en: 'This unit code is taken. Use another.' },
}

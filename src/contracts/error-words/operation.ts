import type { ErrorWords } from './words.ts'

/** Of what the program runs on: database, queue, LINE. */
export const operationErrors: ErrorWords = {
  DATABASE_UNAVAILABLE: {
    th: 'ฐานข้อมูลไม่พร้อมใช้งานชั่วคราว โปรดลองใหม่ในอีกสักครู่',
    en: 'The database is unavailable for the moment. Try again shortly.',
  },
  QUEUE_UNAVAILABLE: {
    th: 'คิวงานไม่ตอบในขณะนี้ งานรออยู่ในฐานข้อมูลและจะทำต่อเอง',
    en: 'The queue is not responding. Work waits in the database and will go on by itself.',
  },
  FAILED_JOB_GONE: {
    th: 'งานนี้สำเร็จไปแล้ว หรือมีผู้จัดการแล้ว',
    en: 'This job has since succeeded, or somebody else has dealt with it.',
  },
  JOB_STALLED_TWICE: {
    th: 'โปรแกรมหยุดกลางคันสองครั้งขณะทำงานนี้ โปรดตรวจหน่วยความจำของเครื่อง แล้วลองอีกครั้ง',
    en: 'The program stopped twice in the middle of this job. Check the machine’s memory, then try again.',
  },
  JOB_PAYLOAD_REFUSED: {
    th: 'งานนี้มาจากระบบรุ่นอื่น ระบบจะสร้างงานใหม่เองหากยังจำเป็น นำออกจากรายการได้',
    en: 'This job was made by another version. If it is still needed it is made anew; you can remove it.',
  },
  LINE_UNREACHABLE: {
    th: 'LINE ไม่ตอบในขณะนี้ โปรดลองใหม่ในอีกสักครู่',
    en: 'LINE is not responding at the moment. Try again shortly.',
  },
  LINE_RATE_LIMITED: {
    th: 'เรียกใช้ LINE ถี่เกินกำหนด โปรดรอสักครู่แล้วลองใหม่',
    en: 'LINE was called too often. Wait a moment and try again.',
  },
  LINE_UNAUTHORIZED: {
    th: 'LINE ไม่ยอมรับรหัสของช่องทางนี้ โปรดแจ้งผู้ดูแลระบบให้ตรวจการตั้งค่า',
    en: 'LINE does not accept this channel’s credentials. Ask the operator to check them.',
  },
  SIGNATURE_INVALID: {
    th: 'ลายเซ็นของข้อมูลไม่ตรงกับ channel secret ที่ตั้งไว้ โปรดตรวจ LINE_CHANNEL_SECRET',
    en: 'The signature does not match the body. Check LINE_CHANNEL_SECRET.',
  },
  WEBHOOK_NOT_JSON: {
    th: 'เนื้อหาที่ส่งมาไม่ใช่ข้อมูล webhook ของ LINE ระบบไม่ได้บันทึกสิ่งใด',
    en: 'The body is not a LINE webhook. Nothing was stored.',
  },
  LIFF_NOT_SET: {
    th: 'หน่วยงานยังไม่ได้ตั้งค่า LIFF จึงยังรับบัตรคำตอบไม่ได้ โปรดแจ้งผู้ดูแลระบบ',
    en: 'The office has not set up LIFF, so ballots cannot be drawn. Tell the operator.',
  },
  SHARING_NOT_SET: {
    th: 'หน่วยงานยังไม่ได้ตั้งค่า LIFF จึงยังเลือกกลุ่มใน LINE จากหน้านี้ไม่ได้ โปรดคัดลอกข้อความหรือรูปจากหน้าการ์ดแทน',
    en: 'The office has not set up LIFF, so groups cannot be chosen here. Copy the text or the picture from the card’s page instead.',
  },
}

import type { ErrorWords } from './words.ts'

/** Of any request: its shape, its sender, its state. */
export const requestErrors: ErrorWords = {
  BAD_REQUEST: {
    th: 'ข้อมูลที่ส่งมาไม่ถูกต้อง โปรดแก้ไขตามรายการที่แจ้งแล้วส่งใหม่',
    en: 'Some of what was sent is not valid. Correct the listed fields and send it again.',
  },
  UNAUTHORIZED: {
    th: 'ยังไม่ได้เข้าสู่ระบบ หรือโทเค็นหมดอายุ โปรดเข้าสู่ระบบใหม่',
    en: 'You are not signed in, or the token has expired. Sign in again.',
  },
  FORBIDDEN: {
    th: 'บทบาทของท่านไม่มีสิทธิ์ทำรายการนี้ โปรดติดต่อผู้ดูแลระบบ',
    en: 'Your role does not allow this. Ask an owner of the system.',
  },
  NOT_FOUND: { th: 'ไม่พบรายการนี้ อาจถูกลบไปแล้ว', en: 'This does not exist, or has been deleted.' },
  INTERNAL_SERVER_ERROR: {
    th: 'ระบบขัดข้อง โปรดลองใหม่อีกครั้ง หากยังพบปัญหาโปรดแจ้งผู้ดูแลระบบพร้อมรหัสคำขอ',
    en: 'Something went wrong here. Try again; if it persists, give the operator the request id.',
  },
  PAYLOAD_TOO_LARGE: {
    th: 'ข้อมูลที่ส่งมามีขนาดใหญ่เกินกำหนด โปรดลดขนาดแล้วส่งใหม่',
    en: 'What was sent is too large. Make it smaller and send it again.',
  },
  UNSUPPORTED_MEDIA_TYPE: {
    th: 'ระบบไม่รองรับรูปแบบหรือการบีบอัดของข้อมูลที่ส่งมา โปรดส่งแบบไม่บีบอัด',
    en: 'The format or compression of what was sent is not supported. Send it uncompressed.',
  },
  NOT_SUPPORTED_YET: {
    th: 'ระบบรุ่นนี้ยังไม่รองรับการตั้งค่านี้ โปรดเลือกแบบอื่น',
    en: 'This version cannot do that yet. Choose another setting.',
  },
  OWN_WORK: {
    th: 'ผู้จัดทำอนุมัติงานของตนเองไม่ได้ โปรดให้ผู้อนุมัติท่านอื่นพิจารณา',
    en: 'You cannot approve your own work. Ask another approver.',
  },
  WRONG_STATE: {
    th: 'สถานะปัจจุบันของรายการไม่รองรับคำสั่งนี้ โปรดเปิดดูสถานะล่าสุด',
    en: 'This cannot be done in its present state. Look at the latest state.',
  },
  TOO_MANY_GUESSES: {
    th: 'ใช้รหัสที่ไม่ถูกต้องหลายครั้งเกินไป โปรดรอ 1 นาทีแล้วลองใหม่',
    en: 'Too many wrong tokens. Wait a minute and try again.',
  },
  TOO_MANY_SIGN_INS: {
    th: 'ลองเข้าสู่ระบบไม่สำเร็จหลายครั้งเกินไป โปรดรอ 15 นาทีแล้วลองใหม่',
    en: 'Too many attempts to sign in. Wait 15 minutes and try again.',
  },
  FRESH_LOGIN_NEEDED: {
    th: 'โปรดยืนยันตัวตนอีกครั้งก่อนทำรายการนี้ เพราะเข้าสู่ระบบไว้เกิน 15 นาที',
    en: 'Confirm who you are first: you signed in more than 15 minutes ago.',
  },
  LOGIN_NEEDED: {
    th: 'รายการนี้ต้องทำโดยผู้ที่เข้าสู่ระบบเอง โทเค็นทำแทนไม่ได้',
    en: 'Only a person who has signed in may do this. A token cannot.',
  },
  CROSS_SITE: {
    th: 'คำขอนี้ไม่ได้มาจากหน้าของระบบ จึงไม่ดำเนินการ โปรดเปิดระบบจากที่อยู่หลักแล้วลองใหม่',
    en: 'This request did not come from our own pages, so nothing was done. Open the console at its own address and try again.',
  },
  TOO_MANY_REQUESTS: {
    th: 'มีคำขอจากเครือข่ายนี้มากเกินไป โปรดรอ 1 นาทีแล้วลองใหม่',
    en: 'Too many requests from this network. Wait a minute and try again.',
  },
  CHANGED_MEANWHILE: {
    th: 'รายการนี้ถูกแก้ไขและส่งเข้ามาใหม่หลังจากที่ท่านเปิดดู โปรดเปิดดูอีกครั้งก่อนดำเนินการ',
    en: 'This was changed since you looked at it. Look at it again before you decide.',
  },
  PERIOD_INVALID: {
    th: 'ช่วงเวลาไม่ถูกต้องหรือยาวเกินไป โปรดเลือกช่วงไม่เกิน 400 วัน',
    en: 'The period is not valid or too long. Choose at most 400 days.',
  },
  IDEMPOTENCY_KEY_IN_USE: {
    th: 'คำขอเดียวกันกำลังดำเนินการอยู่ โปรดรอสักครู่',
    en: 'The same request is still being handled. Wait a moment.',
  },
  IDEMPOTENCY_KEY_REUSED: {
    th: 'Idempotency-Key นี้เคยใช้กับคำขออื่นแล้ว โปรดใช้ค่าใหม่',
    en: 'This Idempotency-Key was used for another request. Use a new one.',
  },
  IDEMPOTENCY_KEY_INVALID: {
    th: 'Idempotency-Key ต้องยาว 1–200 อักขระที่พิมพ์ได้',
    en: 'An Idempotency-Key has 1 to 200 printable characters.',
  },
}

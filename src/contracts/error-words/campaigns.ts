import type { ErrorWords } from './words.ts'

/** Of campaigns, runs, series and the calendar. */
export const campaignErrors: ErrorWords = {
  SURVEY_DATES_INVALID: {
    th: 'วันเริ่มต้องอยู่ในปีนั้น และวันสิ้นสุดต้องไม่มาก่อนวันเริ่ม โปรดตรวจวันที่',
    en: 'The first day must lie in its year, and the last must not come before it. Check the dates.',
  },
  CAMPAIGN_BUSY: {
    th: 'ระบบกำลังจัดทำรายชื่อผู้รับของรายการนี้ ยังไม่มีอะไรเปลี่ยน โปรดรอสักครู่แล้วกดอีกครั้ง',
    en: 'The recipients of this campaign are being listed. Nothing has changed. Wait a moment and try again.',
  },
  URGENT_NOT_ALLOWED: { th: 'การส่งด่วนทำได้เฉพาะผู้ดูแลระบบ', en: 'Only an owner may send urgently.' },
  SCHEDULE_IN_THE_PAST: {
    th: 'เวลาที่ตั้งไว้ผ่านไปแล้ว โปรดเลือกเวลาใหม่',
    en: 'The time chosen has passed. Choose a later one.',
  },
  TEST_NEEDS_ROOM: {
    th: 'ข้อความทดสอบต้องมีข้อความกำกับ 1 ข้อความ โปรดลดการ์ดในรายการนี้เหลือไม่เกิน 4 ใบ',
    en: 'A test message carries a label of its own. Leave at most four cards in this campaign.',
  },
  TEST_OTHERS_NOT_ALLOWED: {
    th: 'ท่านส่งทดสอบได้เฉพาะถึงตนเอง ผู้ดูแลระบบเป็นผู้เลือกผู้รับทดสอบรายอื่น',
    en: 'You can send a test to yourself. Only an owner can choose other people.',
  },
  OWN_CHAT_NEEDED: {
    th: 'ท่านยังไม่ได้ผูกบัญชีกับ LINE โปรดผูกที่หน้าบัญชีของฉัน แล้วส่งทดสอบอีกครั้ง',
    en: 'Your account is not linked to your LINE. Link it on the page of your account, then send the test again.',
  },
  CRON_INVALID: {
    th: 'รูปแบบ cron ไม่ถูกต้อง โปรดระบุห้าช่อง: นาที ชั่วโมง วันที่ เดือน วันในสัปดาห์',
    en: 'The cron pattern cannot be read. Give five fields: minute, hour, day, month, weekday.',
  },
  TIME_ZONE_UNKNOWN: {
    th: 'ไม่รู้จักเขตเวลานี้ โปรดใช้ชื่อมาตรฐาน เช่น Asia/Bangkok',
    en: 'There is no such time zone. Use a standard name such as Asia/Bangkok.',
  },
  SCHEDULE_ENDS_BEFORE_START: {
    th: 'วันสิ้นสุดอยู่ก่อนวันเริ่มต้น โปรดแก้ไขวันที่',
    en: 'The schedule ends before it starts. Correct the dates.',
  },
  SCHEDULE_NEVER_FIRES: {
    th: 'กำหนดการนี้ไม่มีรอบส่งใดเหลืออยู่ โปรดตรวจวันที่และวันสิ้นสุด',
    en: 'This schedule never fires. Check its days and its end.',
  },
  CALENDAR_CSV_INVALID: {
    th: 'ไฟล์วันหยุดมีบรรทัดที่ไม่ถูกต้อง ยังไม่ได้บันทึกรายการใด โปรดแก้ไขบรรทัดที่แจ้งแล้วส่งใหม่',
    en: 'Some rows of the list are not valid and nothing was stored. Correct the listed rows and send it again.',
  },
  YEAR_UNKNOWN: {
    th: 'ยังไม่มีปฏิทินวันหยุดของปีที่เลือก โปรดเลือกวันที่ใกล้กว่านี้',
    en: 'There is no holiday calendar for that year yet. Choose an earlier date.',
  },
  FESTIVAL_DATE_INVALID: {
    th: 'วันเทศกาลต้องอยู่ในปีที่ระบุ โปรดเลือกวันที่ใหม่',
    en: 'The date of a festival must lie within its year. Choose another date.',
  },
  AUDIENCE_EMPTY: {
    th: 'ไม่มีผู้รับตามที่เลือก โปรดเลือกกลุ่มหรือบุคคลที่อนุมัติแล้ว',
    en: 'Nobody is in this audience. Choose approved groups or registered people.',
  },
  AUDIENCE_OUTSIDERS_ONLY: {
    th: 'ทุกกลุ่มที่เลือกมีบุคคลภายนอก แต่การ์ดนี้ใช้ภายในเท่านั้น จึงไม่มีผู้รับ โปรดเลือกกลุ่มอื่นหรือเปลี่ยนการ์ด',
    en: 'Every group chosen has outsiders and the card is for staff only, so nobody would get it. Choose other groups or another card.',
  },
  RUN_CANCELLED: {
    th: 'รอบส่งนี้ถูกยกเลิกแล้ว จึงส่งซ้ำไม่ได้ หากยังต้องการส่งโปรดตั้งรายการส่งใหม่',
    en: 'This run was cancelled, so nothing of it is sent again. Make a new campaign if it should still go out.',
  },
  CARD_NOT_OF_CAMPAIGN: {
    th: 'รายการส่งนี้ไม่มีการ์ดที่เลือก โปรดบันทึกจากหน้าการ์ดนั้น',
    en: 'This campaign does not send that card. Record it on the page of the card.',
  },
  RECEIPT_NEEDS_CARD: {
    th: 'รูปภาพ LINE มีปุ่ม “รับทราบ” ไม่ได้ โปรดเปลี่ยนเป็นการ์ด หรือไม่ขอให้กดรับทราบ',
    en: 'A LINE image cannot carry a button. Send a card instead, or do not ask for acknowledgement.',
  },
  RIDE_GROUPS_ONLY: {
    th: 'การรอส่งไปกับข้อความถัดไปใช้ได้กับกลุ่มเท่านั้น โปรดเลือกเฉพาะกลุ่ม หรือเลือกส่งตามปกติ',
    en: 'Only a group’s next message can be waited for. Choose groups alone, or send without waiting.',
  },
  QUOTA_SHORT: {
    th: 'โควตาข้อความ LINE ของเดือนนี้ไม่พอสำหรับผู้รับทั้งหมด จึงยังไม่ส่ง โปรดซื้อเพิ่ม ลดผู้รับ หรือเลื่อนไปเดือนหน้า',
    en: 'This month’s LINE messages are not enough for everybody, so nothing is sent. Buy more, choose fewer recipients, or send next month.',
  },
  SERIES_UNKNOWN: {
    th: 'ไม่พบชุดการ์ดที่เลือก โปรดเลือกชุดการ์ดใหม่',
    en: 'There is no such series. Choose another.',
  },
  SERIES_EMPTY: {
    th: 'ชุดการ์ดนี้ไม่มีการ์ดให้ส่ง โปรดเพิ่มการ์ดในชุดก่อน',
    en: 'There is no card in this series. Add one first.',
  },
  SERIES_ONCE: {
    th: 'รายการส่งหนึ่งใช้ชุดการ์ดได้ชุดเดียว โปรดเลือกไว้ชุดเดียว',
    en: 'A campaign sends one series. Leave one of them.',
  },
  SERIES_NEEDS_RECURRENCE: {
    th: 'ชุดการ์ดรายบุคคลต้องตั้งเวลาแบบประจำ เช่น ทุกวัน โปรดแก้กำหนดการ',
    en: 'A series per person needs a recurring schedule, such as daily. Change the schedule.',
  },
  SERIES_DAYS_INVALID: {
    th: 'ชุดการ์ดรายบุคคลต้องระบุวันที่ของทุกการ์ด และชุดการ์ดตามลำดับต้องไม่ระบุวัน โปรดแก้ไข',
    en: 'In a series per person every card needs its day; in a playlist none has one. Correct the cards.',
  },
  NOT_APPROVED: {
    th: 'รายการส่งนี้ยังไม่ได้รับอนุมัติ จึงยังไม่ส่ง โปรดให้ผู้อนุมัติพิจารณาก่อน',
    en: 'This campaign is not approved, so nothing is sent. Have it approved first.',
  },
  RELEASE_REASON_NEEDED: {
    th: 'แจ้งผลหลังวันที่ประกาศไว้ โปรดระบุเหตุผลที่แจ้งช้า ผู้อ่านผลจะเห็นเหตุผลนี้',
    en: 'The result is told after the announced date. Give the reason for the delay; readers of the result see it.',
  },
}

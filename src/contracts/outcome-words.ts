import { findErrorWords, type Locale } from './error-words.ts'

type Words = Record<Locale, string>

// Why a run stands, and why a recipient was not reached: what it means, and what to do. Codes of runs and skips are lower
// case; codes of calls to LINE are upper case, as they are stored.
const catalogue: Record<string, Words> = {
  late: {
    th: 'เลยเวลาที่ตั้งไว้ ระบบจึงยังไม่ส่ง หากยังต้องการส่ง โปรดกดปล่อยรอบส่ง',
    en: 'Its time has passed, so it was not sent. Release it if it should still go out.',
  },
  series_ended: {
    th: 'ส่งการ์ดในชุดครบแล้ว รอบนี้จึงไม่มีการ์ดให้ส่ง หากต้องการส่งต่อโปรดเพิ่มการ์ดแล้วตั้งรายการส่งใหม่',
    en: 'Every card of the series has been sent, so this run has none. Add cards and make a new campaign to go on.',
  },
  not_approved: {
    th: 'ยังไม่ได้รับอนุมัติ จึงยังไม่ส่ง โปรดให้ผู้อนุมัติพิจารณา แล้วกดปล่อยรอบส่งหากยังต้องการส่ง',
    en: 'Not approved in time, so it was not sent. Have it approved, then release the run if it should still go out.',
  },
  outside_window: {
    th: 'อยู่นอกวันหรือเวลาส่งปกติ จึงเลื่อนไปเวลาเปิดรับครั้งถัดไปเอง ไม่ต้องดำเนินการ',
    en: 'Outside sending hours: it goes out by itself when they next begin. Nothing to do.',
  },
  schedule_ended: {
    th: 'กำหนดการส่งสิ้นสุดหรือเปลี่ยนไปแล้ว รอบนี้จึงไม่ส่ง หากยังต้องการส่งโปรดตั้งกำหนดการใหม่',
    en: 'The schedule has ended or moved, so this run is not sent. Set a new schedule if it should be.',
  },
  receipt_needs_card: {
    th: 'รูปภาพ LINE มีปุ่ม “รับทราบ” ไม่ได้ จึงยังไม่ส่ง โปรดเปลี่ยนเป็นการ์ดแล้วขออนุมัติใหม่',
    en: 'A LINE image cannot carry the button for acknowledging, so it was not sent. Make it a card and have it approved anew.',
  },
  quota_short: {
    th: 'โควตาที่เหลือไม่พอสำหรับผู้รับทั้งหมด จึงยังไม่ส่ง โปรดเติมโควตาหรือลดผู้รับ แล้วกดปล่อยรอบส่ง',
    en: 'The quota left is not enough for everybody, so it was not sent. Buy more or choose fewer recipients, then release the run.',
  },
  content_not_approved: {
    th: 'การ์ดในรอบนี้ยังไม่ได้รับอนุมัติ จึงยังไม่ส่ง โปรดให้ผู้อนุมัติพิจารณาแล้วกดปล่อยรอบส่ง',
    en: 'A card of this run is not approved, so it was not sent. Have it approved, then release the run.',
  },
  card_changed: {
    th: 'ถ้อยคำในการ์ดเปลี่ยนไปจากที่อนุมัติไว้ จึงยังไม่ส่ง ระบบขออนุมัติใหม่แล้ว เมื่ออนุมัติแล้วกดปล่อยรอบส่งหากยังต้องการส่ง',
    en: 'A card differs from what was approved, so it was not sent. The approvers have been asked again; release the run once they agree, if it should still go out.',
  },
  restored: {
    th: 'ระบบกู้คืนจากข้อมูลสำรอง รอบนี้อาจส่งไปแล้วหลังเวลาที่สำรอง โปรดตรวจในแชตก่อนกดปล่อยหรือส่งต่อ',
    en: 'The system was restored from a backup, and this run may have gone out after it was made. Look in one of its chats before you release or resume it.',
  },
  paused_by_person: {
    th: 'เจ้าหน้าที่พักรอบส่งนี้ไว้ กดส่งต่อเมื่อพร้อม',
    en: 'A person paused this run. Resume it when ready.',
  },
  campaign_paused: {
    th: 'รายการส่งถูกพักไว้ รอบนี้จะไปต่อเมื่อกดส่งต่อที่รายการส่ง',
    en: 'The campaign is paused. Resume the campaign and this run goes on.',
  },
  monthly_limit: {
    th: 'โควตาข้อความของเดือนนี้หมด โปรดเติมโควตาใน LINE OA หรือรอเดือนถัดไป แล้วกดส่งต่อ',
    en: 'This month’s messages are used up. Buy more in LINE OA or wait for next month, then resume.',
  },
  refused_by_line: {
    th: 'LINE ปฏิเสธมากกว่าครึ่งของการส่งล่าสุด จึงพักไว้ โปรดตรวจการ์ดและการตั้งค่าช่องทาง แล้วกดส่งต่อ หรือส่งซ้ำที่ไม่สำเร็จไปพร้อมกัน',
    en: 'LINE refused more than half of the last messages, so the run is paused. Check the card and the channel, then resume, or retry the failed ones along with the rest.',
  },
  cancelled_by_person: {
    th: 'เจ้าหน้าที่ยกเลิกรอบส่งนี้ ส่วนที่เหลือไม่ถูกส่ง',
    en: 'A person cancelled this run. Nothing further was sent.',
  },
  campaign_cancelled: {
    th: 'รายการส่งถูกยกเลิก ส่วนที่เหลือไม่ถูกส่ง',
    en: 'The campaign was cancelled. Nothing further was sent.',
  },
  outsiders: {
    th: 'กลุ่มมีบุคคลภายนอก การ์ดนี้สำหรับบุคลากรเท่านั้นจึงไม่ส่ง หากข้อมูลกลุ่มเปลี่ยนโปรดแก้ไขที่หน้ากลุ่ม',
    en: 'The group has outsiders and the card is for staff only. Correct the group if that has changed.',
  },
  left: {
    th: 'กลุ่มนำบัญชีออกแล้ว จึงไม่ส่ง หากต้องการส่งอีกโปรดเชิญบัญชีกลับเข้ากลุ่ม',
    en: 'The account is no longer in the group. Invite it again to reach the group.',
  },
  blocked: {
    th: 'ผู้รับบล็อกบัญชี จึงไม่ส่ง ไม่ต้องดำเนินการ',
    en: 'This person blocked the account. Nothing to do.',
  },
  erased: {
    th: 'ผู้รับขอลบข้อมูลของตนแล้ว จึงไม่ส่ง ไม่ต้องดำเนินการ',
    en: 'This person had their data erased. Nothing to do.',
  },
  cap: {
    th: 'แชตนี้ได้รับข้อความครบจำนวนต่อวันหรือต่อสัปดาห์แล้ว จึงเว้นรอบนี้ ปรับจำนวนได้ที่หน้าตั้งค่า',
    en: 'This chat has already had as many messages as allowed for a day or a week. An owner can change the limit in the settings.',
  },
  unsubscribed: {
    th: 'ผู้รับของดรับการ์ดชุดนี้ในแชตส่วนตัว จึงไม่ส่ง เรื่องเร่งด่วนยังส่งถึงได้ ไม่ต้องดำเนินการ',
    en: 'This person has turned this series off. Urgent campaigns still reach them. Nothing to do.',
  },
  cancelled: {
    th: 'รอบส่งถูกยกเลิกก่อนถึงผู้รับรายนี้ ไม่ต้องดำเนินการ',
    en: 'The run was cancelled before this recipient. Nothing to do.',
  },
  no_word: {
    th: 'ไม่มีข้อความใหม่ในกลุ่มตลอดช่วงที่รอ และโควตาไม่พอส่งให้ทุกกลุ่มที่เหลือ จึงไม่ส่ง ส่งเองด้วย LINE ของท่านได้จากหน้าการ์ด',
    en: 'Nobody wrote in the group while it waited, and the quota was not enough for all the groups left. Send it from your own LINE on the page of the card.',
  },
  groups_only: {
    th: 'รายการนี้รอส่งไปกับข้อความในกลุ่ม จึงไม่ส่งในแชตส่วนตัว หากต้องการให้ถึงโปรดตั้งรายการส่งแยกต่างหาก',
    en: 'This campaign waits for messages in groups, so it does not reach people in their own chats. Make a separate campaign for them.',
  },
  REPLY_UNCLEAR: {
    th: 'ส่งไปกับข้อความในกลุ่มแล้วแต่ไม่ทราบผล อาจถึงแล้ว ระบบไม่ส่งซ้ำ โปรดดูในกลุ่มก่อนส่งใหม่',
    en: 'It was sent as an answer in the group and the outcome is not known. It may have arrived and is not sent again: look in the group first.',
  },
  CANCELLED: {
    th: 'รอบส่งถูกยกเลิกก่อนทราบผล อาจถึงผู้รับแล้ว ระบบจะไม่ส่งซ้ำ',
    en: 'The run was cancelled before its outcome was known. It may have arrived and is not sent again.',
  },
  queued: { th: 'รอส่งตามลำดับ ไม่ต้องดำเนินการ', en: 'Waiting for its turn. Nothing to do.' },
  LINE_HTTP_400: {
    th: 'LINE ไม่รับข้อความหรือไม่รู้จักผู้รับ โปรดตรวจการ์ด และตรวจว่าบัญชียังอยู่ในกลุ่ม แล้วส่งซ้ำเฉพาะที่ไม่สำเร็จ',
    en: 'LINE refused the message or does not know the recipient. Check the card and the group, then retry the failed.',
  },
  LINE_HTTP_403: {
    th: 'บัญชี LINE ไม่มีสิทธิ์ส่งแบบนี้ โปรดให้ผู้ดูแลระบบตรวจสิทธิ์ของบัญชี แล้วส่งซ้ำเฉพาะที่ไม่สำเร็จ',
    en: 'The LINE account may not send this. Ask the operator to check its rights, then retry the failed.',
  },
  LINE_HTTP_404: {
    th: 'LINE ไม่พบผู้รับรายนี้ อาจออกจากกลุ่มหรือเลิกใช้แล้ว โปรดตรวจรายชื่อกลุ่ม',
    en: 'LINE cannot find this recipient, who may have left. Check the list of groups.',
  },
  LINE_HTTP_413: {
    th: 'ข้อความใหญ่เกินที่ LINE รับ โปรดย่อการ์ดแล้วส่งใหม่',
    en: 'The message is larger than LINE accepts. Shorten the card and send it again.',
  },
  LINE_UNAUTHORIZED: {
    th: 'LINE ไม่ยอมรับรหัสของช่องทางนี้ โปรดแจ้งผู้ดูแลระบบให้ตรวจการตั้งค่า แล้วกดส่งต่อหรือส่งซ้ำ',
    en: 'LINE does not accept this channel’s credentials. Ask the operator to check them, then resume or retry.',
  },
  LINE_RATE_LIMITED: {
    th: 'LINE ขอให้ส่งช้าลง ระบบจะลองใหม่เอง หากขึ้นว่าไม่สำเร็จให้กดส่งซ้ำ',
    en: 'LINE asked us to slow down. It is retried by itself; if it shows as failed, retry it.',
  },
  LINE_MONTHLY_LIMIT: {
    th: 'โควตาข้อความของเดือนหมดก่อนถึงผู้รับรายนี้ โปรดเติมโควตาแล้วส่งซ้ำเฉพาะที่ไม่สำเร็จ',
    en: 'This month’s messages ran out before this recipient. Buy more, then retry the failed.',
  },
  LINE_UNREACHABLE: {
    th: 'LINE ไม่ตอบ อาจถึงผู้รับแล้วหรือยังไม่ถึง ระบบลองใหม่ได้ถึง 23 ชั่วโมงโดยไม่ส่งซ้ำ หลังจากนั้นโปรดสอบถามผู้รับ',
    en: 'LINE did not answer, so it may have arrived. It is retried for 23 hours and cannot arrive twice; after that, ask the recipient.',
  },
  GAVE_UP: {
    th: 'พ้น 23 ชั่วโมงโดยไม่ทราบผล อาจถึงผู้รับแล้ว ระบบไม่ส่งซ้ำ โปรดสอบถามผู้รับก่อนส่งใหม่',
    en: 'No outcome within 23 hours, so it may have arrived and is not sent again. Ask the recipient before sending it again.',
  },
  UNEXPECTED: {
    th: 'เกิดข้อผิดพลาดระหว่างส่ง อาจถึงผู้รับแล้ว ระบบจะลองใหม่โดยไม่ส่งซ้ำ หากยังพบโปรดแจ้งผู้ดูแลระบบ',
    en: 'Something failed while sending, so it may have arrived. It is retried and cannot arrive twice; tell the operator if this persists.',
  },
}

const otherRefusal: Words = {
  th: 'LINE ปฏิเสธการส่งนี้ โปรดแจ้งผู้ดูแลระบบพร้อมรหัสนี้ แล้วส่งซ้ำเฉพาะที่ไม่สำเร็จ',
  en: 'LINE refused this. Give the code to the operator, then retry the failed.',
}
const unlisted: Words = {
  th: 'ระบบไม่มีคำอธิบายของรหัสนี้ โปรดแจ้งผู้ดูแลระบบพร้อมรหัส',
  en: 'There are no words for this code. Give it to the operator.',
}

/** What a reason of a run, recipient or delivery means and what to do about it; a code of an API error has the words of that. */
export function wordsForReason(code: string, locale: Locale): string {
  return findReasonWords(code, locale) ?? unlisted[locale]
}

/** undefined where nobody has written words for this code. */
export function findReasonWords(code: string, locale: Locale): string | undefined {
  if (Object.hasOwn(catalogue, code)) return catalogue[code]?.[locale]
  if (/^LINE_HTTP_4\d\d$/.test(code)) return otherRefusal[locale]
  // A card that was good when it was approved and is not any more holds the run with the error's code in lower case.
  return findErrorWords(code.toUpperCase(), locale)
}

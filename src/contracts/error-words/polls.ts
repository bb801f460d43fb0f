import type { ErrorWords } from './words.ts'

/** Of polls, ballots, open rooms and the quiz. */
export const pollErrors: ErrorWords = {
  QUESTION_EXISTS: {
    th: 'มีคำถามรหัสนี้แล้ว โปรดใช้รหัสอื่น',
    en: 'A question with this code already exists. Choose another code.',
  },
  ROOM_UNKNOWN: {
    th: 'ไม่พบห้องนี้ โปรดตรวจสอบรหัสหกหลักบนจออีกครั้ง',
    en: 'There is no such room. Check the six digits on the screen.',
  },
  ROOM_NOT_OPEN: {
    th: 'ห้องนี้ไม่ได้เปิดรับคำตอบ โปรดรอผู้ดำเนินรายการ',
    en: 'This room is not taking answers. Wait for the presenter.',
  },
  ROOM_LOCKED: {
    th: 'หยุดรับคำตอบแล้ว โปรดรอคำถามถัดไป',
    en: 'Answering is paused. Wait for the next question.',
  },
  ROOM_QUESTION_OVER: {
    th: 'จอเปลี่ยนไปข้ออื่นแล้ว โปรดตอบคำถามที่แสดงอยู่',
    en: 'The screen has moved on. Answer the question that it shows.',
  },
  ROOM_NETWORK_FULL: {
    th: 'มีเครื่องใหม่จากเครือข่ายนี้ตอบในห้องนี้จำนวนมาก โปรดใช้อินเทอร์เน็ตของโทรศัพท์ หรือรอ 1 นาทีแล้วลองใหม่',
    en: 'Many new devices on this network have answered in this room. Use mobile data, or wait a minute and try again.',
  },
  ROOM_KEY_INVALID: {
    th: 'ลิงก์ควบคุมจอนี้ใช้ไม่ได้แล้ว โปรดสแกนคิวอาร์โค้ดจากจออีกครั้ง',
    en: 'This remote’s link has expired. Scan the code on the screen again.',
  },
  ROOM_CODES_SPENT: {
    th: 'ไม่มีรหัสห้องว่าง โปรดปิดห้องที่ใช้เสร็จแล้วและลองอีกครั้ง',
    en: 'No room code is free. Close rooms that are finished and try again.',
  },
  ANSWER_INVALID: {
    th: 'คำตอบนี้ไม่ตรงกับคำถาม ระบบไม่ได้นับคำตอบ โปรดตอบใหม่',
    en: 'This answer does not fit the question, so nothing was counted. Answer again.',
  },
  BALLOT_NOT_OFFERED: {
    th: 'ยังไม่ได้ตั้งค่า LIFF จึงใช้บัตรไม่มีชื่อไม่ได้ เลือก “เป็นความลับ (ตอบในแชต)” หรือ “ห้องประชุม” แทน หรือแจ้งผู้ดูแลระบบให้ตั้งค่า LIFF',
    en: 'LIFF is not set up, so nameless ballots are not available. Choose answers in the chat or an open room, or ask the operator to set up LIFF.',
  },
  NOT_ELIGIBLE: {
    th: 'ท่านไม่อยู่ในกลุ่มผู้ตอบของแบบสำรวจนี้ ซึ่งกำหนดไว้แล้วเมื่อเผยแพร่ หากเห็นว่าไม่ถูกต้องโปรดติดต่อผู้ประสานงาน',
    en: 'You are not among those asked in this poll, fixed when it was published. Ask the coordinator if that is wrong.',
  },
  ALREADY_DRAWN: {
    th: 'ท่านรับบัตรคำตอบนี้แล้ว แต่ละท่านรับได้หนึ่งใบ โปรดใช้โทรศัพท์เครื่องเดิมที่รับบัตร',
    en: 'You have drawn this ballot already, and there is one for each person. Use the phone that you drew it with.',
  },
  TOO_MANY_DRAWS: {
    th: 'ขอรับบัตรถี่เกินไป บัตรที่ท่านรับไว้แล้วไม่หายไปไหน โปรดรอ 1 นาทีแล้วลองใหม่',
    en: 'You have asked for ballots too often. What you have drawn stays yours. Wait a minute and try again.',
  },
  POLL_NOT_DRAWING: {
    th: 'แบบสำรวจนี้ไม่ได้อยู่ในช่วงรับบัตรคำตอบ โปรดดูกำหนดเวลาบนการ์ด',
    en: 'Ballots of this poll are not being given out now. See the dates on the card.',
  },
  BLINDED_INVALID: {
    th: 'คำขอรับบัตรไม่ถูกต้อง โปรดปิดหน้านี้แล้วเปิดใหม่จากการ์ดใน LINE',
    en: 'The request for a ballot is not valid. Close this page and open it again from the card in LINE.',
  },
  CAST_MALFORMED: {
    th: 'บัตรคำตอบมีรูปแบบไม่ถูกต้อง จึงไม่ได้บันทึก โปรดเปิดหน้านี้ใหม่จากการ์ดใน LINE',
    en: 'The ballot is malformed, so nothing is stored. Open the page again from the card in LINE.',
  },
  BALLOT_REFUSED: {
    th: 'บัตรคำตอบนี้ไม่ใช่ของแบบสำรวจนี้ จึงไม่ได้บันทึก โปรดเปิดหน้านี้ใหม่จากการ์ดใน LINE',
    en: 'This ballot does not belong to this poll, so nothing is stored. Open the page again from the card in LINE.',
  },
  ANSWERS_INVALID: {
    th: 'คำตอบไม่ครบหรือไม่ตรงกับคำถาม จึงไม่ได้บันทึก โปรดตรวจคำตอบแล้วส่งใหม่',
    en: 'The answers do not fit the questions, so nothing is stored. Check them and send again.',
  },
  POLL_NOT_OPEN: {
    th: 'แบบสำรวจนี้ยังไม่เปิดหรือปิดรับคำตอบแล้ว จึงไม่ได้บันทึกคำตอบ',
    en: 'This poll is not open yet or is closed, so nothing is stored.',
  },
  QUESTION_INVALID: {
    th: 'คำถามบางข้อยังไม่ครบหรือไม่ถูกต้อง โปรดแก้ไขช่องที่แจ้ง',
    en: 'Some questions are incomplete or have something invalid in them. Correct the listed fields.',
  },
  QUESTION_NOT_FOR_LEVEL: {
    th: 'แบบสำรวจในแชตถามได้เฉพาะตัวเลือกเดียว มาตรวัด ความเห็นด้วย และคะแนน 0–10 โปรดเปลี่ยนชนิดคำถามหรือใช้บัตรคำตอบ',
    en: 'A poll in the chat can ask only single choices, scales, agreement and 0–10. Change the question or use ballots.',
  },
  CUT_NOT_FOR_LEVEL: {
    th: 'แยกผลตามกลุ่มได้เฉพาะแบบสำรวจที่ใช้บัตรคำตอบ โปรดตัดการแยกผลออกหรือเปลี่ยนระดับ',
    en: 'Only ballot polls can be split by a group. Leave the split out or use ballots.',
  },
  FAIRNESS_NOT_IN_ROOM: {
    th: 'เรื่องความเป็นธรรมในการมอบหมายงาน ประเมินผล เลื่อนตำแหน่ง และคัดเลือก (ITA ข้อ 6.1–6.3) ไม่ถามในห้องประชุม เพราะผู้ที่นั่งใกล้อาจเห็นคำตอบ โปรดใช้บัตรคำตอบ หากไม่ได้ถามเรื่องนี้ โปรดปรับชื่อหรือคำถาม',
    en: 'Fairness in giving out, judging and selecting (ITA items 6.1–6.3) is not asked in a meeting room, where people nearby may see an answer. Use ballots. If that is not what you ask, reword the title or the question.',
  },
  THRESHOLD_LOWERED: {
    th: 'จำนวนผู้ตอบขั้นต่ำเพิ่มได้แต่ลดไม่ได้ หากต้องการจำนวนที่น้อยกว่า โปรดร่างแบบสำรวจใหม่',
    en: 'The least number of answers may be raised, never lowered. Draft another poll for a smaller one.',
  },
  RESULT_NOT_RELEASED: {
    th: 'ผู้อนุมัติยังไม่เผยแพร่ผลนี้ โปรดให้ผู้อนุมัติตรวจผลและเผยแพร่ก่อน',
    en: 'The result is not released yet. Have an approver look at it and release it first.',
  },
  RESULT_CARD_BLANK: {
    th: 'การ์ดแจ้งผลยังไม่ระบุสิ่งที่หน่วยงานจะดำเนินการ โปรดกรอกในหน้าแบบสำรวจก่อนส่งขออนุมัติ',
    en: 'The result card does not say yet what the office will do. Fill it in on the poll’s page before you submit it.',
  },
  RESULT_CARD_LATE: {
    th: 'การ์ดนี้จะถึงผู้รับหลังวันที่ประกาศว่าจะแจ้งผล โปรดเลือกวันส่งให้เร็วขึ้น หากเลยวันนั้นแล้ว ให้ส่งกลับผู้จัดทำเพื่อร่างการ์ดใหม่ในหน้าแบบสำรวจพร้อมเหตุผลที่แจ้งช้า',
    en: 'This card would go out after the day on which the result was due. Choose an earlier time; once the day has passed, its author drafts it anew on the poll’s page with the reason for the delay.',
  },
  RESULT_CARD_BEHIND: {
    th: 'มีการบันทึกประเด็นหลังร่างการ์ดแจ้งผล ระบบกำลังปรับการ์ดให้ตรงกัน โปรดรอสักครู่แล้วส่งขออนุมัติอีกครั้ง หากยังส่งไม่ได้ โปรดร่างการ์ดใหม่ในหน้าแบบสำรวจ',
    en: 'Themes were written after the result card was drafted, and the card is being brought up to date. Submit it again in a moment; if it is still refused, draft the card anew on the poll’s page.',
  },
  POLL_NEVER_OPENED: {
    th: 'แบบสำรวจนี้ปิดโดยไม่ได้เปิดรับคำตอบ จึงไม่มีผลให้เผยแพร่หรือแจ้ง',
    en: 'This poll was closed without ever opening, so there is no result to release or to tell.',
  },
  RESULT_CARD_EXISTS: {
    th: 'การ์ดแจ้งผลของแบบสำรวจนี้ส่งขออนุมัติหรือส่งไปแล้ว โปรดดำเนินการต่อที่รายการส่ง',
    en: 'The result card has been submitted or sent already. Go on with its campaign.',
  },
  POLL_FROZEN: {
    th: 'แบบสำรวจที่เผยแพร่แล้วแก้ไขไม่ได้ เพื่อรักษาคำมั่นที่ให้ไว้กับผู้ตอบ ระบบบันทึกการขอแก้ไขนี้ไว้แล้ว โปรดทำสำเนาเป็นรอบใหม่',
    en: 'A published poll cannot change, as those asked were promised; this attempt is recorded. Duplicate it instead.',
  },
  POLL_AUDIENCE_TOO_SMALL: {
    th: 'ผู้มีสิทธิตอบมีน้อยกว่าเกณฑ์แสดงผล จึงจะไม่มีวันแสดงผลได้ โปรดขยายกลุ่มผู้ตอบ',
    en: 'Fewer people are eligible than a result needs, so none could ever be shown. Widen the audience.',
  },
  POLL_AUDIENCE_TOO_LARGE: {
    th: 'ผู้มีสิทธิตอบเกิน 50,000 คน แบบสำรวจหนึ่งรอบรับไม่ได้ โปรดแบ่งตามหน่วยงานเป็นหลายรอบ',
    en: 'More than 50,000 people are eligible, too many for one poll. Ask unit by unit in several polls.',
  },
  POLL_TIMES_INVALID: {
    th: 'เวลาเปิด ปิด หรือวันแจ้งผลไม่เรียงกันหรือผ่านไปแล้ว โปรดแก้ไขวันเวลา',
    en: 'Opening, closing and the day the result is told are out of order, or have passed. Correct them.',
  },
  POLL_LEAD_TOO_SHORT: {
    th: 'แบบสำรวจที่ให้รับบัตรล่วงหน้าต้องมีเวลาตั้งแต่เผยแพร่ถึงเปิดอย่างน้อย 48 ชั่วโมง โปรดเลื่อนวันเปิด หรือเลือกแบบตอบในครั้งเดียว',
    en: 'Ballots drawn ahead need 48 hours between publishing and opening. Set a later opening, or choose one visit.',
  },
  BALLOTS_STILL_DRAWN: {
    th: 'แบบสำรวจที่ให้รับบัตรล่วงหน้าเปิดก่อนเวลาที่ประกาศไม่ได้ เพื่อไม่ให้โยงเวลาที่รับบัตรกับเวลาที่ตอบ โปรดรอถึงเวลาเปิด',
    en: 'Ballots were drawn for the announced time: opened earlier, draws and votes could be matched. Wait until it opens.',
  },
  POLL_PART_OF_AUDIENCE: {
    th: 'คำเชิญและข้อความเตือนต้องส่งถึงผู้มีสิทธิตอบทุกคนเหมือนกัน โปรดส่งถึงทั้งกลุ่ม',
    en: 'Invitations and reminders go to the whole audience alike. Send it to all.',
  },
  POLL_INVITATION_ELSEWHERE: {
    th: 'การ์ดเชิญร่างได้จากหน้าแบบสำรวจเท่านั้น เพื่อให้ถึงผู้มีสิทธิตอบทุกคน โปรดเปิดแบบสำรวจแล้วกด “ร่างการ์ดเชิญ”',
    en: 'Only the poll itself invites, so that all are asked alike. Open the poll and draft the invitation there.',
  },
  BALLOTS_NOT_DRAWN: {
    th: 'ผู้มีสิทธิรับบัตรแล้วไม่ถึงร้อยละ 60 โปรดเลื่อนวันเปิด หรือปิดโดยไม่เปิดและทำสำเนาแบบตอบในครั้งเดียว',
    en: 'Fewer than 60 % hold their ballot. Postpone the opening, or close it unopened and duplicate it for one visit.',
  },
  BALLOT_KEY_GONE: {
    th: 'แบบสำรวจนี้ออกบัตรเพิ่มไม่ได้แล้ว การเลื่อนวันเปิดจึงไม่ช่วย โปรดปิดโดยไม่เปิดและทำสำเนาเป็นรอบใหม่',
    en: 'This poll cannot give out any more ballots, so postponing would not help. Close it unopened and duplicate it.',
  },
  TEXTS_NOT_READY: {
    th: 'ข้อความจะเปิดให้อ่านเมื่อปิดรับคำตอบแล้วและมีผู้เขียนตั้งแต่ 10 คนขึ้นไป',
    en: 'Texts can be read once the poll is closed and ten people have written.',
  },
  ANSWERS_TOO_LONG: {
    th: 'คำตอบยาวเกินกำหนด โปรดตัดข้อความให้สั้นลง',
    en: 'The answers are too long. Shorten the text.',
  },
}

import type { Locale } from '../../contracts/error-words.ts'

type Words = typeof th

const th = {
  kicker: 'แบบทดสอบความรู้',
  question: (no: number, count: number) => `ข้อ ${no} จาก ${count}`,
  repeat: 'ข้อทบทวน',
  letters: ['ก', 'ข', 'ค'] as readonly string[],
  option: (letter: string) => `ตอบ ${letter}`,
  right: 'ถูกต้อง',
  wrong: 'ยังไม่ถูกต้อง',
  answer: (letter: string, text: string) => `คำตอบคือ ${letter}. ${text}`,
  next: 'ข้อถัดไป',
  card: 'ดูการ์ดเรื่องนี้',
  menu: 'เมนู',
  notice: 'อ่านประกาศ',
  finished: (weeks: number) => `ท่านตอบครบทุกข้อของสัปดาห์นี้แล้ว${streakTh(weeks)}`,
  done: 'ตอบครบแล้ว',
  doneText: (weeks: number) => `ท่านตอบครบทุกข้อของสัปดาห์นี้แล้ว ข้อใหม่มีทุกวันจันทร์${streakTh(weeks)}`,
  none: 'ยังไม่มีคำถาม',
  noneText: 'ยังไม่มีคำถามที่อนุมัติแล้ว เมื่อมี ท่านจะตอบได้จากเมนูนี้',
  gone: 'คำถามนี้ปิดแล้ว',
  goneText: 'โปรดแตะ “ข้อถัดไป” เพื่อดูคำถามของสัปดาห์นี้',
  promise: 'ระบบเก็บผลของท่านเพื่อเลือกข้อทบทวน หน่วยงานเห็นเพียงค่าเฉลี่ยเมื่อมีผู้ตอบตั้งแต่ 5 คนขึ้นไป',
  noticeFirst: 'โปรดอ่านประกาศก่อน',
  noticeFirstText: 'แบบทดสอบเก็บผลของท่านเพื่อเลือกข้อทบทวน โปรดอ่านประกาศความเป็นส่วนตัวและแตะ “รับทราบ” ก่อนเริ่ม',
}

function streakTh(weeks: number): string {
  return weeks > 1 ? `\nท่านตอบต่อเนื่อง ${weeks} สัปดาห์ (เห็นเฉพาะท่าน)` : ''
}

const en: Words = {
  kicker: 'Knowledge quiz',
  question: (no, count) => `Question ${no} of ${count}`,
  repeat: 'Once more',
  letters: ['A', 'B', 'C'],
  option: (letter) => `Answer ${letter}`,
  right: 'Correct',
  wrong: 'Not quite',
  answer: (letter, text) => `The answer is ${letter}. ${text}`,
  next: 'Next question',
  card: 'See the card',
  menu: 'Menu',
  notice: 'Read the notice',
  finished: (weeks) => `That was all for this week.${streakEn(weeks)}`,
  done: 'All done',
  doneText: (weeks) => `You have answered everything for this week. New questions come every Monday.${streakEn(weeks)}`,
  none: 'No questions yet',
  noneText: 'No question has been approved yet. New ones will appear here.',
  gone: 'This question is closed',
  goneText: 'Tap “Next question” for the questions of this week.',
  promise:
    'Your results are kept to choose what to repeat. The office sees only averages, once five people or more have answered.',
  noticeFirst: 'The notice first, please',
  noticeFirstText:
    'The quiz keeps your results to choose what to repeat. Please read the privacy notice and tap “I understand” before you begin.',
}

function streakEn(weeks: number): string {
  return weeks > 1 ? `\n${weeks} weeks in a row (only you see this)` : ''
}

export const words: Record<Locale, Words> = { th, en }

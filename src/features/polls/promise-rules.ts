import type { Level } from '../../contracts/polls.ts'
import type { PollLanguage } from '../../contracts/question-steps.ts'
import { returnsAfterWorkingDays } from './poll-rules.ts'

type Words = Record<PollLanguage, { label: string; lines(k: number): string[] }>

// Exactly what may be promised at each level, and no more. These lines are frozen with a poll and shown before its first question.
const catalogue: Record<Level, Words> = {
  chat: {
    th: {
      label: 'เป็นความลับ (ตอบในแชต)',
      lines: (k) => [
        'ระบบบันทึกเพียงจำนวนผู้เลือกแต่ละคำตอบ ไม่บันทึกว่าท่านเลือกข้อใด',
        'คำตอบที่รอรวมยอดถูกเข้ารหัสไว้ชั่วคราว รหัสป้องกันการตอบซ้ำจะถูกทำลายเมื่อปิดรับคำตอบ',
        'ผู้ที่อาจเห็นคำตอบ: บริษัท LINE ขณะส่ง และผู้ดูแลเครื่องแม่ข่ายจนถึงเวลาปิดรับ',
        'เปลี่ยนคำตอบได้เพียงช่วงสั้น ๆ หลังตอบ',
        `แสดงผลเมื่อมีผู้ตอบตั้งแต่ ${k} คนขึ้นไป`,
      ],
    },
    en: {
      label: 'Confidential (answered in the chat)',
      lines: (k) => [
        'Only how many chose each answer is kept, not which one you chose.',
        'Answers waiting to be counted are encrypted for a short time. What prevents a second answer is destroyed at the close.',
        'Who could see an answer: LINE while it is sent, and the operator of the server until the close.',
        'You can change your answer only for a short while.',
        `Results are shown from ${k} answers on.`,
      ],
    },
  },
  ballot: {
    th: {
      label: 'ไม่ระบุตัวตน (บัตรคำตอบไม่มีชื่อ)',
      lines: (k) => [
        'ระบบทราบว่าท่านรับบัตรแล้ว แต่ไม่มีข้อมูลใดในฐานข้อมูลหรือบันทึกของโปรแกรมที่เชื่อมบัตรหรือคำตอบกลับมาถึงท่าน',
        `แสดงผลเมื่อมีผู้ตอบตั้งแต่ ${k} คนขึ้นไป (ข้อความ ${Math.max(k, 10)} คน)`,
        'สิ่งที่ระบบป้องกันให้ไม่ได้: หน้าเว็บที่หน่วยงานเผยแพร่อาจถูกแก้ไข ผู้ดูแลเครือข่ายอาจเห็นหมายเลขไอพีและเวลาที่เชื่อมต่อ กลุ่มที่มีคนน้อยหรือสำนวนการเขียนอาจทำให้ผู้อื่นคาดเดาได้',
        'ส่งแล้วแก้ไขไม่ได้ หากบัตรสูญหาย ไม่สามารถออกให้ใหม่ได้',
      ],
    },
    en: {
      label: 'Anonymous (a ballot without a name)',
      lines: (k) => [
        'It is known that you drew a ballot, but nothing in the database or the program’s records ties the ballot or its answers to you.',
        `Results are shown from ${k} answers on (text from ${Math.max(k, 10)}).`,
        'What cannot be prevented: the office’s page could be altered, the network’s operator could see your address and the time, and a small group or a way of writing could let others guess.',
        'What is sent cannot be changed, and a lost ballot is not given out again.',
      ],
    },
  },
  ballot_interim: {
    th: {
      label: 'เป็นความลับ (ตอบในหน้าเว็บ)',
      lines: (k) => [
        'ระบบออกแบบมาไม่ให้บันทึกว่าท่านตอบอะไร แต่ผู้ดูแลระบบอาจเห็นได้ขณะที่ท่านตอบ',
        'ผู้ดูแลเครือข่ายอาจเห็นหมายเลขไอพีและเวลา สำนวนการเขียนอาจทำให้คาดเดาได้',
        `แสดงผลเมื่อมีผู้ตอบตั้งแต่ ${k} คนขึ้นไป`,
      ],
    },
    en: {
      label: 'Confidential (answered on a page)',
      lines: (k) => [
        'The system is designed not to record what you answer, but its operator could see it while you answer.',
        'The network’s operator could see your address and the time, and a way of writing could let others guess.',
        `Results are shown from ${k} answers on.`,
      ],
    },
  },
  room: {
    th: {
      label: 'ห้องประชุม (ไม่ต้องเข้าสู่ระบบ)',
      lines: (k) => [
        'ระบบไม่บันทึกว่าใครตอบ',
        'หนึ่งเครื่องตอบได้หนึ่งครั้ง',
        `ผลแสดงบนจอเมื่อครบ ${k} คำตอบ`,
        'ผู้ที่อยู่ใกล้อาจเห็นหน้าจอของท่าน',
      ],
    },
    en: {
      label: 'Open room (no sign-in)',
      lines: (k) => [
        'It is not recorded who answers.',
        'Each device answers once.',
        `Results appear on the screen from ${k} answers on.`,
        'People near you may see your screen.',
      ],
    },
  },
}

export const labelOfLevel = (level: Level, language: PollLanguage): string => catalogue[level][language].label

/** What a poll promises beyond its level: the one split there may be, and an answer by a day that the close alone will tell. */
const own: Record<PollLanguage, { cut(text: string): string; returns: string }> = {
  th: {
    cut: (text) => `แยกผลตาม “${text}” เพียงอย่างเดียว ข้อนี้ไม่บังคับตอบ`,
    returns: `จะแจ้งผลและสิ่งที่หน่วยงานจะดำเนินการภายใน ${returnsAfterWorkingDays} วันทำการหลังปิดรับคำตอบ`,
  },
  en: {
    cut: (text) => `Results are split by “${text}” and by nothing else; you need not answer it.`,
    returns: `You will hear the result and what the office will do within ${returnsAfterWorkingDays} working days of the close.`,
  },
}

/** The promise of a level with the poll's own k in it, and what this poll promises beyond it. */
export function promiseOf(
  level: Level,
  language: PollLanguage,
  k: number,
  { cut, isDayOpen = false }: { cut?: string | undefined; isDayOpen?: boolean } = {},
): string[] {
  const { cut: writeCut, returns } = own[language]
  return [...catalogue[level][language].lines(k), ...(cut ? [writeCut(cut)] : []), ...(isDayOpen ? [returns] : [])]
}

/**
 * The badge a poll may wear. Ballots are called anonymous only once all proofs are recorded, its own certificate among them, the
 * ballots were drawn ahead, and the ballot page has a host of its own; else they wear the interim badge.
 */
export function levelOf(poll: {
  anonymity: 'ballot' | 'chat' | 'room'
  isOneVisit: boolean
  areProofsComplete: boolean
  isBallotHostApart: boolean
}): Level {
  if (poll.anonymity !== 'ballot') return poll.anonymity
  return poll.areProofsComplete && poll.isBallotHostApart && !poll.isOneVisit ? 'ballot' : 'ballot_interim'
}

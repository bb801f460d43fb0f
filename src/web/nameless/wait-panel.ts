import type { Wait } from '../../contracts/late-draw.ts'
import { make } from './dom.ts'

type Language = 'th' | 'en'
type Words = {
  why: Record<Wait['why'], (k: number) => string>
  from(when: string): string
  soonest(when: string): string
}

const words: Record<Language, Words> = {
  th: {
    why: {
      not_open: () => 'ท่านได้รับบัตรแล้ว แบบสำรวจนี้ยังไม่เปิดรับคำตอบ',
      late: (k) =>
        `ท่านรับบัตรในรอบเพิ่มเติม เพื่อไม่ให้ผู้ใดโยงเวลาที่ท่านรับบัตรกับเวลาที่ท่านตอบ บัตรนี้จึงใช้ได้เมื่อสิ้นสุดรอบ และมีผู้รับบัตรในรอบเพิ่มเติมตั้งแต่ ${k} คน`,
      few: (k) =>
        `สิ้นสุดรอบที่ท่านรับบัตรแล้ว แต่ยังมีผู้รับบัตรในรอบเพิ่มเติมไม่ถึง ${k} คน บัตรของท่านจึงรอรวมกับรอบถัดไป เพื่อไม่ให้ผู้ใดเดาได้ว่าคำตอบใดเป็นของท่าน`,
      too_few: (k) =>
        `มีผู้รับบัตรในรอบเพิ่มเติมไม่ถึง ${k} คน บัตรของรอบนี้จึงใช้ลงคำตอบไม่ได้ เพราะอาจมีผู้เดาได้ว่าคำตอบใดเป็นของท่าน ขออภัยและขอบคุณที่ตั้งใจตอบ`,
    },
    from: (when) => `ลงคำตอบได้ตั้งแต่ ${when}`,
    soonest: (when) => `ลงคำตอบได้เร็วที่สุด ${when}`,
  },
  en: {
    why: {
      not_open: () => 'Your ballot is here. The poll is not open yet.',
      late: (k) =>
        `You drew your ballot in a late round. So that nobody can match the time you drew it with the time you answer, it can be used once the round is over and ${k} people have drawn late.`,
      few: (k) =>
        `The round you drew in is over, but fewer than ${k} people have drawn late. So that nobody can guess which answers are yours, your ballot waits for the next round.`,
      too_few: (k) =>
        `Fewer than ${k} people drew late, so the ballots of this round cannot be used: somebody could guess which answers are yours. We are sorry, and thank you for wanting to answer.`,
    },
    from: (when) => `You can answer from ${when}`,
    soonest: (when) => `You can answer from ${when} at the earliest`,
  },
}

/** Why a ballot cannot be used yet and until when, in words. */
export function waitPanel(language: Language, wait: Wait, k: number): HTMLElement {
  const { why, from, soonest } = words[language]
  const when = wait.until && (wait.why === 'not_open' ? from : soonest)(sayTime(language, wait.until))
  return make(
    'div',
    { className: 'panel' },
    make('p', {}, why[wait.why](k)),
    when ? make('p', {}, make('strong', {}, when)) : undefined,
  )
}

function sayTime(language: Language, at: Date): string {
  const locale = language === 'th' ? 'th-TH-u-ca-buddhist-nu-latn' : 'en-GB-u-ca-buddhist'
  const say = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { timeZone: 'Asia/Bangkok', ...options }).format(at)
  const time = say({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  const day = say({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }).replace(/ BE$/, '')
  return language === 'th' ? `${day} เวลา ${time.replace(':', '.')} น.` : `${day}, ${time} (Bangkok time)`
}

import type { Locale } from '../../contracts/error-words.ts'
import { typedWord } from '../../contracts/typed-word.ts'
import { foldText, termsOf } from './search-rules.ts'

/** What the menu offers, in its order. `quiz` and `settings` are answered by other features. */
export const topicNames = ['today', 'dosDonts', 'budget', 'ita', 'polls', 'feedback', 'quiz', 'settings'] as const
export type TopicName = (typeof topicNames)[number]
export type OwnTopic = Exclude<TopicName, 'quiz' | 'settings'>

export const topicLabels: Record<TopicName, Record<Locale, string>> = {
  today: { th: 'เรื่องวันนี้', en: 'Today’s card' },
  dosDonts: { th: 'Dos & Don’ts', en: 'Dos & Don’ts' },
  budget: { th: 'งบประมาณ', en: 'Budget' },
  ita: { th: 'ITA', en: 'ITA' },
  polls: { th: 'แบบสำรวจ', en: 'Polls' },
  feedback: { th: 'เสนอความเห็น', en: 'Give an opinion' },
  quiz: { th: 'แบบทดสอบความรู้', en: 'Knowledge quiz' },
  settings: { th: 'ตั้งค่า', en: 'Settings' },
}

// What people type for an item of the menu beside its label.
const alsoTyped: Record<OwnTopic | 'menu' | 'help', readonly string[]> = {
  today: ['วันนี้', 'การ์ดวันนี้', 'today', 'card of the day'],
  dosDonts: ['ควรทำ', 'ไม่ควรทำ', 'ควรทำไม่ควรทำ', 'dos and donts', 'dos donts', 'do and dont', 'do', 'dont', 'dos'],
  budget: ['งบ', 'สรุปงบ', 'สรุปงบประมาณ', 'ดูงบประมาณ', 'budget'],
  ita: ['ไอทีเอ', 'ผล ita', 'ผลการประเมิน ita', 'คะแนน ita', 'ita score'],
  polls: ['โพล', 'สำรวจ', 'ตอบแบบสำรวจ', 'poll', 'polls', 'survey'],
  feedback: ['ความเห็น', 'ข้อเสนอแนะ', 'แสดงความเห็น', 'feedback', 'opinion', 'suggestion'],
  menu: [
    'เมนู',
    'เมนูหลัก',
    'รายการ',
    'menu',
    'start',
    'เริ่ม',
    'สวัสดี',
    'หวัดดี',
    'ขอบคุณ',
    'hello',
    'hi',
    'thanks',
    'thank you',
  ],
  help: ['ช่วยเหลือ', 'วิธีใช้', 'ช่วยด้วย', 'help'],
}

const keyOf = (text: string) => typedWord(foldText(text))

const byText = new Map<string, OwnTopic | 'menu' | 'help'>()
for (const [name, texts] of Object.entries(alsoTyped) as [OwnTopic | 'menu' | 'help', readonly string[]][]) {
  const labels = name in topicLabels ? Object.values(topicLabels[name as OwnTopic]) : []
  for (const text of [...texts, ...labels]) byText.set(keyOf(text), name)
}

/** The item of the menu that is named, however it is asked for; with more words it is a search. A greeting asks for the menu. */
export function topicOf(typed: string): OwnTopic | 'menu' | 'help' | undefined {
  return byText.get(keyOf(typed)) ?? byText.get(keyOf(termsOf(foldText(typed)).join('')))
}

/** Whether the data behind a button names an item that is answered here. */
export function isTopic(value: string | null): value is OwnTopic {
  return value !== null && value !== 'quiz' && value !== 'settings' && (topicNames as readonly string[]).includes(value)
}

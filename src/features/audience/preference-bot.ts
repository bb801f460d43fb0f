import type { BotContext, EventOf } from '../../bot/bot-context.ts'
import type { Bot } from '../../bot/create-bot.ts'
import { typedWord } from '../../contracts/typed-word.ts'
import type { OutgoingMessage } from '../../line/messages/outgoing-message.ts'
import type { Person } from './answers.ts'
import type { PreferenceAnswers } from './preference-answers.ts'
import { preferencePostbacks as names } from './preference-postbacks.ts'
import type { PreferenceService } from './preference-service.ts'

const answeredBy = {
  settings: [
    ...['ตั้งค่า', 'การตั้งค่า', 'settings', 'setting', 'ภาษา', 'เปลี่ยนภาษา', 'language'],
    // Nobody who has had enough should have to look for the way out.
    ...['งดรับ', 'งดส่ง', 'งดรับการ์ด', 'เลิกรับ', 'เลิกรับการ์ด', 'ไม่รับการ์ด', 'ยกเลิกรับ', 'ยกเลิกการรับ', 'ยกเลิกการรับข่าวสาร'],
    ...['หยุดส่ง', 'เลิกติดตาม', 'unsubscribe', 'stop', 'quiet', 'mute'],
  ],
  myData: ['ข้อมูลของฉัน', 'mydata'],
  english: ['english', 'englishplease', 'ภาษาอังกฤษ', 'อังกฤษ'],
  thai: ['thai', 'ภาษาไทย', 'ไทย'],
} as const
const typed = new Map(
  (Object.keys(answeredBy) as (keyof typeof answeredBy)[]).flatMap((name) =>
    answeredBy[name].map((word) => [word as string, name] as const),
  ),
)

/** ตั้งค่า: what a person decides for themselves. */
export function registerPreferenceBot(bot: Bot, preferences: PreferenceService, answers: PreferenceAnswers): void {
  function onButton(name: string, answer: (person: Person, values: URLSearchParams) => Promise<OutgoingMessage[]>) {
    bot.onPostback(name, async (context, values) => {
      const person = await openPerson(context, preferences)
      if (person) context.reply(...(await answer(person, values)))
    })
  }
  onButton(names.settings, answers.settings)
  onButton(names.language, (person, values) => answers.setLanguage(person, values.get('to')))
  onButton(names.quiet, (person, values) => answers.setQuiet(person, values.get('to')))
  onButton(names.series, answers.series)
  onButton(names.setSeries, (person, values) => answers.setSeries(person, values.get('name') ?? '', values.get('to')))
  onButton(names.myData, answers.myData)
  onButton(names.copy, answers.copy)

  const byName = {
    settings: answers.settings,
    myData: answers.myData,
    english: (person: Person) => answers.setLanguage(person, 'en'),
    thai: (person: Person) => answers.setLanguage(person, 'th'),
  }
  bot.onText(async (context, text) => {
    const name = typed.get(typedWord(text))
    const person = name && (await openPerson(context, preferences))
    if (!person) return false
    context.reply(...(await byName[name](person)))
    return true
  })
}

/** Buttons and words of a 1:1 chat alone: a card forwarded to a group answers nobody there. */
export async function openPerson(
  { event, tx }: BotContext<EventOf<'message'> | EventOf<'postback'>>,
  preferences: Pick<PreferenceService, 'findReader'>,
): Promise<Person | undefined> {
  const { kind, userId } = event.source
  if (kind !== 'user' || !userId) return undefined
  const { language } = await preferences.findReader(tx, userId)
  return { userId, at: event.happenedAt, tx, language }
}

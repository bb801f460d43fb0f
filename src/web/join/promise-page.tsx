import type { PollLanguage } from '../../contracts/question-steps.ts'
import type { RoomState } from '../../contracts/room.ts'
import { showDay } from '../room/show-day.ts'
import { ThaiText } from '../ui/thai-text.tsx'
import { keep, recall } from './memory.ts'
import type { Words } from './words.ts'

/** Before the first question: the badge, and what is promised and what is not, word for word. */
export function PromisePage(props: { room: RoomState; language: PollLanguage; words: Words; begin(): void }) {
  const { room, language, words: t, begin } = props
  return (
    <section className="stack">
      <h1>
        <ThaiText text={room.title} />
      </h1>
      <div className="promise">
        <p className="badge">{t.badge}</p>
        <ul>
          {(room.promises?.[language] ?? room.promise).map((line) => (
            <li key={line}>
              <ThaiText text={line} />
            </li>
          ))}
        </ul>
      </div>
      {room.returnsOn && <p className="quiet">{t.returnsOn(showDay(room.returnsOn, language))}</p>}
      <button
        type="button"
        className="primary"
        onClick={() => {
          keep(room.code, { ...recall(room.code), hasBegun: true })
          begin()
        }}
      >
        {t.begin}
      </button>
    </section>
  )
}

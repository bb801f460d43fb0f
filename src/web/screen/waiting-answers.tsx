import { useCallback, useEffect, useState } from 'react'
import type { RoomState } from '../../contracts/room.ts'
import type { RoomStream } from '../room/room-stream.ts'
import type { Presenter, WaitingAnswer } from './presenter.ts'
import type { Words } from './words.ts'

type Props = { room: RoomState; stream: RoomStream; presenter: Presenter; words: Words }

/** Words go on as they are or mended; texts as a theme in the presenter's own words, never as they were written. */
export function WaitingAnswers({ room, stream, presenter, words: t }: Props) {
  const [items, setItems] = useState<WaitingAnswer[]>([])
  const load = useCallback(() => presenter.listWaiting().then(setItems, () => {}), [presenter]) // the next event asks again
  // biome-ignore lint/correctness/useExhaustiveDependencies: every change of the room may have brought new answers
  useEffect(() => void load(), [load, room.version])

  async function settle(id: string, label: string | null): Promise<void> {
    setItems((known) => known.filter((item) => item.id !== id))
    await presenter.settle(id, label).then(stream.take, load)
  }

  const isText = room.question.kind === 'text'
  const themes = room.result?.rows.map(({ label }) => label) ?? []
  return (
    <section className="waiting" aria-label={t.toRead}>
      <h2>{items.length > 0 ? `${t.toRead} ${items.length}` : t.nothingToRead}</h2>
      <datalist id="themes">
        {themes.map((theme) => (
          <option key={theme} value={theme} />
        ))}
      </datalist>
      <ul>
        {items.slice(0, 30).map((item) => (
          <WaitingRow key={item.id} {...{ item, isText, settle }} words={t} />
        ))}
      </ul>
    </section>
  )
}

function WaitingRow(props: {
  item: WaitingAnswer
  isText: boolean
  words: Words
  settle(id: string, label: string | null): void
}) {
  const { item, isText, words: t, settle } = props
  const [label, setLabel] = useState(isText ? '' : item.body)
  return (
    <li>
      {isText && <p>{item.body}</p>}
      <form
        onSubmit={(event) => {
          event.preventDefault()
          settle(item.id, label.trim())
        }}
      >
        <input
          value={label}
          onChange={(event) => setLabel(event.target.value)}
          aria-label={isText ? t.theme : t.wordOnScreen}
          placeholder={isText ? t.theme : undefined}
          list={isText ? 'themes' : undefined}
          maxLength={isText ? 100 : 40}
          required
        />
        <button type="submit" className="primary">
          {t.show}
        </button>
        <button type="button" onClick={() => settle(item.id, null)}>
          {t.drop}
        </button>
      </form>
    </li>
  )
}

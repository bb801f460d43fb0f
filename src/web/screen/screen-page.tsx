import { IconDeviceMobile, IconLock, IconPlugConnectedX, IconShieldLock } from '@tabler/icons-react'
import { useEffect } from 'react'
import type { RoomState } from '../../contracts/room.ts'
import type { RoomStream } from '../room/room-stream.ts'
import { showDay } from '../room/show-day.ts'
import { useRoom } from '../room/use-room.ts'
import { useSecondsLeft } from '../room/use-seconds-left.ts'
import { ThaiText } from '../ui/thai-text.tsx'
import { ControlBar } from './control-bar.tsx'
import { JoinPanel } from './join-panel.tsx'
import { ResultView } from './result-view.tsx'
import { useIdle } from './use-idle.ts'
import { useScheme } from './use-scheme.ts'
import { useSteering } from './use-steering.ts'
import { type Words, words } from './words.ts'

/** The wall: one question, its picture, and how to join. */
export function ScreenPage({ stream, code }: { stream: RoomStream; code: string }) {
  const { room, isLive, isUnknown, clockAheadMs } = useRoom(stream)
  const { steering } = useSteering(stream, code)
  const { isDark, variables, toggleScheme } = useScheme()
  const isIdle = useIdle()
  const language = room?.language ?? 'th'
  const t = words[language]

  useEffect(() => {
    document.documentElement.lang = language
    if (room) document.title = room.title
  }, [language, room])

  return (
    <main className="screen" data-scheme={isDark ? 'dark' : 'light'} data-idle={isIdle} style={variables}>
      {isUnknown && (
        <section className="stage-alone">
          <h1>{t.unknown}</h1>
          <p>{t.unknownHint}</p>
        </section>
      )}
      {room && !isUnknown && (
        <>
          <Head room={room} words={t} clockAheadMs={clockAheadMs} />
          {room.state === 'open' ? <Stage room={room} words={t} /> : <Aside room={room} words={t} />}
          <footer className="foot">
            <span className="badge">
              <IconShieldLock stroke={1.75} />
              {room.badge}
            </span>
            <span>{t.threshold(room.threshold)}</span>
          </footer>
          <ControlBar {...{ room, steering, isDark, toggleScheme }} words={t} />
        </>
      )}
      {!isLive && !isUnknown && (
        <p className="offline" role="status">
          <IconPlugConnectedX stroke={1.75} />
          {t.offline}
        </p>
      )}
    </main>
  )
}

function Head({ room, words: t, clockAheadMs }: { room: RoomState; words: Words; clockAheadMs: number }) {
  const secondsLeft = useSecondsLeft(room.timerEndsAt, clockAheadMs)
  const isOpen = room.state === 'open'
  const answered = room.result?.answered ?? null
  return (
    <header className="head">
      <p className="head-title">{room.title}</p>
      <ul className="head-facts">
        {isOpen && secondsLeft !== undefined && (
          <li className="clock" data-late={secondsLeft <= 10}>
            <span role="timer" aria-label={t.seconds(secondsLeft)}>
              {secondsLeft === 0
                ? t.timeOver
                : `${Math.floor(secondsLeft / 60)}:${String(secondsLeft % 60).padStart(2, '0')}`}
            </span>
          </li>
        )}
        {isOpen && room.isLocked && (
          <li className="locked">
            <IconLock stroke={2} />
            {t.locked}
          </li>
        )}
        {isOpen && room.questionCount > 1 && <li>{t.question(room.questionNo, room.questionCount)}</li>}
        {isOpen && answered !== null && <li>{t.answered(answered)}</li>}
        {room.participants !== null && (
          <li>
            <IconDeviceMobile stroke={1.75} />
            {t.participants(room.participants)}
          </li>
        )}
      </ul>
    </header>
  )
}

function Stage({ room, words: t }: { room: RoomState; words: Words }) {
  const { question } = room
  return (
    <section className="stage">
      <div className="stage-main">
        {/* The key makes a new question come in as a whole: bars of one never turn into bars of another. */}
        <div className="stage-question" key={`${question.key}-${room.round}`}>
          <h1 data-length={lengthOf(question.text)}>
            <ThaiText text={question.text} />
          </h1>
          <div className="result">
            <ResultView room={room} language={room.language} />
          </div>
        </div>
      </div>
      <JoinPanel room={room} words={t} />
    </section>
  )
}

/** Before the first question the way in is all there is to see; after the close the thanks. */
function Aside({ room, words: t }: { room: RoomState; words: Words }) {
  const [isClosed, day] = [room.state === 'closed', room.returnsOn && showDay(room.returnsOn, room.language)]
  return (
    <section className="stage-alone">
      <div>
        <p className="kicker">{isClosed ? t.closed : t.waiting}</p>
        <h1 data-length={lengthOf(room.title)}>
          <ThaiText text={room.title} />
        </h1>
        {!isClosed && <p className="hint">{t.waitingHint}</p>}
        {!isClosed && (
          <ul className="promise">
            {room.promise.map((line) => (
              <li key={line}>
                <ThaiText text={line} />
              </li>
            ))}
          </ul>
        )}
        {day && <p className="hint">{t.returnsOn(day)}</p>}
      </div>
      {!isClosed && <JoinPanel room={room} words={t} isLarge />}
    </section>
  )
}

/** Readable from 15 m at 72 of 1080; a question of 300 letters has to give way to its answers. */
function lengthOf(text: string): 'short' | 'middle' | 'long' {
  if (text.length > 140) return 'long'
  return text.length > 70 ? 'middle' : 'short'
}

import {
  IconArrowLeft,
  IconArrowRight,
  IconClock,
  IconClockOff,
  IconEye,
  IconEyeOff,
  IconHandStop,
  IconPlayerPlay,
  IconRestore,
} from '@tabler/icons-react'
import { type CSSProperties, useState } from 'react'
import type { RoomState } from '../../contracts/room.ts'
import type { RoomStream } from '../room/room-stream.ts'
import { useRoom } from '../room/use-room.ts'
import { useSecondsLeft } from '../room/use-seconds-left.ts'
import { ThaiText } from '../ui/thai-text.tsx'
import { lightVariables } from '../ui/tokens.ts'
import { useSteering } from './use-steering.ts'
import { WaitingAnswers } from './waiting-answers.tsx'
import { type Words, words } from './words.ts'

/** The presenter's phone: one thumb for next, the rest in reach, and words and texts to read before the room does. */
export function RemotePage({ stream, code }: { stream: RoomStream; code: string }) {
  const { room, isLive, isUnknown, clockAheadMs } = useRoom(stream)
  const { isKnown, steering } = useSteering(stream, code)
  const [isAsking, setAsking] = useState(false)
  const secondsLeft = useSecondsLeft(room?.timerEndsAt ?? null, clockAheadMs)
  const t = words[room?.language ?? 'th']
  const style = lightVariables as CSSProperties

  if (isUnknown || (isKnown && !steering)) {
    return (
      <main className="remote" style={style}>
        <p className="remote-note">{isUnknown ? t.unknown : t.noKey}</p>
      </main>
    )
  }
  if (!room || !steering) return <main className="remote" style={style} />
  const { act } = steering
  const isOpen = room.state === 'open'

  return (
    <main className="remote" style={style}>
      <header>
        <p>
          <ThaiText text={room.title} />
          {!isLive && <span role="status"> · {t.offline}</span>}
        </p>
        <h1>
          <ThaiText text={isOpen ? room.question.text : room.state === 'closed' ? t.closed : t.waiting} />
        </h1>
        {isOpen && <Facts room={room} secondsLeft={secondsLeft} words={t} />}
        {steering.isRefused && <p role="alert">{t.refused}</p>}
      </header>
      {isOpen && (
        <nav aria-label={t.steer}>
          <button type="button" className="wide primary" onClick={() => act('next')} disabled={isLast(room)}>
            {bare(t.next)} <IconArrowRight />
          </button>
          <button type="button" onClick={() => act('previous')} disabled={room.questionNo === 1}>
            <IconArrowLeft /> {bare(t.previous)}
          </button>
          <button type="button" onClick={() => act(room.isRevealed ? 'hide' : 'reveal')}>
            {room.isRevealed ? <IconEyeOff /> : <IconEye />} {bare(room.isRevealed ? t.hide : t.reveal)}
          </button>
          <button type="button" onClick={() => act(room.isLocked ? 'unlock' : 'lock')}>
            {room.isLocked ? <IconPlayerPlay /> : <IconHandStop />} {bare(room.isLocked ? t.unlock : t.lock)}
          </button>
          <button type="button" onClick={steering.toggleTimer}>
            {room.timerEndsAt ? <IconClockOff /> : <IconClock />} {bare(room.timerEndsAt ? t.stopTimer : t.timer)}
          </button>
          {isAsking ? (
            <div className="wide ask">
              <p>{t.resetQuestion}</p>
              <button type="button" onClick={() => setAsking(false)}>
                {t.resetNo}
              </button>
              <button
                type="button"
                className="danger"
                onClick={() => {
                  setAsking(false)
                  act('reset')
                }}
              >
                {t.resetYes}
              </button>
            </div>
          ) : (
            <button type="button" className="wide quiet" onClick={() => setAsking(true)}>
              <IconRestore /> {bare(t.reset)}
            </button>
          )}
        </nav>
      )}
      {isOpen && (room.question.kind === 'word' || room.question.kind === 'text') && (
        <WaitingAnswers {...{ room, stream }} presenter={steering.presenter} words={t} />
      )}
    </main>
  )
}

/** What the wall shows at this moment, for whoever stands with their back to it. */
function Facts({ room, secondsLeft, words: t }: { room: RoomState; secondsLeft: number | undefined; words: Words }) {
  const isLate = secondsLeft !== undefined && secondsLeft <= 10
  return (
    <ul className="remote-facts">
      <li>{t.question(room.questionNo, room.questionCount)}</li>
      {room.result?.answered != null && <li>{t.answered(room.result.answered)}</li>}
      {secondsLeft !== undefined && (
        <li className="remote-clock" data-late={isLate}>
          {secondsLeft === 0 ? t.timeOver : t.seconds(secondsLeft)}
        </li>
      )}
      {room.isLocked && <li data-late="true">{t.locked}</li>}
      {!room.isRevealed && <li>{t.isHidden}</li>}
    </ul>
  )
}

const isLast = ({ questionNo, questionCount }: { questionNo: number; questionCount: number }) =>
  questionNo === questionCount

/** A phone has no keys to name. */
const bare = (label: string) => label.replace(/ \([^)]*\)$/, '')

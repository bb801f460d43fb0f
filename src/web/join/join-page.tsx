import { useEffect, useState } from 'react'
import type { PollLanguage } from '../../contracts/question-steps.ts'
import { createRoomStream, type RoomStream } from '../room/room-stream.ts'
import { useRoom } from '../room/use-room.ts'
import { ThaiText } from '../ui/thai-text.tsx'
import { EnterCode } from './enter-code.tsx'
import { recall } from './memory.ts'
import { PromisePage } from './promise-page.tsx'
import { QuestionPage } from './question-page.tsx'
import { words } from './words.ts'

const browserLanguage: PollLanguage = navigator.language.startsWith('en') ? 'en' : 'th'

/** A phone in the hall, from the code to the last question. */
export function JoinPage({ code }: { code: string }) {
  const [chosen, setLanguage] = useState<PollLanguage>()
  const [stream] = useState<RoomStream | undefined>(() =>
    /^\d{6}$/.test(code) ? createRoomStream(code, 'join') : undefined,
  )
  return (
    <main className="page">
      {stream ? (
        <Room {...{ stream, code, chosen, setLanguage }} />
      ) : (
        <Entrance isWrong={code !== ''} {...{ chosen, setLanguage }} />
      )}
    </main>
  )
}

/** Before there is a room whose language could be followed. */
function Entrance(props: { isWrong: boolean; chosen: PollLanguage | undefined; setLanguage(to: PollLanguage): void }) {
  const language = props.chosen ?? browserLanguage
  const t = words[language]

  useEffect(() => {
    document.documentElement.lang = language
    document.title = t.enter
  }, [language, t])

  return (
    <>
      <Top title={t.product} {...{ language }} setLanguage={props.setLanguage} />
      <EnterCode words={t} isWrong={props.isWrong} />
    </>
  )
}

function Top(props: { title: string; language: PollLanguage; setLanguage(language: PollLanguage): void }) {
  const other = props.language === 'th' ? 'en' : 'th'
  return (
    <header className="top">
      <p>
        <ThaiText text={props.title} />
      </p>
      <button type="button" className="link" lang={other} onClick={() => props.setLanguage(other)}>
        {words[props.language].language}
      </button>
    </header>
  )
}

function Room(props: {
  stream: RoomStream
  code: string
  chosen: PollLanguage | undefined
  setLanguage(language: PollLanguage): void
}) {
  const { stream, code, chosen, setLanguage } = props
  const { room, isLive, isUnknown, clockAheadMs } = useRoom(stream)
  const [hasBegun, setBegun] = useState(() => recall(code).hasBegun)
  const language = chosen ?? room?.language ?? browserLanguage
  const t = words[language]

  useEffect(() => {
    document.documentElement.lang = language
    if (room) document.title = room.title
  }, [language, room])

  if (isUnknown) return <Entrance isWrong {...{ chosen, setLanguage }} />
  return (
    <>
      <Top title={room?.title ?? ''} {...{ language, setLanguage }} />
      {room && !hasBegun && <PromisePage {...{ room, language }} words={t} begin={() => setBegun(true)} />}
      {room && hasBegun && <QuestionPage {...{ room, language, clockAheadMs }} words={t} />}
      {!isLive && (
        <p className="offline" role="status">
          {t.offline}
        </p>
      )}
    </>
  )
}

import { Suspense, use, useEffect, useRef, useState } from 'react'
import { LineMessage } from '../ui/message/line-message.tsx'
import { englishMessageWords, thaiMessageWords } from '../ui/message/message-words.ts'
import { ByCopy } from './by-copy.tsx'
import { RecordForm } from './record-form.tsx'
import type { Picked, Visit } from './visit.ts'
import { type Language, type Words, words } from './words.ts'

/** A card in an officer's hand: sent to whom they choose in LINE, then recorded as they say. */
export function SharePage({ visit }: { visit: Promise<Visit | undefined> }) {
  const [language, setLanguage] = useState<Language>(navigator.language.startsWith('en') ? 'en' : 'th')
  const t = words[language]
  useEffect(() => {
    document.documentElement.lang = language
    document.title = t.title
  }, [language, t])
  return (
    <main className="page">
      <Suspense fallback={<p role="status">{t.opening}</p>}>
        <Opened {...{ visit, language, t }} onLanguage={() => setLanguage(language === 'th' ? 'en' : 'th')} />
      </Suspense>
    </main>
  )
}

type OpenedProps = { visit: Promise<Visit | undefined>; language: Language; t: Words; onLanguage(): void }

function Opened({ visit, language, t, onLanguage }: OpenedProps) {
  const found = use(visit)
  // On its way to LINE's login.
  if (!found) return <p role="status">{t.opening}</p>
  return (
    <>
      <header className="top">
        <p>{found.agency}</p>
        <button type="button" className="link" onClick={onLanguage}>
          {t.otherLanguage}
        </button>
      </header>
      <h1>{t.title}</h1>
      {found.kind === 'not_set' ? <p role="alert">{t.notSet}</p> : null}
      {found.kind === 'refused' ? (
        <section className="stack">
          <p className="bad" role="alert">
            {found.message ?? t.failed}
          </p>
          <button type="button" onClick={() => location.reload()}>
            {t.tryAgain}
          </button>
        </section>
      ) : null}
      {found.kind === 'open' ? <Steps visit={found} {...{ language, t }} /> : null}
    </>
  )
}

function Steps({ visit, language, t }: { visit: Visit & { kind: 'open' }; language: Language; t: Words }) {
  const { card, canPick, acts } = visit
  const [picked, setPicked] = useState<Picked | 'failed' | undefined>(visit.picked)
  const messageWords = language === 'th' ? thaiMessageWords : englishMessageWords
  const recordStep = useRef<HTMLElement>(null)
  useEffect(() => {
    if (picked === 'sent') recordStep.current?.scrollIntoView({ block: 'start' })
  }, [picked])

  async function pick() {
    setPicked(undefined)
    try {
      setPicked(await acts.pick())
    } catch {
      setPicked('failed')
    }
  }

  return (
    <>
      <p>{t.lead}</p>
      <section className="stack" aria-label={t.card}>
        <div className="chat">
          {card.messages.map((message) => (
            <LineMessage key={JSON.stringify(message)} message={message} words={messageWords} />
          ))}
        </div>
      </section>
      <section className="stack" aria-labelledby="send">
        <h2 id="send">{t.send}</h2>
        {canPick ? (
          <button type="button" className="primary" onClick={() => void pick()}>
            {t.pick}
          </button>
        ) : (
          <p role="status">{card.isShareable ? t.noPicker : t.cardStays}</p>
        )}
        <p role="status" className={picked === 'sent' ? 'good' : undefined}>
          {picked === 'sent' && t.sent}
          {picked === 'closed' && t.closed}
          {picked === 'failed' && t.pickFailed}
        </p>
        <ByCopy text={card.text} pictureUrl={card.pictureUrl} isOpen={!canPick || picked === 'failed'} t={t} />
      </section>
      <section className="stack" aria-labelledby="record" ref={recordStep}>
        <h2 id="record">{t.record}</h2>
        {card.recordUrl === null ? (
          <RecordForm groups={card.groups} onRecord={acts.record} onClose={acts.close} t={t} />
        ) : (
          <>
            <p>{t.recordInConsole}</p>
            <a
              className="button"
              href={card.recordUrl}
              {...(acts.isInSheet && { target: '_blank', rel: 'noreferrer' })}
            >
              {t.openConsole}
            </a>
          </>
        )}
      </section>
    </>
  )
}

import { Button, Group, Stack, TextInput } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { showLongDay, toThaiDigits } from '../../parts/dates.ts'
import { useWords } from '../../words/define-words.ts'
import { currentLanguage } from '../../words/language.ts'
import { memoWords } from './memo-words.ts'
import './memo.css'
import { Sheet } from '../../parts/sheet.tsx'

export type MemoFacts = {
  name: string
  schedule: string
  audience: string
  messageCount: number | null
  submittedAt: string | null
  /** What each card says by itself, as it stands in the notification. */
  cards: string[]
}

/** The approval on paper: its number is typed here, and the sheet alone is printed. */
export function MemoSheet({ facts, onClose }: { facts: MemoFacts; onClose: () => void }) {
  const w = useWords(memoWords)
  const [no, setNo] = useState('')
  return (
    <Sheet opened onClose={onClose} title={w('print')} size="xl">
      <Stack>
        <Group align="flex-end" className="no-print">
          <TextInput
            label={w('no')}
            description={w('noHelp')}
            maxLength={60}
            value={no}
            onChange={(event) => setNo(event.currentTarget.value)}
            data-autofocus
          />
          <Button leftSection={<IconPrinter size={18} aria-hidden />} onClick={() => window.print()}>
            {w('printNow')}
          </Button>
        </Group>
        <Memo no={no.trim()} facts={facts} />
      </Stack>
    </Sheet>
  )
}

const dots = '.'.repeat(56)

function Memo({
  no,
  facts: { name, schedule, audience, messageCount, submittedAt, cards },
}: {
  no: string
  facts: MemoFacts
}) {
  const w = useWords(memoWords)
  const site = useQuery(api.site.get.queryOptions({ staleTime: Number.POSITIVE_INFINITY }))
  // An official document in Thai has Thai digits.
  const print = (text: string) => (currentLanguage() === 'th' ? toThaiDigits(text) : text)
  const rows = [
    [w('audience'), audience],
    [w('schedule'), schedule],
    messageCount !== null && [w('cost'), w('messages', { count: messageCount })],
  ].filter((row) => row !== false)
  return (
    <article className="memo" aria-label={w('memo')}>
      <h2>{w('memo')}</h2>
      <p>
        <b>{w('office')}</b> {site.data?.agencyName}
      </p>
      <p className="memo-pair">
        <span>
          <b>{w('at')}</b> {print(no || dots)}
        </span>
        <span>
          <b>{w('day')}</b> {print(showLongDay(submittedAt ?? new Date()))}
        </span>
      </p>
      <p className="memo-subject">
        <b>{w('subject')}</b> {print(w('subjectText', { name }))}
      </p>
      <p>
        <b>{w('to')}</b> {w('approver')}
      </p>
      <p className="memo-text">{w('request')}</p>
      <dl>
        {rows.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{print(value as string)}</dd>
          </div>
        ))}
        <div>
          <dt>{w('card')}</dt>
          <dd>
            {cards.map((card) => (
              <p key={card} lang="th">
                {print(card)}
              </p>
            ))}
          </dd>
        </div>
      </dl>
      <p className="memo-text">{w('close')}</p>
      <div className="memo-signs">
        <Signature role={w('author')} />
        <Signature role={w('approver')} choices={[w('yes'), w('no_')]} />
      </div>
    </article>
  )
}

function Signature({ role, choices = [] }: { role: string; choices?: string[] }) {
  const w = useWords(memoWords)
  return (
    <div>
      <p className="memo-choices">
        {choices.map((choice) => (
          <span key={choice}>
            <span className="memo-box" aria-hidden="true" /> {choice}
          </span>
        ))}
      </p>
      <p>
        {w('sign')} {dots}
      </p>
      <p>({dots})</p>
      <p>{role}</p>
      <p>
        {w('day')} {dots}
      </p>
    </div>
  )
}

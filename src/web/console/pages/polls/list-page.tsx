import { Button, Select } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'react-router'
import { api } from '../../api/client.ts'
import { useMay } from '../../api/me.ts'
import { showDay } from '../../parts/dates.ts'
import { EndlessList, nextPage } from '../../parts/endless-list.tsx'
import { LinkedRow } from '../../parts/linked-row.tsx'
import { Empty, Page, Panel } from '../../parts/page.tsx'
import { common } from '../../words/common.ts'
import { useWords } from '../../words/define-words.ts'
import { type PollState, PollStateMark, pollStates } from './poll-state.tsx'
import { pollWords } from './words.ts'

export default function PollListPage() {
  const w = useWords(pollWords)
  const t = useWords(common)
  const may = useMay()
  const [state, setState] = useState<PollState | null>(null)
  const polls = useInfiniteQuery(
    api.polls.list.infiniteOptions({
      input: (cursor) => ({ limit: 30, ...(cursor && { cursor }), ...(state && { state }) }),
      ...nextPage,
    }),
  )
  const newButton = may('polls.edit') ? (
    <Button component={Link} to="/polls/new" leftSection={<IconPlus size={18} aria-hidden />}>
      {w('new')}
    </Button>
  ) : null
  return (
    <Page title={w('title')} lead={w('lead')} actions={newButton}>
      <Select
        label={w('filter')}
        placeholder={t('all')}
        clearable
        value={state}
        onChange={(value) => setState(value as PollState | null)}
        data={pollStates.map((value) => ({ value, label: w(value) }))}
        maw={260}
      />
      <Panel>
        <EndlessList query={polls} empty={<Empty title={w('emptyTitle')} text={w('emptyText')} action={newButton} />}>
          {(items) => (
            <ul className="rows">
              {items.map((poll) => (
                <LinkedRow
                  key={poll.id}
                  to={`/polls/${poll.id}`}
                  title={poll.title}
                  note={`${w(poll.level ?? poll.anonymity)} · ${w('questionCount', { count: poll.questions.length })}`}
                  aside={
                    <>
                      <PollStateMark state={poll.state} />
                      <br />
                      <span className="quiet">{dateLine(poll, w)}</span>
                    </>
                  }
                />
              ))}
            </ul>
          )}
        </EndlessList>
      </Panel>
    </Page>
  )
}

type Dated = { state: PollState; opensAt: string | null; closesAt: string | null; closedAt: string | null }

/** The one date that matters next. */
function dateLine(
  { state, opensAt, closesAt, closedAt }: Dated,
  w: (key: 'opensOn' | 'closesOn' | 'closedOn', values: { day: string }) => string,
) {
  if (state === 'closed') return closedAt ? w('closedOn', { day: showDay(closedAt) }) : ''
  if (state === 'open') return closesAt ? w('closesOn', { day: showDay(closesAt) }) : ''
  return opensAt ? w('opensOn', { day: showDay(opensAt) }) : ''
}

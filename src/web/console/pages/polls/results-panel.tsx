import { Alert, Button, Group, Select, Stack, Text } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { useMay } from '../../api/me.ts'
import { ConfirmButton } from '../../parts/confirm-button.tsx'
import { showDay } from '../../parts/dates.ts'
import { dayOf } from '../../parts/days.ts'
import { Panel } from '../../parts/page.tsx'
import { QueryView } from '../../parts/query-view.tsx'
import { tell } from '../../parts/tell.ts'
import { useWords } from '../../words/define-words.ts'
import { ComparisonPanel } from './comparison-panel.tsx'
import { ItaPanel } from './ita-panel.tsx'
import { PictureButton } from './picture-button.tsx'
import { type Poll, type Results, resultOptions } from './poll-queries.ts'
import { ReasonButton } from './reason-button.tsx'
import { ResultChart } from './result-chart.tsx'
import { isToRelease } from './result-state.ts'
import { pollWords } from './words.ts'

/** What may be shown now: how many have answered while it is open, figures after the close. */
export function ResultsPanel({ poll, onChanged }: { poll: Poll; onChanged: () => void }) {
  const results = useQuery(resultOptions(poll.id, poll.state === 'open'))
  return <QueryView query={results}>{(data) => <Shown poll={poll} results={data} onChanged={onChanged} />}</QueryView>
}

function Shown({ poll, results, onChanged }: { poll: Poll; results: Results; onChanged: () => void }) {
  const w = useWords(pollWords)
  const { note, lateReason, participation, threshold, ita, boardHash, eligible, issued, cast } = results
  if (poll.state === 'open')
    return (
      <Panel title={w('turnout')}>
        <Stack gap="xs" aria-live="polite">
          <Text className={participation ? 'big-number' : undefined}>{participation ?? w('turnoutHidden')}</Text>
          {poll.anonymity === 'room' ? null : (
            <Text size="sm" c="dimmed">
              {w('batches', { k: threshold })}
            </Text>
          )}
        </Stack>
      </Panel>
    )
  return (
    <>
      <Panel
        title={w('results')}
        aside={note === null ? <Exports pollId={poll.id} isReleased={poll.resultReleasedAt !== null} /> : null}
      >
        <Stack gap="lg">
          {note === null ? null : (
            <Alert variant="light" color="navy">
              {note}
            </Alert>
          )}
          {lateReason ? <Text c="dimmed">{w('lateBecause', { reason: lateReason })}</Text> : null}
          {participation ? <Text>{participation}</Text> : null}
          {eligible !== null && issued !== null && cast !== null ? (
            <Text size="sm" c="dimmed">
              {w('ballots', { eligible, issued, cast })}
            </Text>
          ) : null}
          {isToRelease(poll) ? <Release poll={poll} onChanged={onChanged} /> : null}
          {note === null ? <Figures poll={poll} results={results} /> : null}
          {boardHash ? (
            <Text size="sm" c="dimmed" className="breaks">
              {w('board')}: <code>{boardHash}</code>
            </Text>
          ) : null}
        </Stack>
      </Panel>
      {ita && note === null ? <ItaPanel ita={ita} results={results} /> : null}
      {poll.copiedFrom !== null && note === null ? <ComparisonPanel pollId={poll.id} /> : null}
    </>
  )
}

function Figures({ poll, results }: { poll: Poll; results: Results }) {
  const w = useWords(pollWords)
  const [cut, setCut] = useState<string | null>(null)
  const part = results.cuts.find(({ key }) => key === cut)
  const questions = part?.questions ?? results.questions
  return (
    <>
      {results.cuts.length > 0 ? (
        <Select
          label={w('chooseGroup')}
          placeholder={w('everybody')}
          clearable
          value={cut}
          onChange={setCut}
          data={results.cuts.map(({ key, label }) => ({ value: key, label }))}
          maw={360}
        />
      ) : null}
      {questions.map((result) => (
        <ResultChart
          key={result.key}
          result={result}
          threshold={result.kind === 'text' ? Math.max(results.threshold, results.textThreshold) : results.threshold}
          isReversed={poll.questions.some(
            ({ key, ...own }) => key === result.key && 'isReversed' in own && own.isReversed,
          )}
          aside={
            poll.resultReleasedAt !== null && !result.isHidden && part === undefined ? (
              <PictureButton pollId={poll.id} question={{ key: result.key, rows: result.rows.length }} />
            ) : null
          }
        />
      ))}
    </>
  )
}

function Exports({ pollId, isReleased }: { pollId: string; isReleased: boolean }) {
  const w = useWords(pollWords)
  return (
    <Group gap="xs" className="no-print">
      {(['xlsx', 'csv'] as const).map((format) => (
        <Button
          key={format}
          component="a"
          size="xs"
          variant="default"
          href={`/api/v1/polls/${pollId}/export?format=${format}`}
          download
        >
          {w(format === 'xlsx' ? 'excel' : 'csv')}
        </Button>
      ))}
      {isReleased ? <PictureButton pollId={pollId} /> : null}
    </Group>
  )
}

/** The approver has seen it first: told to all, or held back for a reason that all can read. */
function Release({ poll, onChanged }: { poll: Poll; onChanged: () => void }) {
  const w = useWords(pollWords)
  const may = useMay()
  const done = (words: 'released' | 'heldNow') => ({
    onSuccess: () => {
      tell(w(words))
      onChanged()
    },
  })
  const release = useMutation(api.polls.release.mutationOptions(done('released')))
  const hold = useMutation(api.polls.hold.mutationOptions(done('heldNow')))
  if (!may('polls.approve')) return null
  const isOverdue = poll.returnsOn !== null && dayOf(new Date()) > poll.returnsOn
  return (
    <Stack gap="xs">
      {poll.returnsOn && isOverdue && !poll.holdReason ? (
        <Alert variant="light" color="red" role="status">
          {w('overdue', { day: showDay(`${poll.returnsOn}T12:00:00+07:00`) })}
        </Alert>
      ) : null}
      <Text c="dimmed">{poll.holdReason ? w('heldBecause', { reason: poll.holdReason }) : w('approverFirst')}</Text>
      <Group>
        {isOverdue && !poll.holdReason ? (
          <ReasonButton
            label={w('release')}
            title={w('lateTitle')}
            help={w('lateHelp')}
            mostLetters={300}
            onGive={(reason) => release.mutateAsync({ id: poll.id, reason })}
            variant="filled"
          />
        ) : (
          <ConfirmButton
            countdown
            title={w('releaseTitle')}
            text={w('releaseText')}
            confirmLabel={w('release')}
            onConfirm={() => release.mutate({ id: poll.id })}
            loading={release.isPending}
          >
            {w('release')}
          </ConfirmButton>
        )}
        <ReasonButton
          label={w('hold')}
          title={w('holdTitle')}
          help={poll.returnsOn ? w('holdHelpDay', { day: showDay(`${poll.returnsOn}T12:00:00+07:00`) }) : w('holdHelp')}
          mostLetters={300}
          onGive={(reason) => hold.mutateAsync({ id: poll.id, reason })}
        />
      </Group>
    </Stack>
  )
}

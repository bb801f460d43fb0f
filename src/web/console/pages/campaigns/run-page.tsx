import { Alert, Anchor, Button, Stack, Text } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useParams } from 'react-router'
import { api } from '../../api/client.ts'
import { useMay } from '../../api/me.ts'
import { ConfirmButton } from '../../parts/confirm-button.tsx'
import { showDayTime, showNumber } from '../../parts/dates.ts'
import { Facts } from '../../parts/facts.tsx'
import { Page, Panel } from '../../parts/page.tsx'
import { PageQuery } from '../../parts/page-query.tsx'
import { ProgressBar } from '../../parts/progress-bar.tsx'
import { StateMark } from '../../parts/state-mark.tsx'
import { common } from '../../words/common.ts'
import { useWords } from '../../words/define-words.ts'
import { CorrectButton } from './correct-button.tsx'
import { runWords } from './run-words.ts'
import { campaignWords } from './words.ts'

const runOptions = (id: string) =>
  api.runs.report.queryOptions({
    input: { id },
    refetchInterval: ({ state }) => (state.data && ['sending', 'planned'].includes(state.data.state) ? 1000 : 15_000),
  })
type RunReport = Awaited<ReturnType<NonNullable<ReturnType<typeof runOptions>['queryFn'] & object>>>

export default function RunPage() {
  const { id = '' } = useParams()
  const run = useQuery(runOptions(id))
  return <PageQuery query={run}>{(data) => <RunView run={data} />}</PageQuery>
}

function RunView({ run }: { run: RunReport }) {
  const w = useWords(runWords)
  const c = useWords(campaignWords)
  const { id, state, progress } = run
  const isLive = state === 'sending'
  const hasBegun = run.startedAt !== null || progress.total > 0
  return (
    <Page
      title={run.name}
      lead={
        <>
          {w('runAt', { at: showDayTime(run.dueAt) })} · <StateMark state={state} />
        </>
      }
      backTo={{ to: `/campaigns/${run.campaignId}`, label: w('toCampaign') }}
      actions={<RunActions run={run} />}
    >
      {run.reasonText ? (
        <Alert variant="light" color={state === 'held' || state === 'paused' ? 'red' : 'navy'} role="status">
          {run.reasonText}
        </Alert>
      ) : null}
      <Panel>
        <Stack aria-live="polite">
          {hasBegun ? (
            <>
              <div className="big-number">
                {showNumber(progress.accepted)}
                <span className="quiet"> / {showNumber(progress.total)}</span>
              </div>
              <ProgressBar counts={progress} />
            </>
          ) : (
            <Text c="dimmed">{w('notBegun')}</Text>
          )}
          <Facts
            items={[
              run.startedAt !== null && [w('started'), showDayTime(run.startedAt)],
              run.tookMs !== null && [w('took'), w('seconds', { count: Math.round(run.tookMs / 100) / 10 })],
              isLive && [w('rate'), w('perSecond', { count: Math.round(run.ratePerSecond * 10) / 10 })],
              isLive && run.estimatedEndAt !== null && [w('ends'), showDayTime(run.estimatedEndAt)],
              run.ridesUntil !== null && [c('ride'), w('ridesUntil', { at: showDayTime(run.ridesUntil) })],
              run.byReply > 0 && [w('byReply'), w('groupCount', { count: run.byReply })],
              run.receipts.asked && [
                c('receipt'),
                run.receipts.count === null ? w('receiptFew') : w('receiptCount', { count: run.receipts.count }),
              ],
              // Settled when it begins, from what the campaign says then.
              run.startedAt !== null && [c('sound'), c(run.isSilent ? 'silent' : 'rings')],
            ]}
          />
          {hasBegun ? (
            <Anchor href={`/api/v1/runs/${id}/export?format=xlsx`} download className="no-print">
              <IconDownload size={16} aria-hidden /> {w('export')}
            </Anchor>
          ) : null}
        </Stack>
      </Panel>
      {run.links.length > 0 ? (
        <Panel title={w('links')}>
          <ul className="rows">
            {run.links.map(({ url, clicks }) => (
              <li key={url}>
                <div className="row">
                  <span className="row-main">{url}</span>
                  <span className="row-aside">{w('clickCount', { count: clicks })}</span>
                </div>
              </li>
            ))}
          </ul>
        </Panel>
      ) : null}
      {run.startedAt !== null && !isLive && !run.byHand ? <LineCounts runId={id} /> : null}
      <Reasons title={w('failedTitle')} reasons={run.failed} />
      <Reasons title={w('unknownTitle')} reasons={run.unknown} />
      <Reasons title={w('waitingTitle')} reasons={run.waiting} />
      <Reasons title={w('skippedTitle')} reasons={run.skipped} />
    </Page>
  )
}

/** What LINE itself has counted, and why there is nothing where there is nothing. */
function LineCounts({ runId }: { runId: string }) {
  const w = useWords(runWords)
  // Without LINE's answer the page is whole all the same.
  const counted = useQuery({ ...api.runs.lineStatistics.queryOptions({ input: { id: runId } }), retry: false })
  if (!counted.data) return null
  const { impressions, clicks, note } = counted.data
  return (
    <Panel title={w('lineCounts')}>
      <Stack gap="xs">
        {impressions === null && clicks === null ? null : (
          <Facts
            items={[
              impressions !== null && [w('lineSaw'), w('people', { count: impressions })],
              clicks !== null && [w('lineTapped'), w('people', { count: clicks })],
            ]}
          />
        )}
        <Text c="dimmed">{note}</Text>
      </Stack>
    </Panel>
  )
}

/** What can still be done about a run, by its state. */
function RunActions({ run }: { run: RunReport }) {
  const w = useWords(runWords)
  const t = useWords(common)
  const may = useMay()
  const queryClient = useQueryClient()
  const onSuccess = () => void queryClient.invalidateQueries()
  const release = useMutation(api.runs.release.mutationOptions({ onSuccess }))
  const pause = useMutation(api.runs.pause.mutationOptions({ onSuccess }))
  const resume = useMutation(api.runs.resume.mutationOptions({ onSuccess }))
  const cancel = useMutation(api.runs.cancel.mutationOptions({ onSuccess }))
  const retry = useMutation(api.runs.retry.mutationOptions({ onSuccess }))
  const { id, state, startedAt, progress } = run
  const isOver = state === 'done' || state === 'cancelled'
  const isUnderWay = state === 'sending' || (state === 'deferred' && startedAt !== null)
  if (!may('campaigns.steer')) return null
  return (
    <>
      {state === 'held' ? (
        <ConfirmButton
          countdown
          title={w('releaseTitle')}
          text={w('releaseText')}
          confirmLabel={w('release')}
          onConfirm={() => release.mutate({ id })}
          loading={release.isPending}
        >
          {w('release')}
        </ConfirmButton>
      ) : null}
      {isUnderWay ? (
        <Button onClick={() => pause.mutate({ id })} loading={pause.isPending}>
          {w('runPaused')}
        </Button>
      ) : null}
      {state === 'paused' ? (
        <ConfirmButton
          countdown
          title={w('resumeTitle')}
          text={w('resumeText')}
          confirmLabel={w('runResumed')}
          onConfirm={() => resume.mutate({ id })}
          loading={resume.isPending}
        >
          {w('runResumed')}
        </ConfirmButton>
      ) : null}
      {progress.failed > 0 && (state === 'done' || state === 'paused') ? (
        <ConfirmButton
          variant="default"
          countdown
          title={w('retryTitle')}
          text={w('retryText', { count: progress.failed })}
          confirmLabel={w('retry')}
          onConfirm={() => retry.mutate({ id })}
          loading={retry.isPending}
        >
          {w('retry')}
        </ConfirmButton>
      ) : null}
      {progress.accepted > 0 ? <CorrectButton runId={id} /> : null}
      {isOver ? null : (
        <ConfirmButton
          variant="subtle"
          color="red"
          title={w('cancelRunTitle')}
          text={w('cancelRunText')}
          confirmLabel={w('cancelRun')}
          dismissLabel={t('back')}
          onConfirm={() => cancel.mutate({ id })}
          loading={cancel.isPending}
        >
          {w('cancelRun')}
        </ConfirmButton>
      )}
    </>
  )
}

function Reasons({ title, reasons }: { title: string; reasons: { code: string; count: number; text: string }[] }) {
  if (reasons.length === 0) return null
  return (
    <Panel title={title}>
      <ul className="rows">
        {reasons.map(({ code, count, text }) => (
          <li key={code}>
            <div className="row">
              <span className="row-main">{text}</span>
              <span className="row-aside">{showNumber(count)}</span>
            </div>
          </li>
        ))}
      </ul>
    </Panel>
  )
}

import { Alert, Button, Stack } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from 'react-router'
import { api } from '../../api/client.ts'
import { useMay, useMe } from '../../api/me.ts'
import { ConfirmButton } from '../../parts/confirm-button.tsx'
import { showDay, showDayTime } from '../../parts/dates.ts'
import { Facts } from '../../parts/facts.tsx'
import { Page, Panel } from '../../parts/page.tsx'
import { PageQuery } from '../../parts/page-query.tsx'
import { tell } from '../../parts/tell.ts'
import { common } from '../../words/common.ts'
import { useWords } from '../../words/define-words.ts'
import { AnswerBackPanel } from './answer-back-panel.tsx'
import { ApprovalPanel } from './approval-panel.tsx'
import { InvitePanel } from './invite-panel.tsx'
import { PollPreview } from './poll-preview.tsx'
import { type Poll, pollOptions } from './poll-queries.ts'
import { PollStateMark } from './poll-state.tsx'
import { PostponeButton } from './postpone-button.tsx'
import { usePromise } from './promise-lines.tsx'
import { ResultsPanel } from './results-panel.tsx'
import { RoomPanel } from './room-panel.tsx'
import { TextsPanel } from './texts-panel.tsx'
import { useAudienceChoices } from './who-step.tsx'
import { pollWords } from './words.ts'
import './polls.css'

export default function PollPage() {
  const { id = '' } = useParams()
  const poll = useQuery(pollOptions(id))
  return <PageQuery query={poll}>{(data) => <PollView key={data.id} poll={data} />}</PageQuery>
}

function PollView({ poll }: { poll: Poll }) {
  const w = useWords(pollWords)
  const may = useMay()
  const queryClient = useQueryClient()
  const { state, rejectReason, heldReason } = poll
  const refresh = () => void queryClient.invalidateQueries()
  const toBe = usePromise({ ...poll, cutText: poll.cut?.text })
  const promised = poll.level === null ? toBe.data : { levelLabel: poll.levelLabel ?? '', promise: poll.promise }
  const preview = <PollPreview {...poll} isFrozen={poll.level !== null} promised={promised} />
  const isAnswered = state === 'open' || state === 'closed'
  return (
    <Page
      title={poll.title}
      lead={<PollStateMark state={state} />}
      backTo={{ to: '/polls', label: w('title') }}
      actions={<Actions poll={poll} onChanged={refresh} />}
    >
      {state === 'draft' && rejectReason ? (
        <Alert variant="light" color="red" role="status">
          {w('rejectedBecause', { reason: rejectReason })}
        </Alert>
      ) : null}
      {state === 'published' && heldReason ? (
        <Alert variant="light" color="yellow" role="status">
          {w(heldReason === 'opens_late' ? 'heldLate' : 'heldDrawn')}
        </Alert>
      ) : null}
      <div className="two-columns">
        <Stack gap="lg">
          {poll.anonymity === 'room' && (state === 'published' || state === 'open') && may('rooms.present') ? (
            <RoomPanel pollId={poll.id} />
          ) : null}
          {poll.anonymity !== 'room' && (state === 'published' || state === 'open') && may('polls.edit') ? (
            <InvitePanel pollId={poll.id} audience={poll.audience} />
          ) : null}
          {isAnswered ? <ResultsPanel poll={poll} onChanged={refresh} /> : null}
          {hasTexts(poll) && may('polls.moderate') ? <TextsPanel poll={poll} onChanged={refresh} /> : null}
          {(poll.resultReleasedAt || poll.outcome === 'lost') && may('polls.edit') ? (
            <div className="no-print">
              <AnswerBackPanel poll={poll} onChanged={refresh} />
            </div>
          ) : null}
          <DetailsPanel poll={poll} />
          <div className="narrow-only no-print">{preview}</div>
          {state === 'pending_approval' ? <ApprovalPanel poll={poll} onChanged={refresh} /> : null}
        </Stack>
        <div className="sticky wide-only no-print">{preview}</div>
      </div>
    </Page>
  )
}

/** In a room the presenter has read them already. */
const hasTexts = ({ outcome, anonymity, questions }: Poll) =>
  outcome === 'counted' && anonymity !== 'room' && questions.some(({ kind }) => kind === 'text')

function Actions({ poll, onChanged }: { poll: Poll; onChanged: () => void }) {
  const w = useWords(pollWords)
  const may = useMay()
  const navigate = useNavigate()
  const { id, state } = poll
  const done = (words: Parameters<typeof w>[0]) => ({
    onSuccess: () => {
      tell(w(words))
      onChanged()
    },
  })
  const submit = useMutation(api.polls.submit.mutationOptions(done('submitted')))
  const open = useMutation(api.polls.open.mutationOptions(done('opened')))
  const close = useMutation(api.polls.close.mutationOptions(done('closedNow')))
  const duplicate = useMutation(
    api.polls.duplicate.mutationOptions({
      onSuccess: async (copy) => {
        tell(w('duplicated'))
        await navigate(`/polls/${copy.id}/edit`)
      },
    }),
  )
  return (
    <>
      {state === 'draft' && may('polls.edit') ? (
        <>
          <Button onClick={() => submit.mutate({ id })} loading={submit.isPending}>
            {w('submit')}
          </Button>
          <Button component={Link} to={`/polls/${id}/edit`} variant="default">
            {w('edit')}
          </Button>
        </>
      ) : null}
      {state === 'published' && may('polls.approve') ? (
        <ConfirmButton
          countdown
          title={w('openTitle')}
          text={w('openText')}
          confirmLabel={w('openNow')}
          onConfirm={() => open.mutate({ id })}
          loading={open.isPending}
        >
          {w('openNow')}
        </ConfirmButton>
      ) : null}
      {state === 'published' && may('polls.approve') ? <PostponeButton poll={poll} onChanged={onChanged} /> : null}
      {state !== 'draft' && state !== 'pending_approval' && may('polls.edit') ? (
        <Button variant="default" onClick={() => duplicate.mutate({ id })} loading={duplicate.isPending}>
          {w('duplicate')}
        </Button>
      ) : null}
      {(state === 'published' || state === 'open') && may('polls.approve') ? (
        <ConfirmButton
          variant="subtle"
          color="red"
          title={w('closeTitle')}
          text={w('closeText')}
          confirmLabel={w('close')}
          onConfirm={() => close.mutate({ id })}
          loading={close.isPending}
        >
          {w('close')}
        </ConfirmButton>
      ) : null}
    </>
  )
}

function DetailsPanel({ poll }: { poll: Poll }) {
  const w = useWords(pollWords)
  const t = useWords(common)
  const me = useMe()
  const choices = useAudienceChoices()
  const { units = [], groups = [] } = poll.audience
  const nameOf = (list: { value: string; label: string }[], id: string) =>
    list.find(({ value }) => value === id)?.label ?? '…'
  const asked = [...units.map(choices.wholeNameOf), ...groups.map((id) => nameOf(choices.groups.data, id))]
  return (
    <Panel title={w('details')}>
      <Facts
        items={[
          [w('level'), w(poll.level ?? poll.anonymity)],
          [w('audience'), poll.anonymity === 'room' ? w('roomWho') : asked.join(' · ') || w('everyone')],
          poll.eligible !== null && [w('eligible'), t('people', { count: poll.eligible })],
          [w('shownFrom'), t('people', { count: poll.threshold })],
          poll.cut && [w('cutSwitch'), `${poll.cut.text}: ${poll.cut.options.map(({ text }) => text).join(' · ')}`],
          poll.opensAt !== null && [w('open'), showDayTime(poll.opensAt)],
          poll.closesAt !== null && [w('close'), showDayTime(poll.closesAt)],
          poll.returnsOn !== null && [w('returns'), showDay(`${poll.returnsOn}T12:00:00+07:00`)],
          poll.itaItems.length > 0 && ['ITA', poll.itaItems.join(' · ')],
          poll.copiedFrom !== null && [
            w('copiedFrom'),
            <Link key="before" to={`/polls/${poll.copiedFrom}`}>
              {w('previousRound')}
            </Link>,
          ],
          poll.fingerprint !== null && [w('fingerprint'), <code key="print">{poll.fingerprint.slice(0, 16)}</code>],
          [w('author'), w(poll.authorId === me.id ? 'you' : 'another')],
        ]}
      />
    </Panel>
  )
}

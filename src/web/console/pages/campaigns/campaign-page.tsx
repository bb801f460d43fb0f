import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconPrinter } from '@tabler/icons-react'
import { useMutation, useQueries, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useParams } from 'react-router'
import { api } from '../../api/client.ts'
import { describeError } from '../../api/errors.ts'
import { useMay, useMe } from '../../api/me.ts'
import { ByHand } from '../../parts/by-hand.tsx'
import { ConfirmButton } from '../../parts/confirm-button.tsx'
import { showDayTime } from '../../parts/dates.ts'
import { Facts } from '../../parts/facts.tsx'
import { Page, Panel } from '../../parts/page.tsx'
import { PageQuery } from '../../parts/page-query.tsx'
import { PhoneFrame } from '../../parts/phone-frame.tsx'
import { ProgressBar } from '../../parts/progress-bar.tsx'
import { StateMark } from '../../parts/state-mark.tsx'
import { SubmitButton } from '../../parts/submit-button.tsx'
import { common } from '../../words/common.ts'
import { useWords } from '../../words/define-words.ts'
import { ApprovalPanel } from './approval-panel.tsx'
import { CampaignCards } from './campaign-cards.tsx'
import { describeSchedule } from './describe-schedule.ts'
import { MemoSheet } from './memo-sheet.tsx'
import { showWait } from './show-wait.ts'
import { TestSend } from './test-send.tsx'
import { useAudienceWords } from './use-audience-words.ts'
import { useSubmission } from './use-submission.ts'
import { campaignWords } from './words.ts'

const busyMs = 1000
const calmMs = 15_000

const campaignOptions = (id: string) =>
  api.campaigns.get.queryOptions({
    input: { id },
    refetchInterval: ({ state }) => {
      const { runs = [], nextRunAt } = state.data ?? {}
      const isWithinAMinute = (at: string) => Date.parse(at) - Date.now() < 60_000
      // Just approved to go out now: its run is not there yet, but about to be.
      const isSoon =
        (nextRunAt && isWithinAMinute(nextRunAt)) ||
        runs.some((run) => run.state === 'sending' || (run.state === 'planned' && isWithinAMinute(run.dueAt)))
      return isSoon ? busyMs : calmMs
    },
  })

export default function CampaignPage() {
  const { id = '' } = useParams()
  const campaign = useQuery(campaignOptions(id))
  return <PageQuery query={campaign}>{(data) => <CampaignView campaign={data} />}</PageQuery>
}

type Campaign = Awaited<ReturnType<NonNullable<ReturnType<typeof campaignOptions>['queryFn'] & object>>>

function CampaignView({ campaign }: { campaign: Campaign }) {
  const w = useWords(campaignWords)
  const t = useWords(common)
  const may = useMay()
  const me = useMe()
  const queryClient = useQueryClient()
  // The very messages of the next run, with picture, button and quote: what is approved is what is sent.
  const preview = useQuery(api.campaigns.preview.queryOptions({ input: { id: campaign.id } }))
  const messages = preview.data?.messages ?? []
  const phone = <PhoneFrame messages={messages} isLoading={preview.isPending} empty="" />
  const audience = useAudienceWords(campaign.audience)
  const { id, name, state, schedule, cost, authorId, rejectReason, runs } = campaign
  const submission = useSubmission({ schedule, audience })
  const refresh = () => void queryClient.invalidateQueries()
  const submit = useMutation(api.campaigns.submit.mutationOptions({ onSuccess: refresh }))
  const pause = useMutation(api.campaigns.pause.mutationOptions({ onSuccess: refresh }))
  const resume = useMutation(api.campaigns.resume.mutationOptions({ onSuccess: refresh }))
  const cancel = useMutation(api.campaigns.cancel.mutationOptions({ onSuccess: refresh }))
  const isOpen = state !== 'completed' && state !== 'cancelled'
  const isApproved = state === 'scheduled' || state === 'paused' || state === 'completed'
  const maySteer = may('campaigns.steer')
  const [isMemoOpen, memo] = useDisclosure(false)
  return (
    <Page
      title={name}
      lead={<StateMark state={state} />}
      backTo={{ to: '/campaigns', label: w('title') }}
      actions={
        <>
          {state === 'draft' && may('campaigns.edit') ? (
            <SubmitButton submission={submission} onSubmit={() => submit.mutate({ id })} loading={submit.isPending} />
          ) : null}
          {may('campaigns.edit') && !campaign.correctsRunId && state !== 'pending_approval' ? (
            <Button
              component={Link}
              to={state === 'draft' ? `/campaigns/${id}/edit` : `/campaigns/new?from=${id}`}
              variant="default"
            >
              {state === 'draft' ? t('edit') : w('again')}
            </Button>
          ) : null}
          {isOpen && may('campaigns.edit') ? <TestSend findCampaign={async () => id} /> : null}
          {state === 'scheduled' && maySteer ? (
            <Button variant="default" onClick={() => pause.mutate({ id })} loading={pause.isPending}>
              {w('pause')}
            </Button>
          ) : null}
          {state === 'paused' && maySteer ? (
            <ConfirmButton
              countdown
              title={w('resumeTitle')}
              text={w('resumeText')}
              confirmLabel={w('resume')}
              onConfirm={() => resume.mutate({ id })}
              loading={resume.isPending}
            >
              {w('resume')}
            </ConfirmButton>
          ) : null}
          {isOpen && maySteer ? (
            <ConfirmButton
              variant="subtle"
              color="red"
              title={w('cancelTitle')}
              text={w('cancelText')}
              confirmLabel={w('cancel')}
              dismissLabel={t('back')}
              onConfirm={() => cancel.mutate({ id })}
              loading={cancel.isPending}
            >
              {w('cancel')}
            </ConfirmButton>
          ) : null}
        </>
      }
    >
      {state === 'draft' && rejectReason ? (
        <Alert variant="light" color="red" role="status">
          {w('rejectedBecause', { reason: rejectReason })}
        </Alert>
      ) : null}
      <div className="two-columns">
        <Stack gap="lg">
          <Panel title={w('details')}>
            <Facts
              items={[
                [w('schedule'), describeSchedule(schedule)],
                [w('audience'), audience],
                [w('cards'), <CampaignCards key="cards" messages={campaign.messages} />],
                cost && [w('cost'), t('messages', { count: cost.messages })],
                campaign.rideMinutes !== null && [w('ride'), w('rideUpTo', { wait: showWait(campaign.rideMinutes) })],
                campaign.receipt && [w('receipt'), w('receiptOn')],
                [w('sound'), w(campaign.notify || campaign.urgent ? 'rings' : 'silent')],
                [w('author'), authorId === me.id ? w('you') : w('otherAuthor')],
              ]}
            />
            <Button
              mt="md"
              size="xs"
              variant="default"
              className="no-print"
              leftSection={<IconPrinter size={16} aria-hidden />}
              onClick={memo.open}
            >
              {w('print')}
            </Button>
          </Panel>
          <div className="narrow-only">{phone}</div>
          {state === 'pending_approval' && preview.data?.changes ? <Changes changes={preview.data.changes} /> : null}
          {state === 'pending_approval' ? <ApprovalPanel campaign={campaign} onChanged={refresh} /> : null}
          {isApproved ? <OwnHand campaign={campaign} /> : null}
          <Panel title={w('runs')}>
            {runs.length === 0 ? (
              <Text c="dimmed">{w('noRuns')}</Text>
            ) : (
              <ul className="rows">
                {runs.map((run) => (
                  <li key={run.id}>
                    <Link to={`/runs/${run.id}`} className="row">
                      <span className="row-main">
                        <span className="row-title">{showDayTime(run.dueAt)}</span>
                        {run.progress.total > 0 ? <ProgressBar counts={run.progress} /> : null}
                      </span>
                      <StateMark state={run.state} />
                    </Link>
                  </li>
                ))}
              </ul>
            )}
          </Panel>
          {preview.error ? (
            <Alert color="red" variant="light" role="alert">
              {describeError(preview.error)}
            </Alert>
          ) : null}
        </Stack>
        <div className="sticky wide-only">{phone}</div>
      </div>
      {isMemoOpen ? (
        <MemoSheet
          facts={{
            name,
            audience,
            schedule: describeSchedule(schedule),
            messageCount: cost?.messages ?? null,
            submittedAt: campaign.submittedAt,
            cards: preview.data?.texts ?? [],
          }}
          onClose={memo.close}
        />
      ) : null}
    </Page>
  )
}

/** Its cards by an officer's own LINE, each apart, since LINE sends one at a time as one's own. */
function OwnHand({ campaign }: { campaign: Campaign }) {
  const w = useWords(campaignWords)
  const may = useMay()
  const cards = campaign.messages.flatMap((message) => ('contentId' in message ? [message.contentId] : []))
  const titles = useQueries({ queries: cards.map((id) => api.contents.get.queryOptions({ input: { id } })) })
  if (cards.length === 0 || !may('campaigns.edit')) return null
  return (
    <Panel title={w('ownHand')}>
      <Stack gap="sm">
        <Text c="dimmed">{w('ownHandText')}</Text>
        <Group>
          {cards.map((contentId, index) => (
            <ByHand
              key={contentId}
              contentId={contentId}
              campaignId={campaign.id}
              {...(cards.length > 1 && titles[index]?.data && { label: titles[index].data.title })}
            />
          ))}
        </Group>
      </Stack>
    </Panel>
  )
}

/** What an approver has not seen yet: the same as they were told in LINE or by mail. */
function Changes({ changes }: { changes: string[] }) {
  const w = useWords(campaignWords)
  return (
    <Panel title={w('changes')}>
      {changes.length === 0 ? (
        <Text c="dimmed">{w('noChanges')}</Text>
      ) : (
        <ul className="plain-list" lang="th">
          {changes.map((change) => (
            <li key={change}>{change}</li>
          ))}
        </ul>
      )}
    </Panel>
  )
}

import { Alert, Stack, Switch, Text, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import { api, client } from '../../api/client.ts'
import { describeError } from '../../api/errors.ts'
import { useMay, useMe } from '../../api/me.ts'
import { digestOf } from '../../parts/digest-of.ts'
import { DraftKept } from '../../parts/draft-kept.tsx'
import { Page, Panel } from '../../parts/page.tsx'
import { PhoneFrame } from '../../parts/phone-frame.tsx'
import { QueryView } from '../../parts/query-view.tsx'
import { SubmitOrSave } from '../../parts/submit-or-save.tsx'
import { tell, tellError } from '../../parts/tell.ts'
import { useDraft } from '../../parts/use-draft.ts'
import { useRendered } from '../../parts/use-rendered.ts'
import { useWords } from '../../words/define-words.ts'
import { AudienceStep } from './audience-step.tsx'
import { CardStep } from './card-step.tsx'
import { describeSchedule } from './describe-schedule.ts'
import { audienceOf, type CampaignDraft, draftFrom, draftVersion, emptyDraft, rideOf, scheduleOf } from './draft.ts'
import { draftWords } from './draft-words.ts'
import { RideField } from './ride-field.tsx'
import { ScheduleStep } from './schedule-step.tsx'
import { useAudienceWords } from './use-audience-words.ts'
import { useSubmission } from './use-submission.ts'
import { campaignWords } from './words.ts'

/** A new campaign, or one made from another (`?from=`): sent back, or to be sent again. */
export default function NewCampaignPage() {
  const [parameters] = useSearchParams()
  const from = parameters.get('from')
  const card = parameters.get('card')
  const original = useQuery({
    ...api.campaigns.get.queryOptions({ input: { id: from ?? '' } }),
    enabled: from !== null,
  })
  if (from === null)
    return (
      <CampaignWizard
        key={card ?? 'new'}
        draftName={card ? `campaign-card-${card}` : 'campaign'}
        first={() => ({ ...emptyDraft(), cards: card ? [card] : [] })}
      />
    )
  return (
    <QueryView query={original}>
      {(campaign) => <CampaignWizard key={from} draftName={`campaign-${from}`} first={() => draftFrom(campaign)} />}
    </QueryView>
  )
}

const nobody = { via: 'groups' } as const

/** One page from card to approval: every choice is in sight, and the phone beside it shows what will arrive. */
function CampaignWizard({ draftName, first }: { draftName: string; first: () => CampaignDraft }) {
  const w = useWords(draftWords)
  const c = useWords(campaignWords)
  const may = useMay()
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const [initial] = useState(first)
  const { values: draft, change, clear, wasKept } = useDraft(draftName, draftVersion, initial)
  const audience = audienceOf(draft)
  const schedule = scheduleOf(draft)
  const { approvalRequired } = useMe()
  const submission = useSubmission({ schedule, audience: useAudienceWords(audience ?? nobody) })
  const preview = useRendered(draft.cards.map((contentId) => ({ contentId })))
  const missing = [
    draft.cards.length === 0 && w('missingCard'),
    !audience && w('missingAudience'),
    !schedule && w('missingTime'),
    draft.name.trim() === '' && w('missingName'),
  ].filter((what) => what !== false)

  const send = useMutation({
    meta: { isToldInPlace: true },
    async mutationFn({ submits }: { submits: boolean }) {
      if (!audience || !schedule) throw new Error('The form is not complete.')
      const campaign = await client.campaigns.create(
        {
          name: draft.name.trim(),
          message: draft.cards.map((contentId) => ({ contentId })),
          audience,
          schedule,
          notify: draft.notify,
          urgent: draft.urgent,
          receipt: draft.receipt,
          rideMinutes: rideOf(draft),
        },
        // Another wording is another request: the key carries the content, so that a mended draft may be sent again.
        { context: { idempotencyKey: `${draft.key}-${await digestOf(draft)}` } },
      )
      if (submits) {
        try {
          const { state } = await client.campaigns.submit({ id: campaign.id })
          tell(w(state === 'pending_approval' ? 'submitted' : schedule.kind === 'now' ? 'sending' : 'scheduled'))
        } catch (error) {
          tellError(error) // the draft is saved; its page says what to do
        }
      } else tell(w('draftSaved'))
      return campaign.id
    },
    async onSuccess(id) {
      clear()
      void queryClient.invalidateQueries({ queryKey: api.campaigns.key() })
      await navigate(`/campaigns/${id}`)
    },
  })

  return (
    <Page
      title={c('new')}
      lead={w(approvalRequired ? 'newLead' : 'newLeadAlone')}
      backTo={{ to: '/campaigns', label: c('title') }}
    >
      {wasKept ? <DraftKept text={w('draftKept')} startOver={w('startOver')} onStartOver={() => clear()} /> : null}
      {draft.leftOut.map((what) => (
        <Alert key={what} variant="light" color="yellow" role="status">
          <Text c="var(--text)">{w(what === 'audience' ? 'lostAudience' : 'lostCards')}</Text>
        </Alert>
      ))}
      <div className="two-columns">
        <Stack gap="lg">
          <Panel title={w('stepCard')}>
            <CardStep
              chosen={draft.cards}
              onChange={(cards, title) =>
                change({ cards, ...(!draft.isNameOwn && { name: cards.length > 0 ? title : '' }) })
              }
            />
          </Panel>
          <Panel title={w('stepAudience')}>
            <AudienceStep draft={draft} onChange={change} />
          </Panel>
          <Panel title={w('stepSchedule')}>
            <Stack gap="md">
              <ScheduleStep draft={draft} onChange={change} />
              <RideField draft={draft} onChange={change} />
            </Stack>
          </Panel>
          <Panel title={w(approvalRequired ? 'stepCheck' : 'stepCheckAlone')}>
            <Stack>
              <div className="narrow-only">
                <PhoneFrame messages={preview.messages} />
              </div>
              <TextInput
                label={w('name')}
                required
                maxLength={200}
                value={draft.name}
                onChange={(event) => change({ name: event.currentTarget.value, isNameOwn: true })}
              />
              <Switch
                label={w('notify')}
                description={w('notifyHelp')}
                checked={draft.notify}
                onChange={(event) => change({ notify: event.currentTarget.checked })}
              />
              <Switch
                label={c('receipt')}
                description={w('receiptHelp')}
                checked={draft.receipt}
                onChange={(event) => change({ receipt: event.currentTarget.checked })}
              />
              {may('campaigns.urgent') ? (
                <Switch
                  label={w('urgentLabel')}
                  checked={draft.urgent}
                  onChange={(event) => change({ urgent: event.currentTarget.checked })}
                />
              ) : null}
              {preview.error ? (
                <Alert color="red" variant="light">
                  {describeError(preview.error)}
                </Alert>
              ) : null}
              <SubmitOrSave
                sending={send}
                missing={missing}
                summary={schedule && approvalRequired ? describeSchedule(schedule) : ''}
                submit={submission}
                save={w('saveDraft')}
              />
            </Stack>
          </Panel>
        </Stack>
        <div className="sticky wide-only">
          <PhoneFrame messages={preview.messages} />
        </div>
      </div>
    </Page>
  )
}

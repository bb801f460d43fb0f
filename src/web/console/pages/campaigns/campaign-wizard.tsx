import { Alert, Stack, Switch, Text, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { api, client } from '../../api/client.ts'
import { describeError } from '../../api/errors.ts'
import { useMay, useMe } from '../../api/me.ts'
import { digestOf } from '../../parts/digest-of.ts'
import { DraftKept } from '../../parts/draft-kept.tsx'
import { Page, Panel } from '../../parts/page.tsx'
import { PhoneFrame } from '../../parts/phone-frame.tsx'
import { SubmitOrSave } from '../../parts/submit-or-save.tsx'
import { tell, tellError } from '../../parts/tell.ts'
import { useDraft } from '../../parts/use-draft.ts'
import { useRendered } from '../../parts/use-rendered.ts'
import { useWords } from '../../words/define-words.ts'
import { AudienceStep } from './audience-step.tsx'
import { CardStep } from './card-step.tsx'
import { describeSchedule } from './describe-schedule.ts'
import { type CampaignDraft, changedFields, draftVersion, fieldsOf, listMissing } from './draft.ts'
import { draftWords } from './draft-words.ts'
import { RideField } from './ride-field.tsx'
import { ScheduleStep } from './schedule-step.tsx'
import { TestSend } from './test-send.tsx'
import { useAudienceWords } from './use-audience-words.ts'
import { useSubmission } from './use-submission.ts'
import { campaignWords } from './words.ts'

const nobody = { via: 'groups' } as const

type Props = {
  draftName: string
  first: () => CampaignDraft
  /** The draft that is gone on with; left out: a new campaign. */
  stored?: { id: string; name: string; rejectReason: string | null }
}

/** One page from card to approval: every choice is in sight, and the phone beside it shows what will arrive. */
export function CampaignWizard({ draftName, first, stored }: Props) {
  const w = useWords(draftWords)
  const c = useWords(campaignWords)
  const may = useMay()
  const { approvalRequired } = useMe()
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const [initial] = useState(first)
  const { values: draft, change, clear, wasKept } = useDraft(draftName, draftVersion, initial)
  const fields = fieldsOf(draft)
  const { audience, schedule } = fields
  const submission = useSubmission({ schedule, audience: useAudienceWords(audience ?? nobody) })
  const changed = stored ? changedFields(fieldsOf(initial), fields) : fields
  const preview = usePreview(draft, changed.message ? undefined : stored?.id)
  const missing = listMissing(changed).map((what) => w(what))

  async function save(): Promise<string> {
    if (missing.length > 0) throw new Error('The form is not complete.')
    if (stored) {
      if (Object.keys(changed).length > 0) await client.campaigns.revise({ id: stored.id, ...changed })
      return stored.id
    }
    const { audience, schedule, ...rest } = fields
    if (!audience || !schedule) throw new Error('The form is not complete.')
    // Another wording is another request: the key carries the content, so that a mended draft may be sent again.
    const context = { idempotencyKey: `${draft.key}-${await digestOf(draft)}` }
    return (await client.campaigns.create({ ...rest, audience, schedule }, { context })).id
  }

  async function leaveFor(path: string): Promise<void> {
    clear()
    void queryClient.invalidateQueries({ queryKey: api.campaigns.key() })
    await navigate(path, { replace: path.endsWith('/edit') })
  }

  const send = useMutation({
    meta: { isToldInPlace: true },
    async mutationFn({ submits }: { submits: boolean }) {
      const id = await save()
      if (submits) {
        try {
          const { state } = await client.campaigns.submit({ id })
          tell(w(state === 'pending_approval' ? 'submitted' : schedule?.kind === 'now' ? 'sending' : 'scheduled'))
        } catch (error) {
          tellError(error) // the draft is saved; its page says what to do
        }
      } else tell(w('draftSaved'))
      return id
    },
    onSuccess: (id) => leaveFor(`/campaigns/${id}`),
  })

  return (
    <Page
      title={c(stored ? 'edit' : 'new')}
      lead={w(approvalRequired ? 'newLead' : 'newLeadAlone')}
      backTo={stored ? { to: `/campaigns/${stored.id}`, label: stored.name } : { to: '/campaigns', label: c('title') }}
    >
      {wasKept ? <DraftKept text={w('draftKept')} startOver={w('startOver')} onStartOver={() => clear()} /> : null}
      {stored?.rejectReason ? (
        <Alert variant="light" color="red" role="status">
          {c('rejectedBecause', { reason: stored.rejectReason })}
        </Alert>
      ) : null}
      {draft.leftOut.map((what) => (
        <Alert key={what} variant="light" color="yellow" role="status">
          <Text c="var(--text)">{w(`${stored ? 'kept' : 'lost'}_${what}`)}</Text>
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
                <PhoneFrame messages={preview.messages} isLoading={preview.isPending} />
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
              >
                <TestSend
                  isDisabled={missing.length > 0 || send.isPending}
                  findCampaign={save}
                  // Saved for the test, it is gone on with where it is stored.
                  onSent={(id) => leaveFor(`/campaigns/${id}/edit`)}
                />
              </SubmitOrSave>
            </Stack>
          </Panel>
        </Stack>
        <div className="sticky wide-only">
          <PhoneFrame messages={preview.messages} isLoading={preview.isPending} />
        </div>
      </div>
    </Page>
  )
}

/** What will arrive: the cards that are chosen, or, while they are as stored, the very messages of the stored draft. */
function usePreview({ cards }: CampaignDraft, storedId: string | undefined) {
  const stored = useQuery({
    ...api.campaigns.preview.queryOptions({ input: { id: storedId ?? '' } }),
    enabled: storedId !== undefined,
  })
  const chosen = useRendered(storedId === undefined ? cards.map((contentId) => ({ contentId })) : [])
  return storedId === undefined ? chosen : { ...stored, messages: stored.data?.messages ?? [] }
}

import { SegmentedControl, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useNavigate, useParams } from 'react-router'
import { api, client } from '../../api/client.ts'
import { digestOf } from '../../parts/digest-of.ts'
import { DraftKept } from '../../parts/draft-kept.tsx'
import { Page, Panel } from '../../parts/page.tsx'
import { PageQuery } from '../../parts/page-query.tsx'
import { SubmitOrSave } from '../../parts/submit-or-save.tsx'
import { tell, tellError } from '../../parts/tell.ts'
import { useDraft } from '../../parts/use-draft.ts'
import { useWords } from '../../words/define-words.ts'
import { LevelStep } from './level-step.tsx'
import { emptyForm, formVersion, fromPoll, listMissing, type PollForm, toDraft } from './poll-form.ts'
import { PollPreview, toPreview } from './poll-preview.tsx'
import { usePromise } from './promise-lines.tsx'
import { QuestionList } from './question-fields.tsx'
import { TemplateChoice } from './template-choice.tsx'
import { WhenStep } from './when-step.tsx'
import { WhoStep } from './who-step.tsx'
import { pollWords } from './words.ts'
import './polls.css'

/** A new poll, or a stored draft that is gone on with. */
export default function PollBuilderPage() {
  const { id } = useParams()
  const stored = useQuery({ ...api.polls.get.queryOptions({ input: { id: id ?? '' } }), enabled: id !== undefined })
  const proofs = useQuery({ ...api.pollProofs.get.queryOptions(), enabled: id === undefined })
  if (id === undefined) {
    return (
      <PageQuery query={proofs}>
        {(known) => (
          <Builder key="new" first={() => ({ ...emptyForm(), isOneVisit: !Object.values(known).every(Boolean) })} />
        )}
      </PageQuery>
    )
  }
  return <PageQuery query={stored}>{(poll) => <Builder key={id} id={id} first={() => fromPoll(poll)} />}</PageQuery>
}

/** One page from the first word to approval, and beside it what people will meet. */
function Builder({ id, first }: { id?: string; first: () => PollForm }) {
  const w = useWords(pollWords)
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const draftName = id === undefined ? 'poll' : `poll-${id}`
  const [initial] = useState(first)
  const { values: form, change, clear, wasKept } = useDraft(draftName, formVersion, initial)
  const promised = usePromise({ ...form, cutText: form.hasCut ? form.cutText : undefined })
  const missing = listMissing(form)

  const send = useMutation({
    meta: { isToldInPlace: true },
    async mutationFn({ submits }: { submits: boolean }) {
      const saved = await save(id, form)
      if (submits) {
        try {
          await client.polls.submit({ id: saved })
          tell(w('submitted'))
        } catch (error) {
          tellError(error) // the draft is saved; its page says what to do
        }
      } else tell(w('saved'))
      return saved
    },
    async onSuccess(saved) {
      clear()
      void queryClient.invalidateQueries({ queryKey: api.polls.key() })
      await navigate(`/polls/${saved}`)
    },
  })

  const preview = (
    <PollPreview
      title={form.title}
      purpose={form.purpose}
      language={form.language}
      returnsOn={form.returnsOn || null}
      isFrozen={false}
      promised={promised.data}
      questions={form.questions.map(toPreview)}
    />
  )
  return (
    <Page
      title={w(id === undefined ? 'new' : 'editTitle')}
      lead={w('newLead')}
      backTo={id === undefined ? { to: '/polls', label: w('title') } : { to: `/polls/${id}`, label: form.title }}
    >
      {wasKept ? <DraftKept text={w('draftKept')} startOver={w('startOver')} onStartOver={() => clear()} /> : null}
      {form.hasBegun ? null : <TemplateChoice language={form.language} onChoose={change} />}
      <div className="two-columns">
        <Stack gap="lg">
          <Panel title={w('stepAbout')}>
            <Stack>
              <TextInput
                label={w('pollTitle')}
                required
                maxLength={160}
                value={form.title}
                onChange={(event) => change({ title: event.currentTarget.value, hasBegun: true })}
              />
              <Textarea
                label={w('purpose')}
                description={w('purposeHelp')}
                autosize
                maxLength={300}
                value={form.purpose}
                onChange={(event) => change({ purpose: event.currentTarget.value })}
              />
              <Stack gap={4}>
                <Text size="sm" fw={500}>
                  {w('language')}
                </Text>
                <SegmentedControl
                  aria-label={w('language')}
                  value={form.language}
                  onChange={(language) => change({ language: language as PollForm['language'] })}
                  data={[
                    { value: 'th', label: w('thai') },
                    { value: 'en', label: w('english') },
                  ]}
                  style={{ alignSelf: 'flex-start' }}
                />
              </Stack>
            </Stack>
          </Panel>
          <Panel title={w('stepQuestions')}>
            <QuestionList form={form} onChange={change} />
          </Panel>
          <Panel title={w('stepLevel')}>
            <LevelStep form={form} isStored={id !== undefined} onChange={change} />
          </Panel>
          <Panel title={w('stepWho')}>
            <WhoStep form={form} onChange={change} />
          </Panel>
          <Panel title={w('stepWhen')}>
            <WhenStep form={form} onChange={change} />
          </Panel>
          <Panel title={w('stepCheck')}>
            <Stack>
              <div className="narrow-only">{preview}</div>
              <SubmitOrSave
                sending={send}
                missing={missing.map((what) => w(`missing_${what}`))}
                submit={{ label: w('submit') }}
                save={w('save')}
              />
            </Stack>
          </Panel>
        </Stack>
        <div className="sticky wide-only">{preview}</div>
      </div>
    </Page>
  )
}

async function save(id: string | undefined, form: PollForm): Promise<string> {
  const { anonymity, ...fields } = toDraft(form)
  if (id !== undefined) return (await client.polls.update({ id, ...fields })).id
  // The key alone: a draft that was saved is cleared, and one that was refused may be mended under a new one.
  const context = { idempotencyKey: `${form.key}-${await digestOf(fields)}` }
  return (await client.polls.create({ anonymity, ...fields }, { context })).id
}

import { Alert, Button, Group, Select, Stack, TagsInput, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { missingFiling } from '../../../../contracts/filing.ts'
import { api } from '../../api/client.ts'
import { describeError, fieldIssues } from '../../api/errors.ts'
import { DayInput } from '../../parts/day-input.tsx'
import { DraftKept } from '../../parts/draft-kept.tsx'
import { Page, Panel } from '../../parts/page.tsx'
import { PhoneFrame } from '../../parts/phone-frame.tsx'
import { useTemplateName } from '../../parts/template-name.ts'
import { useDraft } from '../../parts/use-draft.ts'
import { useWords } from '../../words/define-words.ts'
import { CardAdvice } from './card-advice.tsx'
import { type CardDraft, dataOf, draftVersion, inputOf, parseJson, readData } from './card-draft.ts'
import { CardFields } from './card-fields.tsx'
import { FilingMissing } from './filing-missing.tsx'
import { JsonFields } from './json-fields.tsx'
import { templateForms } from './template-forms.ts'
import { cardWords } from './words.ts'

export type Saving = {
  draft: CardDraft
  input: ReturnType<typeof inputOf>
  /** The draft kept in this browser has served. */
  clear: () => void
}

/** What a card says and what is known about it, beside the phone that shows it; new cards and changed ones alike. */
export function CardForm({
  name,
  title,
  backTo,
  initial,
  notice,
  isSaving,
  onSave,
}: {
  name: string
  title: string
  backTo: { to: string; label: string }
  initial: CardDraft
  /** What stands in the way of saving, and how to go on; gets what was typed. */
  notice?: (
    draft: CardDraft,
    change: (some: Partial<CardDraft>) => void,
    clear: (next?: CardDraft) => void,
  ) => ReactNode
  isSaving: boolean
  onSave: (saving: Saving) => void
}) {
  const w = useWords(cardWords)
  const nameOf = useTemplateName()
  const templates = useQuery(api.templates.list.queryOptions({ staleTime: Number.POSITIVE_INFINITY }))
  const [first] = useState(initial)
  const { values: draft, change, clear, wasKept } = useDraft(name, draftVersion, first)
  const fields = templateForms[draft.template]
  // What polls and the bot make themselves is not written here, but a card of it can be looked at.
  const offered = (templates.data?.items ?? [])
    .map(({ name }) => name)
    .filter((name) => templateForms[name] || name === draft.template)
  const data = dataOf(draft)
  const [settled] = useDebouncedValue(data, 300)
  const preview = useQuery({
    ...api.templates.render.queryOptions({ input: { name: draft.template, data: settled ?? {} } }),
    enabled: settled !== undefined,
    placeholderData: keepPreviousData,
    retry: false,
  })
  const isReady = data !== undefined && draft.title.trim() !== '' && !preview.isError
  const issues = fieldIssues(preview.error)

  function chooseTemplate(template: string) {
    const sample = templates.data?.items.find((one) => one.name === template)?.sample
    change({ template, json: templateForms[template] ? null : JSON.stringify(sample, null, 2) })
  }

  return (
    <Page title={title} backTo={backTo}>
      {wasKept ? <DraftKept text={w('draftKept')} startOver={w('startOver')} onStartOver={() => clear()} /> : null}
      {notice?.(draft, change, clear)}
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (data) onSave({ draft, input: inputOf(draft, data), clear })
        }}
      >
        <div className="two-columns">
          <Stack gap="lg">
            <Panel>
              <Stack>
                <Select
                  label={w('template')}
                  value={draft.template}
                  allowDeselect={false}
                  onChange={(value) => value && chooseTemplate(value)}
                  data={offered.map((name) => ({ value: name, label: nameOf(name) }))}
                />
                <TextInput
                  label={w('cardTitle')}
                  required
                  maxLength={200}
                  value={draft.title}
                  onChange={(event) => change({ title: event.currentTarget.value })}
                />
              </Stack>
            </Panel>
            <Panel
              title={w('fields')}
              aside={
                fields ? (
                  <Button
                    variant="subtle"
                    size="compact-sm"
                    onClick={() =>
                      change(
                        draft.json === null
                          ? { json: JSON.stringify(data ?? {}, null, 2) }
                          : readData(draft.template, parseJson(draft.json) ?? {}),
                      )
                    }
                  >
                    {w(draft.json === null ? 'json' : 'form')}
                  </Button>
                ) : null
              }
            >
              {draft.json === null && fields ? (
                <CardFields
                  fields={fields}
                  values={draft.values}
                  issues={issues}
                  onChange={(values) => change({ values: { ...draft.values, ...values } })}
                  onNamed={(file) => draft.title || change({ title: file.replace(/\.\w+$/, '').slice(0, 200) })}
                />
              ) : (
                <JsonFields
                  json={draft.json ?? ''}
                  isValid={data !== undefined}
                  issues={issues}
                  message={preview.isError ? undefined : preview.data?.message}
                  onChange={(json) => change({ json })}
                />
              )}
            </Panel>
            <About draft={draft} onChange={change} />
            {isReady && data ? <FilingMissing missing={missingFiling({ ...draft, data })} /> : null}
            {preview.isError && issues.length === 0 ? (
              <Alert color="red" variant="light" role="status">
                {describeError(preview.error)}
              </Alert>
            ) : null}
            {isReady && settled ? (
              <CardAdvice title={draft.title.trim()} template={draft.template} data={settled} />
            ) : null}
            <Group>
              <Button type="submit" disabled={!isReady} loading={isSaving}>
                {w('save')}
              </Button>
            </Group>
          </Stack>
          <div className="sticky">
            <PhoneFrame
              messages={preview.data && !preview.isError ? [preview.data.message] : []}
              empty={w('incomplete')}
            />
          </div>
        </div>
      </form>
    </Page>
  )
}

/** What rests behind the card: its rule, who answers for it, when to look at it again. */
function About({ draft, onChange }: { draft: CardDraft; onChange: (some: Partial<CardDraft>) => void }) {
  const w = useWords(cardWords)
  return (
    <Panel title={w('about')}>
      <Stack>
        <TextInput
          label={w('basis')}
          maxLength={500}
          value={draft.basis}
          onChange={(event) => onChange({ basis: event.currentTarget.value })}
        />
        <TextInput
          label={w('owner')}
          maxLength={200}
          value={draft.owner}
          onChange={(event) => onChange({ owner: event.currentTarget.value })}
        />
        <DayInput label={w('reviewOn')} value={draft.reviewOn} onChange={(reviewOn) => onChange({ reviewOn })} />
        <TagsInput
          label={w('itaItems')}
          description={w('addByEnter')}
          maxTags={10}
          value={draft.itaItems}
          onChange={(itaItems) => onChange({ itaItems: itaItems.map((item) => item.slice(0, 20)) })}
        />
        <TagsInput
          label={w('tags')}
          description={w('addByEnter')}
          maxTags={20}
          value={draft.tags}
          onChange={(tags) => onChange({ tags: tags.map((tag) => tag.slice(0, 40)) })}
        />
      </Stack>
    </Panel>
  )
}

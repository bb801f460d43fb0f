import { Alert, Button, Group, Select, Stack, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import { api } from '../../api/client.ts'
import { describeError, fieldIssues } from '../../api/errors.ts'
import { Page, Panel } from '../../parts/page.tsx'
import { PhoneFrame } from '../../parts/phone-frame.tsx'
import { QueryView } from '../../parts/query-view.tsx'
import { tell } from '../../parts/tell.ts'
import { useTemplateName } from '../../parts/template-name.ts'
import { useDraft } from '../../parts/use-draft.ts'
import { useWords } from '../../words/define-words.ts'
import { CardFields } from './card-fields.tsx'
import { JsonFields } from './json-fields.tsx'
import { type FormValues, templateForms, toData, toValues } from './template-forms.ts'
import { cardWords } from './words.ts'

type CardDraft = { title: string; template: string; values: FormValues; json: string | null; basis: string }
const draftVersion = 1
const emptyCard: CardDraft = { title: '', template: 'notice', values: {}, json: null, basis: '' }

/** A new card, or a copy of one (`?from=`): forms keep to what a card can show, JSON is there for the rest. */
export default function NewCardPage() {
  const [parameters] = useSearchParams()
  const from = parameters.get('from')
  const isPicture = parameters.get('template') === 'picture'
  const original = useQuery({ ...api.contents.get.queryOptions({ input: { id: from ?? '' } }), enabled: from !== null })
  const templates = useQuery(api.templates.list.queryOptions({ staleTime: Number.POSITIVE_INFINITY }))
  return (
    <QueryView query={templates}>
      {({ items }) =>
        from === null ? (
          <CardForm
            key={isPicture ? 'picture' : 'new'}
            name={isPicture ? 'picture' : 'card'}
            initial={isPicture ? { ...emptyCard, template: 'picture' } : emptyCard}
            templates={items}
          />
        ) : (
          <QueryView query={original}>
            {({ title, template, data, basis }) => (
              <CardForm
                key={from}
                name={`card-${from}`}
                initial={{ title, template, basis: basis ?? '', ...readData(template, data) }}
                templates={items}
              />
            )}
          </QueryView>
        )
      }
    </QueryView>
  )
}

/** As the form's values where it can hold them, else as JSON. */
function readData(template: string, data: Record<string, unknown>): Pick<CardDraft, 'values' | 'json'> {
  const fields = templateForms[template]
  const values = fields && toValues(fields, data)
  return values ? { values, json: null } : { values: {}, json: JSON.stringify(data, null, 2) }
}

function CardForm({
  name,
  initial,
  templates,
}: {
  name: string
  initial: CardDraft
  templates: { name: string; sample?: unknown }[]
}) {
  const w = useWords(cardWords)
  const nameOf = useTemplateName()
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const [first] = useState(initial)
  const { values: draft, change, clear } = useDraft(name, draftVersion, first)
  const fields = templateForms[draft.template]
  const data = draft.json === null && fields ? toData(fields, draft.values) : parseJson(draft.json ?? '')
  const [settled] = useDebouncedValue(data, 300)
  const preview = useQuery({
    ...api.templates.render.queryOptions({ input: { name: draft.template, data: settled ?? {} } }),
    enabled: settled !== undefined,
    placeholderData: keepPreviousData,
    retry: false,
  })
  const save = useMutation(
    api.contents.create.mutationOptions({
      onSuccess: ({ id }) => {
        clear()
        tell(w('savedNow'))
        void queryClient.invalidateQueries({ queryKey: api.contents.key() })
        void navigate(`/cards/${id}`)
      },
    }),
  )
  const isReady = data !== undefined && draft.title.trim() !== '' && !preview.isError
  const issues = fieldIssues(preview.error)

  function chooseTemplate(template: string) {
    const sample = templates.find((one) => one.name === template)?.sample
    change({ template, json: templateForms[template] ? null : JSON.stringify(sample, null, 2) })
  }

  return (
    <Page title={w('new')} backTo={{ to: '/cards', label: w('title') }}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (!data) return
          const basis = draft.basis.trim()
          save.mutate({ title: draft.title.trim(), template: draft.template, data, ...(basis && { basis }) })
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
                  data={templates.map((one) => ({ value: one.name, label: nameOf(one.name) }))}
                />
                <TextInput
                  label={w('cardTitle')}
                  required
                  maxLength={200}
                  value={draft.title}
                  onChange={(event) => change({ title: event.currentTarget.value })}
                />
                <TextInput
                  label={w('basis')}
                  maxLength={500}
                  value={draft.basis}
                  onChange={(event) => change({ basis: event.currentTarget.value })}
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
                  onChange={(json) => change({ json })}
                />
              )}
            </Panel>
            {preview.isError && issues.length === 0 ? (
              <Alert color="red" variant="light" role="status">
                {describeError(preview.error)}
              </Alert>
            ) : null}
            <Group>
              <Button type="submit" disabled={!isReady} loading={save.isPending}>
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

function parseJson(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined
  } catch {
    return undefined // still being typed
  }
}

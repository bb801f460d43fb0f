import { Fieldset, Input, Select, Stack, Textarea, TextInput } from '@mantine/core'
import { DayInput } from '../../parts/day-input.tsx'
import { useWords } from '../../words/define-words.ts'
import { fieldWords } from '../../words/field-words.ts'
import { DocumentField, hero, PictureField, poster } from './attachments.tsx'
import type { FieldName } from './field-name.ts'
import { type FormValues, findFault } from './form-data.ts'
import { type FormField, isMain } from './template-forms.ts'
import { cardWords } from './words.ts'

type FieldsProps = {
  fields: FormField[]
  values: FormValues
  issues: { path: string; message: string }[]
  onChange: (values: FormValues) => void
  onNamed: (fileName: string) => void
}

/** A LINE image has no button and no band; what was typed before it became one stays, so that it can be taken out. */
const ofCardsAlone = new Set<FieldName>(['linkLabel', 'linkUrl', 'badge'])

/** One input a field; the API's complaint stands under the field it is about, once something was typed there. */
export function CardFields({ fields: all, values, issues, onChange, onNamed }: FieldsProps) {
  const w = useWords(cardWords)
  const isImage = values.sentAs === 'image'
  const fields = isImage ? all.filter(({ name }) => !ofCardsAlone.has(name) || values[name]) : all
  const needed = fields.filter(isMain)
  const further = fields.filter((field) => !isMain(field))
  return (
    <Stack>
      <Fields fields={needed} values={values} issues={issues} onChange={onChange} onNamed={onNamed} />
      {fields.some(({ name }) => name === 'linkUrl') ? (
        <DocumentField
          values={values}
          hasPicture={fields.some(isPicture)}
          isWhole={isWhole(fields)}
          onChange={onChange}
          onNamed={onNamed}
        />
      ) : null}
      <details className="further" open={further.some(({ name }) => values[name])}>
        <summary>{w('further')}</summary>
        <Stack mt="md">
          <Fields fields={further} values={values} issues={issues} onChange={onChange} onNamed={onNamed} />
        </Stack>
      </details>
    </Stack>
  )
}

function Fields({ fields, values, issues, onChange, onNamed }: FieldsProps) {
  const w = useWords(cardWords)
  const named = useWords(fieldWords)
  /** Which line of a filled field is at fault, and how a line is written that lacks a part. */
  function explain(field: FormField, value: string, { path, message }: FieldsProps['issues'][number]) {
    const { line, what } = findFault(field, value, path)
    const said = what === 'noFigure' ? w('noFigure') : what === 'short' ? w(howToComplete(field)) : message
    return line === undefined ? said : `${w('lineNo', { n: line })}: ${said}`
  }
  return (
    <>
      {fields.map((field) => {
        const { name, kind, max, choices, otherwise, isRequired, isOneOfTwo } = field
        const value = values[name] ?? ''
        const issue = isBegun(field, fields, values)
          ? issues.find(({ path }) => isAbout(path, field, fields))
          : undefined
        const over = max === undefined || manyLines.has(kind) ? 0 : value.trim().length - max
        const common = {
          label: named(name),
          value,
          required: isRequired ?? false,
          // Both are marked, but the browser must not ask for both.
          ...(isOneOfTwo && { withAsterisk: true, description: w('oneOfTwo') }),
          // No maxLength: the browser would cut a paste off there, and nobody would be told.
          ...(issue && { error: over > 0 ? w('tooLongBy', { count: over }) : explain(field, value, issue) }),
        }
        const change = (text: string) => onChange({ [name]: text })
        if (kind === 'hidden') return null
        if (kind === 'picture') {
          const input = (
            <PictureField
              key={name}
              at={name === 'posterUrl' ? poster : hero}
              values={values}
              isWhole={fields.some((field) => field.name === 'pictureRatio')}
              error={issue?.message}
              onChange={onChange}
              onNamed={onNamed}
            />
          )
          if (name !== 'posterUrl') return input
          const legend = (
            <Input.Label labelElement="div" required>
              {w('posterNeeded')}
            </Input.Label>
          )
          return (
            <Fieldset key={name} variant="unstyled" mx={0} legend={legend}>
              {input}
            </Fieldset>
          )
        }
        if (choices)
          return (
            <Select
              key={name}
              label={common.label}
              required
              value={value || otherwise || null}
              allowDeselect={false}
              onChange={(state) => change(state ?? '')}
              data={choices.map((one) => ({ value: one, label: w(`c_${one}`) }))}
            />
          )
        if (kind === 'text' || manyLines.has(kind))
          return (
            <Textarea
              key={name}
              {...common}
              autosize
              minRows={kind === 'text' ? 3 : 2}
              maxRows={14}
              description={
                kind !== 'text'
                  ? w(howToWrite(name, kind))
                  : max && value.length > max * 0.7
                    ? `${value.length}/${max}`
                    : undefined
              }
              onChange={(event) => change(event.currentTarget.value)}
            />
          )
        if (kind === 'date') return <DayInput key={name} {...common} onChange={change} />
        return (
          <TextInput
            key={name}
            {...common}
            type={kind === 'url' ? 'url' : kind === 'moment' ? 'datetime-local' : 'text'}
            inputMode={kind === 'number' ? 'decimal' : undefined}
            onChange={(event) => change(event.currentTarget.value)}
          />
        )
      })}
    </>
  )
}

type RowsName = 'instruments' | 'items' | 'categories' | 'indicators' | 'measures'

const manyLines = new Set<FormField['kind']>(['lines', 'pairs', 'rows'])

function howToWrite(name: FieldName, kind: FormField['kind']) {
  if (kind === 'rows') return `${name as RowsName}ALine` as const
  if (kind === 'pairs') return name === 'counts' ? 'countsALine' : 'pairsALine'
  return 'oneALine'
}

function howToComplete({ name, kind }: FormField) {
  if (kind === 'rows') return 'rowShort'
  return name === 'counts' ? 'countShort' : 'pairShort'
}

const isPicture = ({ kind }: FormField) => kind === 'picture'
const isWhole = (fields: FormField[]) => fields.some(({ name }) => name === 'pictureRatio')

/** Something is typed in it, or in another part of its object: before that an empty field is no fault. */
function isBegun({ name, within }: FormField, fields: FormField[], values: FormValues): boolean {
  const parts = within ? fields.filter((other) => other.within?.[0] === within[0]) : []
  return [name, ...parts.map((part) => part.name)].some((one) => values[one]?.trim())
}

/** What is said of an object as a whole stands under the last of its parts. */
function isAbout(path: string, { name, within }: FormField, fields: FormField[]): boolean {
  if (!within) return path === name || path.startsWith(`${name}.`)
  const isLast = fields.findLast((other) => other.within?.[0] === within[0])?.name === name
  return path === within.join('.') || (isLast && path === within[0])
}

import { z } from 'zod'
import { graphemes, units } from './fields.ts'
import { named } from './problems.ts'
import { actionUri } from './urls.ts'

type Label = z.ZodType

// What LINE's date picker takes: https://developers.line.biz/en/reference/messaging-api/#datetime-picker-action
const day = String.raw`\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])`
const clock = String.raw`([01]\d|2[0-3]):[0-5]\d`
const pickerFormats = {
  date: new RegExp(`^${day}$`),
  time: new RegExp(`^${clock}$`),
  datetime: new RegExp(`^${day}[Tt]${clock}$`),
}

const data = units(300)
const seenText = graphemes(300)

function postback(label: Label) {
  return z
    .strictObject({
      type: z.literal('postback'),
      label,
      data,
      displayText: seenText.optional(),
      text: seenText.optional(),
      inputOption: z.enum(['closeRichMenu', 'openRichMenu', 'openKeyboard', 'openVoice']).optional(),
      fillInText: seenText.optional(),
    })
    .refine(
      (action) => action.displayText === undefined || action.text === undefined,
      named('CONFLICT', 'displayText and text cannot be used together'),
    )
    .refine(
      (action) => action.fillInText === undefined || action.inputOption === 'openKeyboard',
      named('CONFLICT', 'fillInText needs inputOption openKeyboard'),
    )
}

function datetimePicker(label: Label) {
  const moment = z.string().optional()
  return z
    .strictObject({
      type: z.literal('datetimepicker'),
      label,
      data,
      mode: z.enum(['date', 'time', 'datetime']),
      initial: moment,
      min: moment,
      max: moment,
    })
    .refine(
      ({ mode, initial, min, max }) =>
        [initial, min, max].every((value) => value === undefined || pickerFormats[mode].test(value)),
      named(
        'BAD_FORMAT',
        'initial, min and max must be written as the mode asks: 2026-12-31, 23:59 or 2026-12-31T23:59',
      ),
    )
    .refine(
      ({ initial, min, max }) =>
        isBefore(min, max, false) && isBefore(min, initial, true) && isBefore(initial, max, true),
      named('OUT_OF_RANGE', 'min must be before max, and initial between them'),
    )
}

function isBefore(early: string | undefined, late: string | undefined, orSame: boolean): boolean {
  if (early === undefined || late === undefined) return true
  const [first, second] = [early.toUpperCase(), late.toUpperCase()]
  return first < second || (orSame && first === second)
}

function uriAction(label: Label) {
  return z.strictObject({
    type: z.literal('uri'),
    label,
    uri: actionUri,
    altUri: z.strictObject({ desktop: actionUri }).optional(),
  })
}

function actionsAnywhere(label: Label) {
  return [
    postback(label),
    z.strictObject({ type: z.literal('message'), label, text: seenText }),
    uriAction(label),
    datetimePicker(label),
    z.strictObject({ type: z.literal('clipboard'), label, clipboardText: units(1000) }),
  ] as const
}

/** Leads to another tab of a rich menu; the bot is told in a postback with `data`. */
const richMenuSwitch = z.strictObject({
  type: z.literal('richmenuswitch'),
  label: graphemes(20).optional(),
  richMenuAliasId: z.string().regex(/^[a-z0-9_-]{1,32}$/, 'An alias has 1 to 32 characters of a-z, 0-9, _ and -'),
  data,
})

function chatAction<T extends string>(type: T, label: Label) {
  return z.strictObject({ type: z.literal(type), label })
}

// richmenuswitch works in rich menus only; camera, cameraRoll and location in quick replies only.
const buttonLabel = graphemes(40)
const hiddenLabel = graphemes(40).optional()
const quickReplyLabel = graphemes(20)

/** Under a Flex button: the label is what people read. */
export const buttonAction = z.discriminatedUnion('type', [...actionsAnywhere(buttonLabel)])
/** Anywhere else in a Flex message: the label is not shown. */
export const tapAction = z.discriminatedUnion('type', [...actionsAnywhere(hiddenLabel)])
/** A Flex video leads to a page and does nothing else. */
export const videoAction = uriAction(hiddenLabel)
/** An area of a rich menu: the label is read aloud. */
export const richMenuAction = z.discriminatedUnion('type', [
  ...actionsAnywhere(graphemes(20).optional()),
  richMenuSwitch,
])
export const quickReplyAction = z.discriminatedUnion('type', [
  ...actionsAnywhere(quickReplyLabel),
  chatAction('camera', quickReplyLabel),
  chatAction('cameraRoll', quickReplyLabel),
  chatAction('location', quickReplyLabel),
])

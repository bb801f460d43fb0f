import { z } from 'zod'
import { isLineUserId } from '../ids.ts'
import { commonProperties, quoteToken } from './common-properties.ts'
import { units } from './fields.ts'
import { named } from './problems.ts'

const maxText = 5000
const maxEmojis = 20
const maxMentions = 20

const emojiIds = { productId: units(100), emojiId: units(100) }

/** Each LINE emoji takes the place of a `$` in the text, at `index`. */
export const textMessage = z
  .strictObject({
    type: z.literal('text'),
    text: units(maxText),
    emojis: z
      .array(z.strictObject({ index: z.int().min(0), ...emojiIds }))
      .max(maxEmojis)
      .optional(),
    quoteToken,
    ...commonProperties,
  })
  .refine(
    ({ text, emojis = [] }) => emojis.every(({ index }) => text[index] === '$'),
    named('BAD_EMOJI', 'the index of an emoji must point to a $ in the text'),
  )
  .refine(
    ({ emojis = [] }) => new Set(emojis.map(({ index }) => index)).size === emojis.length,
    named('BAD_EMOJI', 'two emojis have the same index'),
  )

const mentionee = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('all') }),
  z.strictObject({
    type: z.literal('user'),
    userId: z.string().refine(isLineUserId, named('BAD_FORMAT', 'must be U and 32 hexadecimal digits')),
  }),
])

const substitution = z.record(
  z.string(),
  z.discriminatedUnion('type', [
    z.strictObject({ type: z.literal('mention'), mentionee }),
    z.strictObject({ type: z.literal('emoji'), ...emojiIds }),
  ]),
)

/** `{key}` stands for a substitution, `{{` and `}}` for braces. Nothing when a brace is left over. */
function readPlaceholders(text: string): string[] | undefined {
  const rest = text.replaceAll(/\{\{|\}\}|\{[0-9A-Za-z_]{1,20}\}/g, '')
  if (/[{}]/.test(rest)) return undefined
  const found = text.matchAll(/\{\{|\}\}|\{([0-9A-Za-z_]{1,20})\}/g)
  return [...found].flatMap(([, key]) => (key === undefined ? [] : [key]))
}

export const textV2Message = z
  .strictObject({
    type: z.literal('textV2'),
    text: units(maxText),
    substitution: substitution.optional(),
    quoteToken,
    ...commonProperties,
  })
  .superRefine(({ text, substitution = {} }, context) => {
    const complain = (code: 'BAD_SUBSTITUTION' | 'TOO_MANY', message: string) =>
      context.addIssue({ code: 'custom', params: { code }, message })
    const keys = Object.keys(substitution)
    if (keys.length > 100) complain('TOO_MANY', 'must have at most 100 substitutions')
    if (!keys.every((key) => /^[0-9A-Za-z_]{1,20}$/.test(key))) {
      complain('BAD_SUBSTITUTION', 'a key must be 1 to 20 of 0-9, A-Z, a-z and _')
    }
    const used = readPlaceholders(text)
    if (!used) return complain('BAD_SUBSTITUTION', 'a brace is not closed; write {{ or }} for a brace itself')
    if (!used.every((key) => Object.hasOwn(substitution, key))) {
      complain('BAD_SUBSTITUTION', 'a placeholder in the text has no substitution')
    }
    for (const [type, max] of [['mention', maxMentions] as const, ['emoji', maxEmojis] as const]) {
      const isOfType = (key: string) => Object.hasOwn(substitution, key) && substitution[key]?.type === type
      const count = Math.max(used.filter(isOfType).length, keys.filter(isOfType).length)
      if (count > max) complain('TOO_MANY', `must have at most ${max} of type ${type}`)
    }
  })

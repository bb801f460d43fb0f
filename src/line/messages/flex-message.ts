import { z } from 'zod'
import { tapAction, videoAction } from './actions.ts'
import { commonProperties } from './common-properties.ts'
import { aspectRatio, colour, units } from './fields.ts'
import { flexBox } from './flex-box.ts'
import { flexImage } from './flex-parts.ts'
import { named } from './problems.ts'
import { mediaUrl } from './urls.ts'

const blockStyle = z
  .strictObject({
    backgroundColor: colour.optional(),
    separator: z.boolean().optional(),
    separatorColor: colour.optional(),
  })
  .optional()

const flexVideo = z.strictObject({
  type: z.literal('video'),
  url: mediaUrl,
  previewUrl: mediaUrl,
  altContent: z.discriminatedUnion('type', [flexBox, flexImage]),
  aspectRatio: aspectRatio.optional(),
  action: videoAction.optional(),
})

const flexBubble = z
  .strictObject({
    type: z.literal('bubble'),
    size: z.enum(['nano', 'micro', 'deca', 'hecto', 'kilo', 'mega', 'giga']).optional(),
    direction: z.enum(['ltr', 'rtl']).optional(),
    header: flexBox.optional(),
    hero: z.discriminatedUnion('type', [flexBox, flexImage, flexVideo]).optional(),
    body: flexBox.optional(),
    footer: flexBox.optional(),
    styles: z.strictObject({ header: blockStyle, hero: blockStyle, body: blockStyle, footer: blockStyle }).optional(),
    action: tapAction.optional(),
  })
  .refine(
    ({ header, hero, body, footer }) => [header, hero, body, footer].some((block) => block !== undefined),
    named('REQUIRED', 'needs a header, hero, body or footer'),
  )

/** The structure of a Flex message. Counts, bytes and the places of videos are in `flex-limits.ts`. */
export const flexMessage = z.strictObject({
  type: z.literal('flex'),
  altText: units(1500),
  contents: z.discriminatedUnion('type', [
    flexBubble,
    z.strictObject({ type: z.literal('carousel'), contents: z.array(flexBubble).min(1).max(12) }),
  ]),
  ...commonProperties,
})

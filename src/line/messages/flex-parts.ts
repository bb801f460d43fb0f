import { z } from 'zod'
import { buttonAction, tapAction } from './actions.ts'
import { aspectRatio, colour, flexRatio, fontSize, gap, imageSize, inset, pixelLength } from './fields.ts'
import { named } from './problems.ts'
import { mediaUrl } from './urls.ts'

/** Where a component stands in its box. */
export const placing = {
  margin: gap.optional(),
  position: z.enum(['relative', 'absolute']).optional(),
  offsetTop: inset.optional(),
  offsetBottom: inset.optional(),
  offsetStart: inset.optional(),
  offsetEnd: inset.optional(),
}

const align = z.enum(['start', 'end', 'center']).optional()
const gravity = z.enum(['top', 'bottom', 'center']).optional()
const adjustMode = z.literal('shrink-to-fit').optional()
const scaling = z.boolean().optional()

const lettering = {
  size: fontSize.optional(),
  color: colour.optional(),
  weight: z.enum(['regular', 'bold']).optional(),
  style: z.enum(['normal', 'italic']).optional(),
  decoration: z.enum(['none', 'underline', 'line-through']).optional(),
}

// LINE names no limit for a Flex text (the bubble's bytes bound it), but refuses an empty one.
const shownText = z.string().refine((text) => text.length > 0, named('EMPTY', 'must not be empty'))

const flexSpan = z.strictObject({ type: z.literal('span'), text: shownText, ...lettering })

export const flexText = z
  .strictObject({
    type: z.literal('text'),
    text: z.string().optional(),
    contents: z.array(flexSpan).min(1).optional(),
    flex: flexRatio.optional(),
    align,
    gravity,
    wrap: z.boolean().optional(),
    lineSpacing: pixelLength.optional(),
    maxLines: z.int().min(0).optional(),
    adjustMode,
    scaling,
    action: tapAction.optional(),
    ...placing,
    ...lettering,
  })
  .superRefine(({ text, contents }, context) => {
    if (contents !== undefined || (text !== undefined && text !== '')) return
    const code = text === undefined ? 'REQUIRED' : 'EMPTY'
    context.addIssue({ code: 'custom', path: ['text'], params: { code }, message: 'needs text or contents' })
  })

export const flexButton = z.strictObject({
  type: z.literal('button'),
  action: buttonAction,
  flex: flexRatio.optional(),
  height: z.enum(['sm', 'md']).optional(),
  style: z.enum(['primary', 'secondary', 'link']).optional(),
  color: colour.optional(),
  gravity,
  adjustMode,
  scaling,
  ...placing,
})

export const flexImage = z.strictObject({
  type: z.literal('image'),
  url: mediaUrl,
  flex: flexRatio.optional(),
  align,
  gravity,
  size: imageSize.optional(),
  aspectRatio: aspectRatio.optional(),
  aspectMode: z.enum(['fit', 'cover']).optional(),
  backgroundColor: colour.optional(),
  action: tapAction.optional(),
  animated: z.boolean().optional(),
  ...placing,
})

export const flexIcon = z.strictObject({
  type: z.literal('icon'),
  url: mediaUrl,
  size: fontSize.optional(),
  aspectRatio: aspectRatio.optional(),
  scaling,
  ...placing,
})

export const flexSeparator = z.strictObject({
  type: z.literal('separator'),
  margin: gap.optional(),
  color: colour.optional(),
})

import { z } from 'zod'
import { tapAction } from './actions.ts'
import { angle, borderWidth, boxLength, colour, cornerRadius, flexRatio, gap, inset, stopPosition } from './fields.ts'
import { flexButton, flexIcon, flexImage, flexSeparator, flexText, placing } from './flex-parts.ts'

/** `filler` is deprecated and left out on purpose: paddings and margins do its work. */
const allowedIn = {
  horizontal: new Set(['box', 'button', 'image', 'text', 'separator']),
  vertical: new Set(['box', 'button', 'image', 'text', 'separator']),
  baseline: new Set(['icon', 'text']),
}

const background = z.strictObject({
  type: z.literal('linearGradient'),
  angle,
  startColor: colour,
  endColor: colour,
  centerColor: colour.optional(),
  centerPosition: stopPosition.optional(),
})

const component: z.ZodType<{ type: string }> = z.lazy(() =>
  z.discriminatedUnion('type', [flexBox, flexButton, flexImage, flexIcon, flexText, flexSeparator]),
)

export const flexBox = z
  .strictObject({
    type: z.literal('box'),
    layout: z.enum(['horizontal', 'vertical', 'baseline']),
    contents: z.array(component),
    flex: flexRatio.optional(),
    spacing: gap.optional(),
    backgroundColor: colour.optional(),
    background: background.optional(),
    borderColor: colour.optional(),
    borderWidth: borderWidth.optional(),
    cornerRadius: cornerRadius.optional(),
    width: boxLength.optional(),
    maxWidth: boxLength.optional(),
    height: boxLength.optional(),
    maxHeight: boxLength.optional(),
    paddingAll: inset.optional(),
    paddingTop: inset.optional(),
    paddingBottom: inset.optional(),
    paddingStart: inset.optional(),
    paddingEnd: inset.optional(),
    justifyContent: z
      .enum(['center', 'flex-start', 'flex-end', 'space-between', 'space-around', 'space-evenly'])
      .optional(),
    alignItems: z.enum(['center', 'flex-start', 'flex-end']).optional(),
    action: tapAction.optional(),
    ...placing,
  })
  .superRefine(({ layout, contents }, context) => {
    contents.forEach(({ type }, index) => {
      if (allowedIn[layout].has(type)) return
      const message = `a ${layout} box cannot hold ${type}`
      context.addIssue({ code: 'custom', path: ['contents', index], params: { code: 'NOT_ALLOWED_HERE' }, message })
    })
  })

import { z } from 'zod'
import { richMenuAction } from './actions.ts'
import { graphemes } from './fields.ts'

const pixels = z.int().min(0)

/** A rich menu as LINE takes it: https://developers.line.biz/en/reference/messaging-api/#rich-menu-structure */
export const richMenu = z
  .strictObject({
    size: z
      .strictObject({ width: z.int().min(800).max(2500), height: z.int().min(250) })
      .refine(({ width, height }) => width / height >= 1.45, 'width / height must be 1.45 or more'),
    selected: z.boolean(),
    name: graphemes(300),
    chatBarText: graphemes(14),
    areas: z
      .array(
        z.strictObject({
          bounds: z.strictObject({ x: pixels, y: pixels, width: z.int().min(1), height: z.int().min(1) }),
          action: richMenuAction,
        }),
      )
      .max(20),
  })
  .refine(
    ({ size, areas }) =>
      areas.every(({ bounds }) => bounds.x + bounds.width <= size.width && bounds.y + bounds.height <= size.height),
    { error: 'an area lies outside of the menu', path: ['areas'] },
  )
export type RichMenu = z.infer<typeof richMenu>

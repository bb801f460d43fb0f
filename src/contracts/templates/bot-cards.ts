import { z } from 'zod'
import { buttonLabel, line, optional, paragraphs, postbackData, spokenText, webAddress } from './fields.ts'
import { byline, Link, language, picture, title } from './parts.ts'

const MenuAction = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('message'), text: spokenText }),
  z.strictObject({ type: z.literal('postback'), data: postbackData, displayText: spokenText.optional() }),
  z.strictObject({ type: z.literal('uri'), uri: webAddress }),
])

/** What the bot itself says to one person. */
export const botCards = {
  welcome: z.strictObject({
    ...byline,
    agency: line(200),
    privacyUrl: webAddress,
    /** Postback data behind รับทราบ; carries the version of the notice. */
    acknowledgeData: postbackData,
    language,
    /** A button for the same card in the other language. */
    otherLanguage: optional(z.strictObject({ label: buttonLabel, data: postbackData })),
  }),
  menu: z.strictObject({
    ...byline,
    title: line(300), // 100 letters of Thai with their marks: names of units and cards stand here
    /** The line above the title. */
    kicker: line(40).default('เมนู'),
    language,
    text: optional(paragraphs(2000)),
    /** The first is the primary one, unless they are answers to choose from: none of these may stand out. */
    hasPrimary: z.boolean().default(true),
    buttons: z
      .array(z.strictObject({ label: buttonLabel, action: MenuAction }))
      .min(1)
      .max(8),
  }),
  /** To an officer in their own chat: what waits for them, and where to see to it. */
  approval: z.strictObject({
    ...byline,
    ...picture,
    kicker: line(60),
    title,
    note: optional(paragraphs(500)),
    facts: z.array(z.strictObject({ label: line(60), text: paragraphs(600) })).max(8),
    open: Link,
    sendBack: optional(Link),
  }),
}

import { z } from 'zod'
import {
  baht,
  buttonLabel,
  fiscalYear,
  line,
  optional,
  paragraphs,
  postbackData,
  score,
  spokenText,
  videoAddress,
  webAddress,
} from './template-fields.ts'

// What each card is made of. One strict schema per file in flex-templates/; the words around the data are in that file.

const byline = {
  /** Who speaks: the agency's name, first in the notification and last on the card. */
  agency: optional(line(80)),
  /** Band across the top, such as "ฉบับสาธิต" or "ร่าง". */
  badge: optional(line(40)),
  source: optional(line(160)),
  fiscalYear: optional(fiscalYear),
  date: optional(z.iso.date()),
}

// A figure names its fiscal year and source.
const figureByline = { ...byline, source: line(160), fiscalYear }

const pictureShapes = ['square', 'wide', 'tall'] as const

const picture = {
  pictureUrl: optional(webAddress),
  pictureShape: z.enum(pictureShapes).default('square'),
}

const Link = z.strictObject({ label: buttonLabel, url: webAddress })

/** Much to show: a tall picture. */
const portrait = {
  pictureUrl: optional(webAddress),
  pictureShape: z.enum([...pictureShapes, 'portrait']).default('portrait'),
}

const ownPicture = /\/media\/[0-9a-f]{64}\.(jpg|png)$/

const title = line(100)

/** Of the words around the data. */
const language = z.enum(['th', 'en']).default('th')

const Target = z.strictObject({ score, source: line(120), fiscalYear })

const PreviousScore = z.strictObject({ fiscalYear, score })

const ScoredItem = z.strictObject({
  no: line(8),
  title: line(200),
  instrument: optional(line(10)),
  score,
  note: optional(line(120)),
})

const Instrument = z.strictObject({
  code: line(10),
  name: line(120),
  score,
  previousScore: optional(score),
  /** Shown under a figure that is in doubt. */
  note: optional(line(120)),
})

const BudgetCategory = z.strictObject({ name: line(100), allocated: baht, spent: baht })

const MeasureLine = z.strictObject({
  title: line(120),
  owner: line(60),
  dueDate: optional(z.iso.date()),
  state: z.enum(['not_started', 'in_progress', 'done', 'delayed']),
  percent: optional(score),
})

const PollRow = z.strictObject({ label: line(120), percent: score })

const ItaLine = z.strictObject({ no: line(10), title: line(120), instrument: line(20), score })

const PollQuestion = z
  .strictObject({
    text: line(200),
    answered: optional(z.int().min(0)),
    rows: z.array(PollRow).max(12).default([]),
    /** A band, an order or themes, where no figures may be shown. */
    summary: optional(paragraphs(300)),
    isHidden: z.boolean().default(false),
  })
  .refine(
    (question) =>
      !question.isHidden || (question.rows.length === 0 && question.summary === null && question.answered === null),
    {
      error: 'A hidden result carries no rows, summary or count. Leave them out.',
      path: ['isHidden'],
    },
  )
  .refine((question) => question.isHidden || question.rows.length > 0 || question.summary !== null, {
    error: 'Give rows or a summary, or set isHidden.',
    path: ['rows'],
  })

const MenuAction = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('message'), text: spokenText }),
  z.strictObject({ type: z.literal('postback'), data: postbackData, displayText: spokenText.optional() }),
  z.strictObject({ type: z.literal('uri'), uri: webAddress }),
])

/** What a guide is about; the words above its title follow from it. */
export const guideTopics = [
  'asset_how_to',
  'asset_check',
  'bribery',
  'manual',
  'hr_policy',
  'meeting_summary',
  'measure',
  'guide',
] as const
export type GuideTopic = (typeof guideTopics)[number]

export const templateSchemas = {
  'dos-donts': z.strictObject({
    ...byline,
    ...picture,
    title,
    series: optional(line(24)),
    do: line(240),
    dont: line(240),
    link: optional(Link),
  }),
  'no-gift': z.strictObject({
    ...byline,
    ...picture,
    title,
    text: paragraphs(600),
    steps: z.array(line(160)).max(5).default([]),
    link: optional(Link),
  }),
  /** What to do, how and by whom: borrowing, manuals, rules of staff matters, measures, what a meeting has decided. */
  guide: z
    .strictObject({
      ...byline,
      ...picture,
      topic: z.enum(guideTopics),
      title,
      text: optional(paragraphs(600)),
      steps: z.array(line(160)).max(8).default([]),
      facts: z
        .array(z.strictObject({ label: line(40), text: line(200) }))
        .max(6)
        .default([]),
      link: optional(Link),
    })
    .refine((card) => card.text !== null || card.steps.length > 0 || card.facts.length > 0, {
      error: 'The card says nothing yet. Give text, steps or facts.',
      path: ['text'],
    }),
  /** อบรม ดูงาน ทุน: open to all by the same rules, and what came of it. */
  opportunity: z
    .strictObject({
      ...byline,
      ...picture,
      title,
      state: z.enum(['open', 'closed', 'announced']),
      text: optional(paragraphs(400)),
      qualifications: z.array(line(160)).max(6).default([]),
      criteria: z.array(line(160)).max(6).default([]),
      seats: optional(z.int().min(1).max(10_000)),
      closesOn: optional(z.iso.date()),
      result: optional(paragraphs(500)),
      link: optional(Link),
    })
    .refine((card) => card.state !== 'open' || (card.qualifications.length > 0 && card.criteria.length > 0), {
      error: 'While it is open everybody must see who may apply and how people are chosen.',
      path: ['criteria'],
    })
    .refine((card) => card.state !== 'open' || card.closesOn !== null, {
      error: 'While it is open everybody must see until when to apply.',
      path: ['closesOn'],
    }),
  invitation: z.strictObject({
    ...byline,
    ...picture,
    title,
    startsAt: z.iso.datetime({ offset: true }),
    endsAt: optional(z.iso.datetime({ offset: true })),
    place: line(160),
    agenda: z.array(line(160)).max(8).default([]),
    text: optional(paragraphs(400)),
    link: optional(Link),
  }),
  /** A clip that plays in the chat (mp4), or one that is opened on its site. */
  video: z
    .strictObject({
      ...byline,
      title,
      text: optional(paragraphs(400)),
      posterUrl: webAddress,
      posterShape: z.enum(['square', 'wide']).default('wide'),
      videoUrl: optional(videoAddress),
      mp4Url: optional(webAddress),
      link: optional(Link),
    })
    .refine((card) => (card.videoUrl === null) !== (card.mp4Url === null), {
      error: 'Give videoUrl (YouTube, TikTok) or mp4Url, one of them.',
      path: ['videoUrl'],
    })
    .refine((card) => card.videoUrl === null || card.link === null, {
      error: 'A card has one button: give videoUrl or link, not both.',
      path: ['link'],
    }),
  /** What was sent, what was asked, and what the office did about it. */
  digest: z.strictObject({
    ...figureByline,
    ...picture,
    title,
    period: line(60),
    counts: z
      .array(z.strictObject({ value: line(12), label: line(40) }))
      .min(1)
      .max(4),
    /** Titles of what was sent; the last may tell how many more there were. */
    sent: z.array(line(120)).max(5).default([]),
    asked: z.array(line(120)).max(5).default([]),
    answered: z.array(line(160)).max(5).default([]),
    link: optional(Link),
  }),
  'budget-summary': z.strictObject({
    ...figureByline,
    ...picture,
    date: z.iso.date(),
    title,
    allocated: baht.refine((amount) => Number(amount) > 0, 'A budget of 0 baht has no share to show.'),
    spent: baht,
    committed: optional(baht),
    targetPercent: optional(score),
    categories: z.array(BudgetCategory).max(8).default([]),
    text: optional(paragraphs(400)),
    link: optional(Link),
  }),
  'ita-summary': z
    .strictObject({
      ...figureByline,
      ...picture,
      score,
      level: optional(line(40)),
      previous: optional(PreviousScore),
      nationalMean: optional(score),
      target: optional(Target),
      instruments: z.array(Instrument).min(1).max(5),
      /** Items below the target; an item printed in two areas is given once. */
      items: z.array(ScoredItem).max(20).default([]),
      text: optional(paragraphs(400)),
      link: optional(Link),
    })
    .refine((card) => card.items.length === 0 || card.target !== null, {
      error: 'Items below the target need the target. Give its score, source and fiscal year.',
      path: ['target'],
    }),
  'ita-indicator': z.strictObject({
    ...figureByline,
    ...picture,
    no: z.int().min(1).max(99),
    title,
    instrument: line(10),
    score,
    previous: optional(PreviousScore),
    target: optional(Target),
    note: optional(line(120)),
    items: z.array(ScoredItem).max(12).default([]),
    text: optional(paragraphs(400)),
    nextStep: optional(paragraphs(300)),
    link: optional(Link),
  }),
  /** The indicators of two years beside each other. */
  'ita-comparison': z.strictObject({
    ...figureByline,
    ...picture,
    title,
    previousYear: fiscalYear,
    target: optional(score),
    indicators: z
      .array(z.strictObject({ no: z.int().min(1).max(99), title: line(60), score, previousScore: optional(score) }))
      .min(2)
      .max(12),
    text: optional(paragraphs(400)),
    link: optional(Link),
  }),
  'measure-update': z.strictObject({
    ...byline,
    ...picture,
    title: line(200),
    issue: optional(line(240)),
    owner: line(160),
    dueDate: optional(z.iso.date()),
    state: z.enum(['not_started', 'in_progress', 'done', 'delayed']),
    result: optional(paragraphs(500)),
    nextStep: optional(paragraphs(300)),
    link: optional(Link),
  }),
  /** The measures of a year, with owner, deadline and how far each has come. */
  'measure-timeline': z.strictObject({
    ...figureByline,
    ...portrait,
    title,
    measures: z.array(MeasureLine).min(1).max(10),
    text: optional(paragraphs(400)),
    link: optional(Link),
  }),
  'poll-invite': z.strictObject({
    ...byline,
    language,
    title: line(160),
    /** Of the second card and those after it: why it comes again, to everybody alike. */
    reminder: optional(line(300)),
    /** Badge and promises of the frozen poll, word for word. */
    levelLabel: line(60),
    promises: z.array(line(500)).min(1).max(8),
    audience: optional(line(120)),
    minutes: optional(z.int().min(1).max(60)),
    opensAt: optional(z.iso.datetime({ offset: true })),
    closesAt: optional(z.iso.datetime({ offset: true })),
    /** By when the result, and what the office will do, are told. */
    returnsOn: optional(z.iso.date()),
    /** First 16 hex digits of the poll's key fingerprint. */
    fingerprint: optional(z.string().regex(/^[0-9a-f]{16}$/)),
    link: Link,
  }),
  /** A question of a poll in the 1:1 chat, badge and promises before the first. */
  'poll-question': z.strictObject({
    ...byline,
    language,
    title: line(160),
    progress: line(40),
    levelLabel: optional(line(60)),
    promises: z.array(line(500)).max(10).default([]),
    question: line(300),
    help: optional(line(300)),
    rows: z
      .array(
        z
          .array(z.strictObject({ label: line(100), data: postbackData }))
          .min(1)
          .max(6),
      )
      .min(1)
      .max(12),
    skip: optional(z.strictObject({ label: buttonLabel, data: postbackData })),
  }),
  'poll-result': z
    .strictObject({
      ...byline,
      ...portrait,
      language,
      title: line(160),
      levelLabel: line(60),
      threshold: z.int().min(5).max(1000),
      questions: z.array(PollQuestion).min(1).max(20),
      /** Which of several cards this is, where one holds not all questions. */
      series: optional(z.strictObject({ no: z.int().min(1).max(5), of: z.int().min(2).max(5) })),
      /** How many questions found no room. */
      more: optional(z.int().min(1).max(20)),
      counts: optional(z.strictObject({ eligible: z.int().min(0), issued: z.int().min(0), cast: z.int().min(0) })),
      /** SHA-256 of the published ballot list. */
      listHash: optional(z.string().regex(/^[0-9a-f]{64}$/)),
      nextStep: optional(paragraphs(400)),
      /** Why it is told after the day that was promised. */
      lateReason: optional(line(300)),
      /** Figures of the ITA on the same topic: another instrument, so they are written and never drawn as bars. */
      ita: optional(z.strictObject({ fiscalYear, items: z.array(ItaLine).min(1).max(6) })),
      link: optional(Link),
    })
    .superRefine((card, context) => {
      card.questions.forEach((question, index) => {
        if (question.answered === null || question.answered >= card.threshold) return
        const message = `Fewer than ${card.threshold} answers are never shown. Set isHidden and leave the rest out.`
        context.addIssue({ code: 'custom', path: ['questions', index, 'answered'], message })
      })
    }),
  notice: z
    .strictObject({
      ...byline,
      ...picture,
      title,
      text: paragraphs(1000),
      videoUrl: optional(videoAddress),
      link: optional(Link),
    })
    .refine((card) => card.videoUrl === null || card.link === null, {
      error: 'A card has one button: give videoUrl or link, not both.',
      path: ['link'],
    }),
  /** A picture that is there already, by itself: on a card, or as LINE's own image, which opens whole and can be kept and sent on. */
  picture: z
    .strictObject({
      ...byline,
      sentAs: z.enum(['card', 'image']).default('card'),
      /** The whole message for whoever sees the notification only, or sees no pictures. */
      alt: line(400),
      pictureUrl: webAddress,
      /** Width and height; LINE shows at most three times as tall as wide. */
      pictureRatio: z
        .string()
        .regex(/^[1-9]\d{0,4}:[1-9]\d{0,4}$/)
        .refine((ratio) => {
          const [width = 1, height = 1] = ratio.split(':').map(Number)
          return height <= width * 3
        }, 'A picture is at most three times as tall as wide.'),
      link: optional(Link),
    })
    // Of somebody else's picture nobody knows whether it is more than the 1 MB that LINE shows as a preview.
    .refine((card) => card.sentAs === 'card' || ownPicture.test(card.pictureUrl), {
      error: 'A LINE image is a picture that was uploaded or drawn here.',
      path: ['pictureUrl'],
    })
    .refine((card) => card.sentAs === 'card' || card.link === null, {
      error: 'A LINE image has no button. Send a card, or leave the link out.',
      path: ['link'],
    })
    .refine((card) => card.sentAs === 'card' || card.badge === null, {
      error: 'A LINE image has no band. Send a card, or leave the band out.',
      path: ['badge'],
    }),
  welcome: z.strictObject({
    ...byline,
    agency: line(80),
    privacyUrl: webAddress,
    /** Postback data behind รับทราบ; carries the version of the notice. */
    acknowledgeData: postbackData,
    language,
    /** A button for the same card in the other language. */
    otherLanguage: optional(z.strictObject({ label: buttonLabel, data: postbackData })),
  }),
  menu: z.strictObject({
    ...byline,
    title,
    /** The line above the title. */
    kicker: line(40).default('เมนู'),
    language,
    text: optional(paragraphs(1000)),
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

export type TemplateName = keyof typeof templateSchemas

/** Data as a caller gives it: what is optional may be left out. */
export type TemplateData<Name extends TemplateName = TemplateName> = z.input<(typeof templateSchemas)[Name]>

export const templateNames = Object.keys(templateSchemas) as TemplateName[]

export function isTemplateName(name: string): name is TemplateName {
  return Object.hasOwn(templateSchemas, name)
}

const staffOnly: ReadonlySet<string> = new Set<TemplateName>([
  'approval',
  'budget-summary',
  'digest',
  'invitation',
  'measure-timeline',
  'measure-update',
  'opportunity',
  'poll-invite',
  'poll-question',
  'poll-result',
])

/** The card that asks people to a poll: the polls feature alone drafts it, for all who may answer. */
export const pollInvitationTemplate = 'poll-invite' satisfies TemplateName

/** The card that tells what came of a poll: in the words that were asked and answered, but for what the office adds. */
export const pollResultTemplate = 'poll-result' satisfies TemplateName

/** Whether a group with outsiders among its members may get this card. */
export function isPublicTemplate(name: TemplateName): boolean {
  return !staffOnly.has(name)
}

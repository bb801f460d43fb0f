import { z } from 'zod'
import { guideTopics } from '../guide-topics.ts'
import { line, optional, paragraphs, videoAddress, webAddress } from './fields.ts'
import { byline, Link, picture, title } from './parts.ts'

const ownPicture = /\/media\/[0-9a-f]{64}\.(jpg|png)$/

/** What an office says to its people in words. */
export const messageCards = {
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
      /** What it shows, nobody but its author knows. */
      recipients: z.enum(['everyone', 'staff']).default('everyone'),
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
}

/**
 * What a person may do without in the 1:1 chat: a series of cards (ชุดการ์ด), by its id, or a topic, whatever series its cards
 * come in. Polls, notices and the bot's own cards are neither.
 */
export const topics = ['dos_donts', 'no_gift', 'budget', 'ita', 'measures'] as const
export type Topic = (typeof topics)[number]

const topicByTemplate: Record<string, Topic> = {
  'dos-donts': 'dos_donts',
  'no-gift': 'no_gift',
  'budget-summary': 'budget',
  'ita-summary': 'ita',
  'ita-indicator': 'ita',
  'ita-comparison': 'ita',
  'measure-update': 'measures',
  'measure-timeline': 'measures',
}

export function topicOfTemplate(template: string): Topic | undefined {
  return Object.hasOwn(topicByTemplate, template) ? topicByTemplate[template] : undefined
}

export function isTopic(value: string): value is Topic {
  return (topics as readonly string[]).includes(value)
}

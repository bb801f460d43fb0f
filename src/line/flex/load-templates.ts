import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { z } from 'zod'
import { isTemplateName, type TemplateName, templateNames, templateSchemas } from '../../contracts/templates.ts'
import { AppError, StartError } from '../../platform/errors.ts'
import { maxPictureBytes } from '../../platform/pictures/create-pictures.ts'
import { checkMessages } from '../messages/check-messages.ts'
import type { FlexMessage, OutgoingMessage } from '../messages/outgoing-message.ts'
import { type CardTemplate, type Parts, renderCard } from './render-card.ts'

export type Templates = {
  names: readonly TemplateName[]
  /** Data that shows each card as it is meant; also what the editor starts from. */
  sampleOf(name: TemplateName): unknown
  /** The card. Throws TEMPLATE_UNKNOWN, TEMPLATE_DATA_INVALID or MESSAGE_OVER_LIMIT; what it returns LINE accepts. */
  render(name: string, data: unknown): FlexMessage
  /** What is sent: the card, or of a picture LINE's own image, where its author has chosen so. Throws as `render`. */
  renderMessage(name: string, data: unknown): OutgoingMessage
}

type TemplateOptions = {
  allowHttpLoopback?: boolean
  /** How many bytes a picture of ours has, by its name under /media/; undefined for what is not there. */
  sizeOf?: (name: string) => number | undefined
}

/**
 * Reads flex-templates/ once: <name>.json with <name>.sample.json for every schema, and the shared pieces in parts/.
 * Throws StartError when a file is missing, strange, or does not render its own sample.
 */
export function loadTemplates(directory: string, options: TemplateOptions = {}): Templates {
  const parts = readParts(directory)
  refuseStrangers(directory)
  const templates = new Map(templateNames.map((name) => [name, readTemplate(directory, name)]))
  const samples = new Map(templateNames.map((name) => [name, readJson(join(directory, `${name}.sample.json`))]))

  const find = (name: string, data: unknown) => {
    const template = isTemplateName(name) ? templates.get(name) : undefined
    if (!isTemplateName(name) || template === undefined) {
      throw new AppError(
        'TEMPLATE_UNKNOWN',
        `There is no template "${name}". Use one of: ${templateNames.join(', ')}.`,
        { status: 404 },
      )
    }
    return { template, parsed: parseData(name, data, options) }
  }

  const render = (name: string, data: unknown): FlexMessage => {
    const { template, parsed } = find(name, data)
    return checked(name, toMessage(template, parts, parsed), options)
  }

  const renderMessage = (name: string, data: unknown): OutgoingMessage => {
    const { template, parsed } = find(name, data)
    const message = isImage(parsed) ? toImage(parsed) : toMessage(template, parts, parsed)
    return checked(name, message, options)
  }

  for (const [name, sample] of samples) renderSample(directory, name, () => render(name, sample))
  return { names: templateNames, sampleOf: (name) => structuredClone(samples.get(name)), render, renderMessage }
}

function parseData(name: TemplateName, data: unknown, options: TemplateOptions): Record<string, unknown> {
  const parsed = templateSchemas[name].safeParse(data)
  const issues = parsed.success
    ? [...(options.allowHttpLoopback ? [] : findHttpAddresses(parsed.data)), ...findTooLarge(parsed.data, options)]
    : describe(parsed.error)
  if (!parsed.success || issues.length > 0) {
    const where = issues.map((issue) => issue.path || 'data').join(', ')
    throw new AppError('TEMPLATE_DATA_INVALID', `The data of card "${name}" is not usable: see ${where}.`, {
      status: 422,
      data: issues,
    })
  }
  return parsed.data
}

type Issue = { path: string; code: string; message: string } & Record<string, unknown>

function describe(error: z.ZodError): Issue[] {
  // With the limits beside them, so that the edge can say it in the reader's language.
  return error.issues.map(({ path, ...issue }) => ({ ...issue, path: path.join('.') }))
}

/** http reaches a phone only where LINE is a look-alike on this machine; the schema has let it pass for loopback hosts. */
function findHttpAddresses(value: unknown, path: string[] = []): Issue[] {
  if (typeof value !== 'object' || value === null) {
    const isAddress = /^(uri|url|.*Url)$/.test(path.at(-1) ?? '')
    if (!isAddress || typeof value !== 'string' || !value.startsWith('http:')) return []
    return [{ path: path.join('.'), code: 'HTTP_ADDRESS', message: 'LINE opens https:// addresses only.' }]
  }
  return Object.entries(value).flatMap(([key, item]) => findHttpAddresses(item, [...path, key]))
}

/** Kept by an earlier release, which packed no photograph down to what LINE takes as a preview. */
function findTooLarge(data: Record<string, unknown>, { sizeOf }: TemplateOptions): Issue[] {
  const bytes = isImage(data) ? sizeOf?.(data.pictureUrl.slice(data.pictureUrl.lastIndexOf('/') + 1)) : undefined
  if (bytes === undefined || bytes <= maxPictureBytes) return []
  return [
    {
      path: 'pictureUrl',
      code: 'IMAGE_TOO_LARGE',
      message: 'A LINE image has 1 MB at most. Upload the picture again: it is then packed; or send a card.',
    },
  ]
}

function toMessage(template: CardTemplate, parts: Parts, data: Record<string, unknown>): FlexMessage {
  const { altText, contents } = renderCard(template, parts, data)
  return { type: 'flex', altText, contents: contents as FlexMessage['contents'] }
}

type OwnImage = { sentAs: 'image'; pictureUrl: string }

const isImage = (data: Record<string, unknown>): data is OwnImage => data.sentAs === 'image'

/** One file for the chat and for the whole screen: a picture of ours is no larger than a preview may be. */
function toImage({ pictureUrl }: OwnImage): OutgoingMessage {
  return { type: 'image', originalContentUrl: pictureUrl, previewImageUrl: pictureUrl }
}

function checked<Message extends OutgoingMessage>(
  name: string,
  message: Message,
  options: { allowHttpLoopback?: boolean },
): Message {
  const problems = checkMessages([message], options)
  if (problems.length === 0) return message
  const what = problems.map((problem) => `${problem.path} ${problem.message}.`).join(' ')
  throw new AppError('MESSAGE_OVER_LIMIT', `Card "${name}" is more than LINE takes. Shorten it. ${what}`, {
    status: 422,
    data: problems,
  })
}

function readTemplate(directory: string, name: TemplateName): CardTemplate {
  const file = join(directory, `${name}.json`)
  const template = readJson(file)
  if (typeof template !== 'object' || template === null || !('altText' in template) || !('contents' in template)) {
    throw new StartError(`${file} has no "altText" or no "contents". Give it both.`)
  }
  return { altText: template.altText, contents: template.contents }
}

function readParts(directory: string): Parts {
  const folder = join(directory, 'parts')
  return new Map(listJson(folder).map((file) => [file.replace(/\.json$/, ''), readJson(join(folder, file))]))
}

function refuseStrangers(directory: string): void {
  const known = new Set(templateNames.flatMap((name) => [`${name}.json`, `${name}.sample.json`]))
  const stranger = listJson(directory).find((file) => !known.has(file))
  if (stranger === undefined) return
  throw new StartError(
    `${join(directory, stranger)} belongs to no template. Add its schema to src/contracts/templates.ts or remove the file.`,
  )
}

function renderSample(directory: string, name: TemplateName, render: () => FlexMessage): void {
  try {
    render()
  } catch (cause) {
    const detail = cause instanceof AppError ? `${cause.message} ${JSON.stringify(cause.data ?? '')}` : String(cause)
    throw new StartError(
      `${join(directory, `${name}.json`)} does not render ${name}.sample.json. Mend one of the two. ${detail}`,
      { cause },
    )
  }
}

function listJson(folder: string): string[] {
  try {
    return readdirSync(folder).filter((file) => file.endsWith('.json'))
  } catch (cause) {
    throw new StartError(`${folder} cannot be read. Start from a complete copy of the program.`, { cause })
  }
}

function readJson(file: string): unknown {
  const text = readText(file)
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new StartError(`${file} is no JSON: ${cause instanceof Error ? cause.message : cause}. Correct the file.`, {
      cause,
    })
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    throw new StartError(`${file} cannot be read. Every template needs its file and its sample; restore it.`, { cause })
  }
}

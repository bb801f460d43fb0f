import type { CardSpec } from '../../contracts/api/campaigns.ts'
import type { CardCheck } from '../../contracts/api/contents.ts'
import { type Locale, wordsForError } from '../../contracts/error-words.ts'
import { missingFiling } from '../../contracts/filing.ts'
import { wordsForIssue } from '../../contracts/issue-words.ts'
import { cardSearchText } from '../../contracts/search-text.ts'
import type { TemplateData, TemplateName } from '../../contracts/templates.ts'
import type { OutgoingMessage } from '../../line/messages/outgoing-message.ts'
import { type Audit, actorIdOf } from '../../platform/audit/audit.ts'
import type { Actor } from '../../platform/auth/auth.ts'
import { chooseAuthority } from '../../platform/auth/choose-authority.ts'
import { calendarDay } from '../../platform/calendar-day.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import { AppError } from '../../platform/errors.ts'
import { pickOfTheDay } from '../../platform/pick-of-the-day.ts'
import { issuesOfCard } from './card-issues.ts'
import { lintCard, type RuleName } from './lint-rules.ts'
import * as repo from './repo.ts'

export type ContentNeeds = {
  clock: Clock
  audit: Audit
  /** Throws TEMPLATE_UNKNOWN, TEMPLATE_DATA_INVALID or MESSAGE_OVER_LIMIT. */
  renderCard(template: string, data: unknown): OutgoingMessage
  /** Has the picture of an approved card drawn. */
  makeHero(tx: Tx, card: repo.ContentRow): Promise<void>
  /** What of its words would not fit its picture; nothing for a card that has none. */
  findCuts(tx: Tx, card: Pick<repo.ContentRow, 'template' | 'data'>): Promise<CardCheck['cuts']>
  /** Address of that picture, once it is drawn. */
  findHero(
    tx: Tx,
    card: Pick<repo.ContentRow, 'template' | 'data' | 'state'> & { id: string | null },
  ): Promise<string | undefined>
}

/** Cards: drafted by one person, approved by another. */
export function createContentService(deps: ContentNeeds) {
  async function create(tx: Tx, actor: Actor, draft: repo.NewContent & { code?: string }): Promise<repo.ContentRow> {
    checkWords(draft)
    const content = await repo.insertContent(tx, sign(actor, draft))
    await record(tx, actor, 'content.create', content.id, { template: draft.template })
    return content
  }

  /** @throws CHANGED_MEANWHILE (409) when somebody has changed it since it was read. */
  async function update(
    tx: Tx,
    actor: Actor,
    id: string,
    { version, ...draft }: repo.NewContent & { version: number },
  ): Promise<repo.ContentRow> {
    const before = await lock(tx, id)
    refuseOtherVersion(before, version)
    if (before.state === 'retired') throw wrongState(before, 'A retired card is restored before it is changed')
    return replace(tx, actor, before, draft, 'content.update')
  }

  async function replace(tx: Tx, actor: Actor, before: repo.ContentRow, draft: repo.NewContent, action: string) {
    checkWords(draft)
    const after = await repo.replaceContent(tx, before, sign(actor, draft), deps.clock.now())
    await record(tx, actor, action, before.id, { version: after.version, was: before.state })
    return after
  }

  /** @throws CONTENT_RULES, TEMPLATE_UNKNOWN, TEMPLATE_DATA_INVALID or MESSAGE_OVER_LIMIT. */
  function checkWords(draft: Pick<repo.NewContent, 'title' | 'template' | 'data'>): void {
    checkRules(draft)
    deps.renderCard(draft.template, draft.data)
  }

  /** All that would be refused or cut off, at once. */
  async function check(
    tx: Tx,
    draft: { title: string; template: string; data: Record<string, unknown> },
    locale: Locale,
  ) {
    const problems: CardCheck['problems'] = []
    try {
      deps.renderCard(draft.template, draft.data)
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      const issues = issuesOfCard(error)
      problems.push(...issues.map((issue) => ({ path: issue.path, message: wordsForIssue(issue, locale) })))
      const whole = wordsForError(error.code, error.status, locale)
      if (issues.length === 0) problems.push({ path: 'template', message: whole })
    }
    const cuts = problems.length > 0 ? [] : await deps.findCuts(tx, draft)
    return { findings: lintCard(draft), problems, cuts }
  }

  /** Approves the words that the approver has seen. @throws CHANGED_MEANWHILE, OWN_WORK, WRONG_STATE, CONTENT_UNFILED, CONTENT_UNCONFIRMED */
  async function approve(
    tx: Tx,
    actor: Actor,
    { id, version, confirmed }: { id: string; version?: number | undefined; confirmed: string[] },
  ): Promise<repo.ContentRow> {
    const content = await lock(tx, id)
    if (version !== undefined) refuseOtherVersion(content, version)
    const standsFor = chooseAuthority(actor, writersSinceApproval(content, await repo.listVersions(tx, id)))
    if (content.state !== 'draft') throw wrongState(content, 'Only a draft can be approved')
    refuseUnfiled(content)
    refuseUnconfirmed(content, confirmed)
    await repo.setState(tx, id, { state: 'approved', approvedBy: actor.userId, approvedAt: deps.clock.now() })
    await record(tx, actor, 'content.approve', id, {
      version: content.version,
      ...(content.toConfirm.length > 0 && { confirmed: content.toConfirm }),
      ...(standsFor !== undefined && { standsFor }),
    })
    const approved = await get(tx, id)
    await deps.makeHero(tx, approved)
    return approved
  }

  async function retire(tx: Tx, actor: Actor, id: string): Promise<repo.ContentRow> {
    const content = await lock(tx, id)
    if (content.state === 'retired') throw wrongState(content, 'The card is retired already')
    await record(tx, actor, 'content.retire', id, { was: content.state })
    return repo.setState(tx, id, { state: 'retired' })
  }

  /** A retired card, or what a card said earlier, as a draft again: who approved it then may have had other reasons. */
  async function restore(tx: Tx, actor: Actor, id: string, version?: number): Promise<repo.ContentRow> {
    const content = await lock(tx, id)
    if (version === undefined || version === content.version) {
      if (content.state !== 'retired') throw wrongState(content, 'Only a retired card is restored')
      await record(tx, actor, 'content.restore', id, { version: content.version })
      return repo.setState(tx, id, { state: 'draft', approvedBy: null, approvedAt: null })
    }
    const earlier = (await repo.listVersions(tx, id)).find((one) => one.version === version)
    if (!earlier) throw new AppError('NOT_FOUND', `The card has no version ${version}.`, { status: 404 })
    return replace(tx, actor, content, toDraft(earlier), 'content.restore')
  }

  async function lock(tx: Tx, id: string): Promise<repo.ContentRow> {
    return (await repo.lockContent(tx, id)) ?? notThere(id)
  }

  const record = (tx: Tx, actor: Actor, action: string, subject: string, data: Record<string, unknown>) =>
    deps.audit.record(tx, { actorId: actorIdOf(actor), action, subject, data })

  async function get(tx: Tx, id: string): Promise<repo.ContentRow> {
    return (await repo.findContent(tx, id)) ?? notThere(id)
  }

  async function versions(tx: Tx, id: string): Promise<repo.VersionRow[]> {
    await get(tx, id)
    return repo.listVersions(tx, id)
  }

  function list(tx: Tx, { reviewDue, ...query }: Parameters<typeof repo.listContents>[1] & { reviewDue?: boolean }) {
    const today = new Date(calendarDay(deps.clock.now()))
    return repo.listContents(tx, { ...query, ...(reviewDue && { reviewBy: today }) })
  }

  /** What a message of a campaign is made of; `name` is the library's. Words written into the campaign itself are approved with it. */
  async function resolveMessage(
    tx: Tx,
    spec: CardSpec,
  ): Promise<{ template: string; data: unknown; isApproved: boolean; version?: number; name?: string }> {
    if ('template' in spec) {
      const data = await withHero(tx, { id: null, template: spec.template, data: spec.data, state: 'approved' })
      return { template: spec.template, data, isApproved: true }
    }
    const content = await repo.findContent(tx, spec.contentId)
    if (!content)
      throw new AppError('CONTENT_UNKNOWN', `There is no card ${spec.contentId}.`, {
        status: 422,
        data: { contentId: spec.contentId },
      })
    // The picture is of the approved card: a draft would go out with its band.
    const isApproved = content.state === 'approved'
    const data = isApproved ? await withHero(tx, content) : content.data
    return { template: content.template, data, isApproved, version: content.version, name: content.title }
  }

  /** With the picture of its words, where one has been drawn; its own stays. */
  async function withHero(tx: Tx, card: Parameters<typeof deps.findHero>[1]): Promise<Record<string, unknown>> {
    const url = card.data.pictureUrl == null ? await deps.findHero(tx, card) : undefined
    return url === undefined ? card.data : { ...card.data, pictureUrl: url }
  }

  /** What people may be shown when they ask. */
  async function listApprovedCards(tx: Tx) {
    const cards = await repo.listApproved(tx)
    return cards.map(({ id, code, title, template, data, tags }) => ({ id, code, title, template, data, tags }))
  }

  /** How far measures have come, by the newest word of each. */
  async function listMeasureStates(tx: Tx) {
    const cards = await repo.listApprovedOf(tx, { templates: ['measure-update' satisfies TemplateName] })
    return cards.map(({ data }) => {
      const { title, state } = data as TemplateData<'measure-update'>
      return { title, state }
    })
  }

  /** What the office has told of its measures in a period. */
  async function listMeasureUpdates(tx: Tx, period: { from: Date; to: Date }) {
    const cards = await repo.listApprovedBetween(tx, 'measure-update' satisfies TemplateName, period)
    return cards.flatMap(({ data }) => {
      const { title, result = null, state } = data as TemplateData<'measure-update'>
      return result !== null || state === 'done' ? [{ title, result }] : []
    })
  }

  /** เรื่องวันนี้: the approved Dos & Don’ts card of this day, free for anybody to see; undefined while none is approved. */
  async function pickTodaysCard(tx: Tx): Promise<repo.ContentRow | undefined> {
    return pickOfTheDay(await repo.listDeck(tx, 'dos-donts' satisfies TemplateName), deps.clock.now())
  }

  async function findTodaysCard(tx: Tx): Promise<OutgoingMessage | undefined> {
    const card = await pickTodaysCard(tx)
    return card && deps.renderCard(card.template, card.data)
  }

  return {
    create,
    update,
    check,
    approve,
    retire,
    restore,
    get,
    versions,
    list,
    listCards: repo.listCards,
    listMeasureStates,
    listMeasureUpdates,
    pickTodaysCard,
    findTodaysCard,
    resolveMessage,
    listApprovedCards,
  }
}

/**
 * For words that are no card of the library too: those of a campaign, those of a question.
 * @throws CONTENT_RULES (422) with the findings.
 */
export function checkRules(card: { title: string; data: unknown }, except: readonly RuleName[] = []): void {
  const findings = lintCard(card).filter(({ rule }) => !except.includes(rule))
  if (findings.length === 0) return
  throw new AppError('CONTENT_RULES', `The words break ${findings.map(({ rule }) => rule).join(', ')}.`, {
    status: 422,
    data: { findings },
  })
}

/**
 * Everybody whose words are in the card and were not yet approved by another: who wrote since the last approval, and who wrote
 * earlier what somebody else has brought back since.
 */
function writersSinceApproval(content: repo.ContentRow, versions: readonly repo.VersionRow[]): (string | null)[] {
  const lastApproved = versions.find(({ approvedBy }) => approvedBy !== null)?.version ?? 0
  const unapproved = [content, ...versions.filter(({ version }) => version > lastApproved)]
  const said = new Set(unapproved.map(wordsOf))
  const broughtBack = versions.filter((earlier) => earlier.approvedBy === null && said.has(wordsOf(earlier)))
  return [...unapproved, ...broughtBack].map(({ authorId }) => authorId)
}

const wordsOf = ({ title, template, data }: Pick<repo.VersionRow, 'title' | 'template' | 'data'>) =>
  JSON.stringify([title, template, data])

const sign = <Draft extends repo.NewContent>(actor: Actor, draft: Draft) => ({
  ...draft,
  authorId: actor.userId,
  searchText: cardSearchText(draft),
})

/** What was kept of a card as its author would write it now. */
export function toDraft(row: Omit<repo.VersionRow, 'replacedAt'>): repo.NewContent {
  const { title, template, data, basis, itaItems, kind, owner, reviewOn, tags } = row
  return {
    ...{ title, template, data, itaItems, tags },
    ...(basis !== null && { basis }),
    ...(kind !== null && { kind }),
    ...(owner !== null && { owner }),
    ...(reviewOn !== null && { reviewOn: reviewOn.toISOString().slice(0, 10) }),
  }
}

function refuseOtherVersion(content: repo.ContentRow, seen: number): void {
  if (content.version === seen) return
  throw new AppError('CHANGED_MEANWHILE', `The card is at version ${content.version}, not ${seen}.`, {
    status: 409,
    data: { version: content.version },
  })
}

function refuseUnfiled(content: repo.ContentRow): void {
  const missing = missingFiling(content)
  if (missing.length === 0) return
  throw new AppError('CONTENT_UNFILED', `The card lacks ${missing.join(', ')}. Fill them in, then approve it.`, {
    status: 422,
    data: { missing },
  })
}

function refuseUnconfirmed({ toConfirm }: repo.ContentRow, confirmed: readonly string[]): void {
  const unconfirmed = toConfirm.filter((note) => !confirmed.includes(note))
  if (unconfirmed.length === 0) return
  throw new AppError('CONTENT_UNCONFIRMED', 'The card says what its approver checks first. Check it, then approve.', {
    status: 422,
    data: { unconfirmed },
  })
}

const wrongState = ({ state }: repo.ContentRow, what: string) =>
  new AppError('WRONG_STATE', `${what}; this one is ${state}.`, { status: 409, data: { state } })

function notThere(id: string): never {
  throw new AppError('NOT_FOUND', `There is no card ${id}.`, { status: 404 })
}

export type ContentView = repo.ContentRow
export type VersionView = repo.VersionRow
export type ContentService = ReturnType<typeof createContentService>

import type { Locale } from '../../contracts/error-words.ts'
import { isTopic, topics } from '../../contracts/muted-series.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import type { AudienceDeps } from './needs.ts'
import { noticeVersion } from './notice.ts'
import * as repo from './preference-repo.ts'
import { lockStaffOf } from './staff-repo.ts'

export type { OwnRecord } from './preference-repo.ts'

/** A series of cards, or a topic, which is named in the words of the reader's language. */
export type Choice = { key: string; name: string | null; isMuted: boolean }

export type OwnData = {
  record: repo.OwnRecord
  messageCount: number
  quiz: Record<string, unknown>
  muted: Choice[]
}

/** What a person decides for themselves, and what they may see of themselves. No officer reads or changes any of it. */
export function createPreferenceService(deps: Pick<AudienceDeps, 'ownQuizRecord' | 'languageChanged' | 'listSeries'>) {
  /**
   * Undefined for somebody the office does not know, or who has read no notice: nothing is kept of them. An older one will do, for
   * cards go on reaching them: to stop these they need not first agree to anything new.
   */
  async function find(tx: Tx, lineUserId: string): Promise<repo.OwnRecord | undefined> {
    const record = await repo.findOwnRecord(tx, lineUserId)
    return record?.noticeVersion ? record : undefined
  }

  async function change(
    tx: Tx,
    lineUserId: string,
    decide: (own: repo.OwnRecord) => Partial<repo.OwnSettings>,
  ): Promise<repo.OwnRecord | undefined> {
    await lockStaffOf(tx, lineUserId)
    const own = await find(tx, lineUserId)
    if (!own) return undefined
    const decided = decide(own)
    await repo.updateOwnSettings(tx, own.id, decided)
    return { ...own, ...decided }
  }

  async function setLanguage(tx: Tx, lineUserId: string, language: Locale): Promise<repo.OwnRecord | undefined> {
    const own = await change(tx, lineUserId, () => ({ language }))
    if (own) await deps.languageChanged(tx)
    return own
  }

  const setQuiet = (tx: Tx, lineUserId: string, isQuiet: boolean) => change(tx, lineUserId, () => ({ isQuiet }))

  /** What may be stopped: the series this person has stopped, then the others sent to people now; and the topics. */
  async function listChoices(tx: Tx, { mutedSeries }: repo.OwnRecord): Promise<{ series: Choice[]; topics: Choice[] }> {
    const series = await deps.listSeries(
      tx,
      mutedSeries.filter((key) => !isTopic(key)),
    )
    const isMuted = (key: string) => mutedSeries.includes(key)
    return {
      series: series
        .map(({ id, name }) => ({ key: id, name, isMuted: isMuted(id) }))
        .toSorted((a, b) => Number(b.isMuted) - Number(a.isMuted)),
      topics: topics.map((topic) => ({ key: topic, name: null, isMuted: isMuted(topic) })),
    }
  }

  /** What is neither a topic nor a series that may be stopped changes nothing. */
  async function setSeries(
    tx: Tx,
    lineUserId: string,
    key: string,
    isWanted: boolean,
  ): Promise<repo.OwnRecord | undefined> {
    const own = await find(tx, lineUserId)
    if (!own) return undefined
    const choices = await listChoices(tx, own)
    if (![...choices.series, ...choices.topics].some((choice) => choice.key === key)) return own
    return change(tx, lineUserId, ({ mutedSeries }) => {
      const others = mutedSeries.filter((other) => other !== key)
      return { mutedSeries: isWanted ? others : [...others, key] }
    })
  }

  /** Everything kept about a person, whether or not they have read the notice in force: it is theirs either way. */
  async function ownData(tx: Tx, lineUserId: string): Promise<OwnData | undefined> {
    const record = await repo.findOwnRecord(tx, lineUserId)
    if (!record) return undefined
    const messageCount = await repo.countMessagesTo(tx, lineUserId)
    const quiz = await deps.ownQuizRecord(tx, record.id)
    const choices = await listChoices(tx, record)
    const muted = [...choices.series, ...choices.topics].filter(({ isMuted }) => isMuted)
    return { record, messageCount, quiz, muted }
  }

  /** Who asks in the 1:1 chat. A person who is not known is no staff, and is spoken to in Thai. */
  async function findReader(tx: Tx, lineUserId: string): Promise<{ isStaff: boolean; language: Locale }> {
    const reader = await repo.findReader(tx, lineUserId)
    return { isStaff: reader?.state === 'registered', language: languageOf(reader) }
  }

  /** The row of somebody whose notice is in force: what they do may be kept under it. */
  async function findMember(tx: Tx, lineUserId: string): Promise<{ id: string } | undefined> {
    const record = await repo.findOwnRecord(tx, lineUserId)
    return record?.noticeVersion === noticeVersion ? record : undefined
  }

  return {
    find,
    setLanguage,
    setQuiet,
    listChoices,
    setSeries,
    ownData,
    findReader,
    findMember,
    listUnwilling: repo.listUnwilling,
  }
}

export type PreferenceService = ReturnType<typeof createPreferenceService>

export const languageOf = (own: { language: string | null } | undefined): Locale =>
  own?.language === 'en' ? 'en' : 'th'

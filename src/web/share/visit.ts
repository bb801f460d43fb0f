import type { SharedCard, ShareSettings } from '../../contracts/sharing.ts'
import { joinSheet } from '../liff/sheet.ts'
import { addressOf, isRealLine, signIn } from '../liff/sign-in.ts'
import type { Visitor } from '../liff/visitor.ts'

/** How LINE's choice of chats ended. */
export type Picked = 'sent' | 'closed'

export type Visit =
  | { kind: 'not_set'; agency: string }
  | { kind: 'refused'; agency: string; message: string | undefined }
  | { kind: 'open'; agency: string; card: SharedCard; canPick: boolean; picked: Picked | undefined; acts: VisitActs }

export type VisitActs = {
  /** Undefined: this page is left for the choice and opened again after it. */
  pick(): Promise<Picked | undefined>
  record(groups: string[], key: string): Promise<void>
  /** Back to the chat; undefined where the page stands in a window that is not LINE's to close. */
  close: (() => void) | undefined
  /** Whether another page of ours needs a window of its own. */
  isInSheet: boolean
}

/** The server's refusal, in the person's language. */
export class Refused extends Error {}

type App = NonNullable<ShareSettings['liff']>

/** Who is here and what is to be sent; undefined where the browser is on its way to LINE's login. */
export async function openVisit(): Promise<Visit | undefined> {
  let agency = ''
  try {
    const settings = await call<ShareSettings>('settings')
    agency = settings.agency
    const asked = new URLSearchParams(location.search)
    if (!settings.liff) return { kind: 'not_set', agency }
    const visitor = await signIn(settings.liff)
    if (!visitor) return undefined
    const [card, campaign] = [asked.get('card') ?? '', asked.get('campaign')]
    const shared = await call<SharedCard>(
      `card?${new URLSearchParams({ card, ...(campaign && { campaign }) })}`,
      visitor,
    )
    return {
      kind: 'open',
      agency,
      card: shared,
      canPick: visitor.canShare && shared.isShareable,
      picked: readPicked(asked.get('shared')),
      acts: createActs(settings.liff, visitor, shared, asked),
    }
  } catch (error) {
    return { kind: 'refused', agency, message: error instanceof Refused ? error.message : undefined }
  }
}

function createActs(app: App, visitor: Visitor, { messages }: SharedCard, asked: URLSearchParams): VisitActs {
  const campaign = asked.get('campaign')
  const sheet = isRealLine(app) ? undefined : joinSheet(app.url)
  return {
    close: sheet?.close ?? visitor.close,
    isInSheet: sheet !== undefined,
    async pick() {
      if (sheet) return sheet.pick(messages)
      if (!isRealLine(app)) return void location.assign(lookAlikePicker(app, visitor, messages))
      const { openLinePicker } = await import('../liff/line-sign-in.ts')
      return (await openLinePicker(messages)) ? 'sent' : 'closed'
    },
    async record(groups, key) {
      const body = { key, card: asked.get('card'), groups, ...(campaign && { campaign }) }
      await call('record', visitor, body)
    },
  }
}

/** In a window of its own the page is left for the look-alike's phone, which shows the choice and then comes back here. */
function lookAlikePicker(app: App, { idToken }: Visitor, messages: unknown[]): string {
  const [, payload = ''] = idToken.split('.')
  const { sub } = JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/'))) as { sub: string }
  const back = new URL(addressOf(app))
  back.searchParams.delete('shared')
  const said = new URLSearchParams({ as: sub, share: JSON.stringify(messages), back: back.href })
  return `${new URL('/', app.url).href}#${said}`
}

const readPicked = (said: string | null): Picked | undefined =>
  said === 'sent' || said === 'closed' ? said : undefined

async function call<T>(path: string, visitor?: Visitor, body?: object): Promise<T> {
  const response = await fetch(`./${path}`, {
    cache: 'no-store',
    signal: AbortSignal.timeout(15_000),
    headers: {
      'Accept-Language': navigator.language,
      ...(visitor && { Authorization: `Bearer ${visitor.idToken}` }),
      ...(body && { 'Content-Type': 'application/json' }),
    },
    ...(body && { method: 'POST', body: JSON.stringify(body) }),
  })
  const answer = await response.json()
  if (!response.ok) throw new Refused(answer.message)
  return answer
}

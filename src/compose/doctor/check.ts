import type { Config } from '../../config.ts'

/** ok · fix: the detail is the remedy · by_hand: no program can see it, a person looks · skipped: does not apply here. */
export type Finding = { name: string; state: 'ok' | 'fix' | 'by_hand' | 'skipped'; detail: string }

export type CheckContext = { config: Config; now: Date }

export const ok = (name: string, detail: string): Finding => ({ name, state: 'ok', detail })
export const fix = (name: string, detail: string): Finding => ({ name, state: 'fix', detail })
export const byHand = (name: string, detail: string): Finding => ({ name, state: 'by_hand', detail })
export const skipped = (name: string, detail: string): Finding => ({ name, state: 'skipped', detail })

/** What a program says of its own failure, as a sentence. */
const toSentence = (message: string) => `${message.charAt(0).toUpperCase()}${message.slice(1).replace(/\.$/, '')}.`

/** A check that breaks down is a finding too: the others go on. */
export async function guarded(name: string, remedy: string, check: () => Promise<Finding[]>): Promise<Finding[]> {
  try {
    return await check()
  } catch (error) {
    // Node gives no words where it could reach none of several addresses.
    const { message } = error as Error
    return [fix(name, message === '' ? remedy : `${toSentence(message)} ${remedy}`)]
  }
}

import { oc } from '@orpc/contract'
import { z } from 'zod'

export const Id = z.uuid().describe('UUID')
export const At = z.iso.datetime({ offset: true }).describe('ISO 8601 with zone')

export const PageQuery = z.object({
  cursor: z.uuid().optional().describe('nextCursor of the page before'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})

export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() })

/** What people typed, or nothing: NUL and lone surrogates are refused, since PostgreSQL and LINE refuse both. */
export const wordsOrNone = (maxLength: number) => z.string().trim().max(maxLength).refine(isStorable, unstorable)

/** Printable text people typed. */
export const words = (maxLength: number) => z.string().trim().min(1).max(maxLength).refine(isStorable, unstorable)

const isStorable = (value: string) => value.isWellFormed() && !value.includes('\0')
const unstorable = { error: 'holds a character that cannot be stored' }

export const route = oc

import { z } from 'zod'
import { At, route, words } from './common.ts'

const Money = z
  .string()
  .regex(/^\d{1,9}(\.\d{1,2})?$/)
  .describe('Thai baht, such as "1280.00"')
const count = z.number().int()

/** A LINE Official Account plan, as the office pays for it. */
export const QuotaPlans = z.strictObject({
  vatPercent: z.string().regex(/^\d{1,2}(\.\d{1,2})?$/),
  plans: z
    .array(
      z.strictObject({
        name: words(60),
        messages: count.min(0).max(100_000_000).describe('a month, in the price'),
        price: Money.describe('a month, without VAT'),
        extraPrice: Money.nullable().describe('of one message more, without VAT; null where none can be bought'),
      }),
    )
    .min(1)
    .max(20),
})
export type QuotaPlans = z.infer<typeof QuotaPlans>

const Quota = z.object({
  type: z.enum(['none', 'limited', 'unknown']).describe('none: no limit; unknown: LINE has not answered this month'),
  limit: count.nullable().describe('messages of this month, those bought included'),
  used: count.nullable().describe('as LINE counts them, sends from its own console included; approximate'),
  reserved: count.describe('what approved runs still cost this month'),
  left: count.nullable().describe('limit less used and reserved'),
  forecast: count.nullable().describe('used by the end of this month in Bangkok, campaigns awaiting approval included'),
  warnsAt80: z.boolean().describe('the forecast takes 80 % of the limit or more'),
  asOf: At.nullable().describe('when LINE was asked'),
})
export type Quota = z.infer<typeof Quota>

const Price = z.object({ withoutVat: z.string(), withVat: z.string() })
const Way = z.object({
  messagesPerSend: count,
  sendsPerMonth: count.nullable().describe('null: nobody to send to'),
  sendsPerYear: count.nullable().describe('twelve months; messages are not carried over'),
  extraSend: Price.nullable().describe('one send more than the plan holds; null where none can be bought'),
})

const Planner = z.object({
  vatPercent: z.string(),
  plans: z.array(
    z.object({
      name: z.string(),
      messages: count,
      pricePerMonth: Price,
      pricePerYear: Price,
      viaGroups: Way.describe('all staff through approved groups'),
      viaPeople: Way.describe('all registered staff 1:1'),
    }),
  ),
})
export type Planner = z.infer<typeof Planner>

export const quota = {
  get: route
    .route({ method: 'GET', path: '/quota', summary: 'LINE messages of this month', tags: ['Quota'] })
    .input(
      z.object({ fresh: z.stringbool().optional().describe('true: ask LINE now, not what is up to 5 minutes old') }),
    )
    .output(Quota),
  planner: route
    .route({
      method: 'GET',
      path: '/quota/planner',
      summary: 'How many all-staff sends each plan holds, and its price',
      tags: ['Quota'],
    })
    .output(Planner),
  getPlans: route
    .route({ method: 'GET', path: '/quota/plans', summary: 'Plans as set', tags: ['Quota'] })
    .output(QuotaPlans),
  setPlans: route
    .route({ method: 'PUT', path: '/quota/plans', summary: 'Set plans and prices; audited', tags: ['Quota'] })
    .input(QuotaPlans)
    .output(QuotaPlans),
}

import { expect, test } from 'vitest'
import { QuotaPlans } from '../../../../src/contracts/api/quota.ts'
import { defaultPlans } from '../../../../src/features/quota/default-plans.ts'
import { planYear } from '../../../../src/features/quota/plan-rules.ts'

test('300 staff on the Thai plans: one send a month is free, 50 a month are Basic', () => {
  const { plans } = planYear(defaultPlans, { viaGroups: 320, viaPeople: 300 })
  expect(plans.map(({ name, viaPeople }) => [name, viaPeople.sendsPerMonth, viaPeople.sendsPerYear])).toEqual([
    ['Free', 1, 12],
    ['Basic', 50, 600],
    ['Pro', 116, 1392],
  ])
  expect(plans[0]?.viaGroups.sendsPerMonth).toBe(0)
})

test('prices come with and without 7 % VAT, to the satang', () => {
  const { plans } = planYear(defaultPlans, { viaGroups: 320, viaPeople: 301 })
  const [free, basic, pro] = plans
  expect(free).toMatchObject({
    pricePerMonth: { withoutVat: '0.00', withVat: '0.00' },
    viaPeople: { extraSend: null },
  })
  expect(basic).toMatchObject({
    pricePerMonth: { withoutVat: '1280.00', withVat: '1369.60' },
    pricePerYear: { withoutVat: '15360.00', withVat: '16435.20' },
    viaPeople: { extraSend: { withoutVat: '30.10', withVat: '32.21' } }, // 32.207
  })
  expect(pro).toMatchObject({
    pricePerMonth: { withoutVat: '1780.00', withVat: '1904.60' },
    viaGroups: { extraSend: { withoutVat: '19.20', withVat: '20.54' } }, // 20.544
  })
})

test('an office of nobody has no number of sends', () => {
  const { plans } = planYear(defaultPlans, { viaGroups: 0, viaPeople: 0 })
  expect(plans[0]?.viaPeople).toEqual({ messagesPerSend: 0, sendsPerMonth: null, sendsPerYear: null, extraSend: null })
})

test('the plans in code pass their own contract', () => {
  expect(QuotaPlans.parse(defaultPlans)).toEqual(defaultPlans)
})

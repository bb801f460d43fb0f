import type { Planner, QuotaPlans } from '../../contracts/api/quota.ts'

type Plan = QuotaPlans['plans'][number]

/** How many sends to all staff each plan holds, and what it costs, from what one such send costs in messages. */
export function planYear(
  { vatPercent, plans }: QuotaPlans,
  perSend: { viaGroups: number; viaPeople: number },
): Planner {
  const price = (satang: bigint) => ({
    withoutVat: showBaht(satang),
    withVat: showBaht(addVat(satang, vatPercent)),
  })
  const way = ({ messages, extraPrice }: Plan, cost: number) => {
    const sendsPerMonth = cost === 0 ? null : Math.floor(messages / cost)
    return {
      messagesPerSend: cost,
      sendsPerMonth,
      sendsPerYear: sendsPerMonth === null ? null : sendsPerMonth * 12,
      extraSend: extraPrice === null ? null : price(toSatang(extraPrice) * BigInt(cost)),
    }
  }
  return {
    vatPercent,
    plans: plans.map((plan) => ({
      name: plan.name,
      messages: plan.messages,
      pricePerMonth: price(toSatang(plan.price)),
      pricePerYear: price(toSatang(plan.price) * 12n),
      viaGroups: way(plan, perSend.viaGroups),
      viaPeople: way(plan, perSend.viaPeople),
    })),
  }
}

// Money in whole satang: 0.1 + 0.2 has no place on an invoice.

/** "1280.5" is 128050 satang; a percentage with two decimals is read the same way. */
function toSatang(decimal: string): bigint {
  const [whole = '0', fraction = ''] = decimal.split('.')
  return BigInt(whole) * 100n + BigInt(fraction.padEnd(2, '0'))
}

function showBaht(satang: bigint): string {
  return `${satang / 100n}.${String(satang % 100n).padStart(2, '0')}`
}

/** Half a satang goes up, as the Revenue Department rounds. */
function addVat(satang: bigint, vatPercent: string): bigint {
  return satang + (satang * toSatang(vatPercent) + 5_000n) / 10_000n
}

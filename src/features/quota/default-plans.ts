import type { QuotaPlans } from '../../contracts/api/quota.ts'

/**
 * Plans of LINE Official Account in Thailand as of 2026-09, second-hand; an owner corrects them by PUT /quota/plans.
 * https://lineforbusiness.com/th/service/line-oa-features/broadcast-message
 */
export const defaultPlans: QuotaPlans = {
  vatPercent: '7',
  plans: [
    { name: 'Free', messages: 300, price: '0.00', extraPrice: null },
    { name: 'Basic', messages: 15_000, price: '1280.00', extraPrice: '0.10' },
    { name: 'Pro', messages: 35_000, price: '1780.00', extraPrice: '0.06' },
  ],
}

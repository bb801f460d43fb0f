/** 1,250,000.50 from the API's text, which may have more digits than a binary fraction can hold. */
export function showMoney(amount: string): string {
  const [whole = '0', satang = ''] = amount.split('.')
  const baht = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  return `${baht}.${satang.padEnd(2, '0')}`
}

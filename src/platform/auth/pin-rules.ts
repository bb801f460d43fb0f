/** Tried first by whoever finds a phone, so refused: one digit throughout, a run up or down, or two or three digits repeated. */
export function isEasyPin(pin: string): boolean {
  const steps = new Set([...pin].slice(1).map((digit, index) => (Number(digit) - Number(pin[index]) + 10) % 10))
  return (steps.size === 1 && [0, 1, 9].includes([...steps][0] as number)) || /^(\d{1,3})\1+$/.test(pin)
}

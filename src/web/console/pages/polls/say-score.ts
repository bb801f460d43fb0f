/** One decimal, and a minus that is one: a score of recommendation goes below nothing. */
export const sayScore = (score: number) => score.toFixed(1).replace('-', '−')

/** 25-49 as 25–49; a band that reaches below nothing has its dots already. */
export const sayBand = (band: string) => band.replace('-', '–')

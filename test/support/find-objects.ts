import { Session } from 'node:inspector/promises'

/** What every living object of this process with all these properties holds, as words: what a dump of its memory would tell. */
export async function findObjects(...names: string[]): Promise<string[]> {
  const session = new Session()
  session.connect()
  try {
    const { result: prototype } = await session.post('Runtime.evaluate', { expression: 'Object.prototype' })
    const { objects } = await session.post('Runtime.queryObjects', { prototypeObjectId: prototype.objectId as string })
    const { result } = await session.post('Runtime.callFunctionOn', {
      objectId: objects.objectId as string,
      functionDeclaration: `${writeThose}`,
      arguments: [{ value: names }],
      returnByValue: true,
    })
    return result.value as string[]
  } finally {
    session.disconnect()
  }
}

/** By descriptor: a getter that is asked here would do something. */
function writeThose(this: object[], names: string[]): string[] {
  return this.filter((one) =>
    names.every((name) => Object.getOwnPropertyDescriptor(one, name)?.value !== undefined),
  ).map((one) =>
    Object.values(Object.getOwnPropertyDescriptors(one))
      .map(({ value }) => (typeof value === 'function' ? '' : String(value)))
      .join(' '),
  )
}

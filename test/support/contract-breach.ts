import { isDeepStrictEqual } from 'node:util'
import { type AnyContractProcedure, isContractProcedure } from '@orpc/contract'
import { z } from 'zod'
import { contract } from '../../src/contracts/api/index.ts'

export type ApiAnswer = { method: string; path: string; status: number; body: unknown }

// What every refusal is made of, and nothing else: a stack, a path or SQL would be one key more.
const Refusal = z.strictObject({
  defined: z.boolean(),
  code: z.string().regex(/^[A-Z][A-Z0-9_]*$/),
  status: z.int().min(400),
  message: z.string().min(1).max(400),
  data: z.unknown().optional(),
})

type Operation = { method: string; path: RegExp; status: number; output: z.ZodType | undefined; fixedParts: number }
const operations = listOperations(contract).toSorted((a, b) => b.fixedParts - a.fixedParts)

/** What an answer of /api/v1 does that its contract does not say, in words; undefined when it keeps it. */
export function findBreach(answer: ApiAnswer): string | undefined {
  const name = `${answer.method} ${answer.path} answered ${answer.status}`
  if (answer.status >= 400) {
    const { error, data } = Refusal.safeParse(answer.body)
    if (error) return `${name}: ${z.prettifyError(error)}`
    return data.status === answer.status ? undefined : `${name} and says ${data.status}`
  }
  const operation = findOperation(answer)
  if (!operation) return `${name}, and no contract has it`
  if (operation.status !== answer.status) return `${name} in place of ${operation.status}`
  if (!operation.output) return answer.body === undefined ? undefined : `${name} with a body that nothing describes`
  const { error, data } = operation.output.safeParse(answer.body)
  if (error) return `${name}: ${z.prettifyError(error)}`
  return isDeepStrictEqual(toJson(data), answer.body) ? undefined : `${name} with more than its contract has`
}

function findOperation({ method, path }: ApiAnswer): Operation | undefined {
  const [bare = ''] = path.replace(/^\/api\/v1/, '').split('?')
  return operations.find((operation) => operation.method === method && operation.path.test(bare))
}

function listOperations(router: object): Operation[] {
  return Object.values(router).flatMap((one: object) =>
    isContractProcedure(one) ? [toOperation(one)] : listOperations(one),
  )
}

function toOperation(procedure: AnyContractProcedure): Operation {
  const { route, outputSchema } = procedure['~orpc']
  const parts = (route.path ?? '').split('/')
  return {
    method: route.method ?? 'POST',
    path: new RegExp(`^${parts.map((part) => (part.startsWith('{') ? '[^/]+' : part)).join('/')}$`),
    fixedParts: parts.filter((part) => !part.startsWith('{')).length,
    status: route.successStatus ?? 200,
    output: outputSchema as z.ZodType | undefined,
  }
}

const toJson = (value: unknown): unknown => (value === undefined ? undefined : JSON.parse(JSON.stringify(value)))

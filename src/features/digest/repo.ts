import type { Tx } from '../../platform/db/open-database.ts'

const key = 'monthlyDigest'

/** True for the first who asks for this month; false once it, or a later one, was asked for. */
export async function takeMonth(tx: Tx, month: string): Promise<boolean> {
  const count = await tx.$executeRaw`
    INSERT INTO setting (key, value, updated_at) VALUES (${key}, jsonb_build_object('month', ${month}::text), now())
    ON CONFLICT (key) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at
    WHERE setting.value->>'month' < excluded.value->>'month'`
  return count === 1
}

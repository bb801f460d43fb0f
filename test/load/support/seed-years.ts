import type { System } from '../../support/system.ts'

const deliveriesPerRun = 10

/** Copies of a campaign that was sent, each with its run, recipients and deliveries. */
export async function seedYears(system: Pick<System, 'query'>, campaigns = 10_000): Promise<void> {
  const copies = (table: string, changes: string, from: string) =>
    system.query(
      `INSERT INTO ${table} SELECT (jsonb_populate_record(NULL::${table}, to_jsonb(base) || jsonb_build_object(${changes}))).*
       FROM (SELECT * FROM ${table} LIMIT 1) base, ${from}`,
    )
  await copies(
    'campaign',
    `'id', uuidv7(), 'name', 'รายการเดิม ' || n, 'state', 'completed', 'next_run_at', NULL`,
    `generate_series(1, ${campaigns}) n`,
  )
  await copies(
    'run',
    `'id', uuidv7(), 'campaign_id', c.id, 'state', 'done', 'scheduled_for', now() - interval '1 hour' * (row_number() OVER ()), 'due_at', now() - interval '1 hour' * (row_number() OVER ())`,
    `(SELECT id FROM campaign WHERE name LIKE 'รายการเดิม %') c`,
  )
  const ofRuns = `(SELECT r.id FROM run r JOIN campaign c ON c.id = r.campaign_id WHERE c.name LIKE 'รายการเดิม %') r, generate_series(1, ${deliveriesPerRun}) n`
  await copies(
    'delivery',
    `'id', uuidv7(), 'run_id', r.id, 'state', 'accepted', 'retry_key', gen_random_uuid()`,
    ofRuns,
  )
  await copies(
    'recipient',
    `'id', uuidv7(), 'run_id', r.id, 'state', 'accepted', 'delivery_id', NULL, 'chat_id', 'U' || lpad(to_hex(n), 32, '0')`,
    ofRuns,
  )
  await system.query('ANALYZE')
}

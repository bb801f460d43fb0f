import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Set by tests and by the throw-away cluster of `npm run db:migration`: faster, and not safe against a power cut. */
export type Durability = 'safe' | 'throw_away'

/** Writes postgresql.conf and pg_hba.conf anew at each start, so that an update of the product updates them too. */
export function writeConfiguration(clusterDir: string, port: number, durability: Durability): void {
  const custom = 'custom.conf'
  if (!existsSync(join(clusterDir, custom))) {
    writeFileSync(join(clusterDir, custom), '# Your own PostgreSQL settings. They win over postgresql.conf.\n', {
      mode: 0o600,
    })
  }
  const lines = Object.entries(settingsFor(port, durability)).map(([name, value]) => `${name} = '${value}'`)
  const head = '# Written at each start of the product; put your own settings into custom.conf.'
  const text = [head, ...lines, `include_if_exists = '${custom}'`, ''].join('\n')
  writeFileSync(join(clusterDir, 'postgresql.conf'), text, { mode: 0o600 })
  // Loopback only, and a password even there: other people may have accounts on this machine.
  writeFileSync(join(clusterDir, 'pg_hba.conf'), 'host all all 127.0.0.1/32 scram-sha-256\n', { mode: 0o600 })
}

function settingsFor(port: number, durability: Durability): Record<string, string | number> {
  const isSafe = durability === 'safe'
  return {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    password_encryption: 'scram-sha-256',
    // A process with the worker's role takes up to 30, a web process 25, a ballot host and commands 10 each: room for three workers.
    max_connections: isSafe ? 150 : 300,
    shared_buffers: '128MB',
    work_mem: '8MB',
    maintenance_work_mem: '64MB',
    effective_cache_size: '512MB',
    dynamic_shared_memory_type: process.platform === 'win32' ? 'windows' : 'mmap', // /dev/shm is 64 MB in containers
    fsync: isSafe ? 'on' : 'off',
    synchronous_commit: 'on',
    full_page_writes: isSafe ? 'on' : 'off',
    wal_level: 'replica',
    max_wal_senders: 0, // nobody replicates it; backups are made by COPY
    min_wal_size: '32MB',
    max_wal_size: '512MB',
    track_commit_timestamp: 'off',
    jit: 'off', // costs 50–200 ms on the first run of a query and gains nothing on our sizes
    timezone: 'UTC',
    log_timezone: 'UTC',
    datestyle: 'iso, ymd',
    lc_messages: 'C',
    default_text_search_config: 'pg_catalog.simple',
    // No value of a row and no statement may reach a file. ERROR lines quote values ("invalid input syntax for type uuid: …"),
    // so only LOG, FATAL and PANIC are written (LOG ranks above ERROR), and tersely: DETAIL lines quote keys and statements.
    log_min_messages: 'log',
    log_error_verbosity: 'terse',
    log_min_error_statement: 'panic',
    log_statement: 'none',
    log_min_duration_statement: -1,
    log_parameter_max_length: 0,
    log_parameter_max_length_on_error: 0,
    log_checkpoints: 'off',
    log_destination: 'stderr',
    logging_collector: 'on',
    log_directory: '../postgres-log',
    log_filename: 'postgres-%a.log', // a week of files, each begun anew when its day comes round
    log_truncate_on_rotation: 'on',
    log_rotation_age: '1d',
    log_rotation_size: 0,
    log_file_mode: '0600',
  }
}

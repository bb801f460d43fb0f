export type ServicePlan = {
  /** Where package.json lies. */
  projectDir: string
  node: string
  /** The account it runs as, without a login of its own. */
  user: string
  /** NAME=value lines, read by systemd as root: 0600. Beside it, ending in `.owner`, what the service itself must not know. */
  envFile: string
  dataDir: string
  secretsDir: string
  backupsDir: string
  /** A second place for backups, mounted on this machine. */
  copyTo: string | undefined
}

// As `npm start`, without npm between the signals and the process.
const allocator = 'Environment=MALLOC_ARENA_MAX=1 MALLOC_MMAP_THRESHOLD_=131072'
const heapFlags = '--max-old-space-size=192 --max-semi-space-size=8'

/**
 * What `service install` writes, by file name. The sandbox leaves the process its folders and the network, and nothing else to write to
 * (systemd.exec(5)); MemoryDenyWriteExecute stays off, since V8 compiles at run time.
 */
export function writeUnitFiles(plan: ServicePlan): Record<string, string> {
  const { projectDir, user, envFile } = plan
  const account = `User=${user}\nWorkingDirectory=${projectDir}\nEnvironmentFile=${envFile}\nUMask=0077`
  const folders = [plan.dataDir, plan.secretsDir, plan.backupsDir]
  const places = plan.copyTo ? [...folders, plan.copyTo] : folders
  return {
    'sucharit.service': `[Unit]
Description=Sucharit, the LINE chatbot
Documentation=file://${projectDir}/docs/operate.md
After=network-online.target postgresql.service redis-server.service
Wants=network-online.target
# Never on the empty folder under a disk that is not there: the service would make new keys and a new database on it.
RequiresMountsFor=${folders.join(' ')}
# Never given up: a database that is away for an hour must not end the service for good.
StartLimitIntervalSec=0

[Service]
Type=exec
${account}
${allocator}
ExecStart=${plan.node} ${heapFlags} src/main.ts
Restart=always
RestartSec=2
# But for settings that are missing or wrong (EX_CONFIG), which wait for a person.
RestartPreventExitStatus=78
# A worker finishes the call to LINE it is in (10 s), the database closes in order.
KillMode=mixed
TimeoutStopSec=45
${sandbox(folders)}
[Install]
WantedBy=multi-user.target
`,
    'sucharit-backup.service': `[Unit]
Description=Nightly backup of Sucharit
After=sucharit.service
RequiresMountsFor=${places.join(' ')}

[Service]
Type=oneshot
${account}
EnvironmentFile=-${envFile}.owner
ExecStart=${plan.node} src/cli.ts backup --to ${plan.backupsDir}${plan.copyTo ? ` --copy-to ${plan.copyTo}` : ''}
Nice=10
IOSchedulingClass=idle
${sandbox(places)}`,
    'sucharit-backup.timer': `[Unit]
Description=Nightly backup of Sucharit

[Timer]
OnCalendar=*-*-* 02:30:00 Asia/Bangkok
# A machine that was off at that hour makes up for it.
Persistent=true
RandomizedDelaySec=10min

[Install]
WantedBy=timers.target
`,
  }
}

/** The command line in the service's account and with its settings, which systemd alone reads as it reads them for the service. */
export function writeCommand({ projectDir, node, user, envFile }: ServicePlan): string {
  return `#!/bin/sh
exec systemd-run --quiet --collect --wait --pipe --uid=${user} --working-directory=${projectDir} --property=UMask=0077 \\
  --property=EnvironmentFile=${envFile} --property=EnvironmentFile=-${envFile}.owner ${node} src/cli.ts "$@"
`
}

function sandbox(writable: string[]): string {
  return `NoNewPrivileges=yes
ProtectSystem=strict
ReadWritePaths=${writable.join(' ')}
PrivateTmp=yes
PrivateDevices=yes
ProtectKernelTunables=yes
ProtectKernelModules=yes
ProtectControlGroups=yes
RestrictSUIDSGID=yes
LockPersonality=yes
RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6
`
}

/**
 * A proxy with a certificate for each host name. No access log, no log of failed requests (it would hold addresses and headers), and
 * on the ballot host nothing is passed on that tells one voter from another.
 */
export function writeCaddyfile(plan: {
  publicUrl: string
  ballotUrl: string
  ports: { web: number; ballot: number }
}): string {
  return `{
	log {
		exclude http.log.error
	}
}

${new URL(plan.publicUrl).host} {
	encode zstd gzip
	respond /metrics 404
	reverse_proxy 127.0.0.1:${plan.ports.web} {
		# Live pages: events pass at once.
		flush_interval -1
	}
}

${new URL(plan.ballotUrl).host} {
	respond /metrics 404
	reverse_proxy 127.0.0.1:${plan.ports.ballot} {
		header_up -X-Forwarded-For
		header_up -X-Real-IP
		header_up -User-Agent
		header_up -Accept-Language
		header_up -Referer
		header_up -Cookie
	}
}
`
}

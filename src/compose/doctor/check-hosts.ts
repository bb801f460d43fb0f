import { once } from 'node:events'
import type { LookupFunction } from 'node:net'
import { connect, type PeerCertificate } from 'node:tls'
import { type CheckContext, type Finding, fix, guarded, ok, skipped } from './check.ts'

const soonMs = 14 * 86_400_000

/**
 * Both host names: a certificate each, not soon over, and neither covering the other's name. With a shared one a browser may send
 * both hosts' requests over one connection, and who is signed in would be seen beside the vote.
 */
export async function checkHosts({ config, now }: CheckContext, lookup?: LookupFunction): Promise<Finding[]> {
  const hosts = { web: new URL(config.publicUrl), ballot: new URL(config.ballotUrl) }
  if (hosts.web.protocol === 'http:')
    return [skipped('TLS', 'PUBLIC_URL is for this machine only and has no certificate.')]
  return guarded(
    'TLS',
    'Put a proxy with a certificate in front of the service (docs/operate.md), and open port 443.',
    async () => {
      const [web, ballot] = await Promise.all([
        readCertificate(hosts.web, lookup),
        readCertificate(hosts.ballot, lookup),
      ])
      const findings = [age('TLS of PUBLIC_URL', web, now), age('TLS of BALLOT_URL', ballot, now)]
      const isShared = covers(web, hosts.ballot.hostname) || covers(ballot, hosts.web.hostname)
      return [
        ...findings,
        isShared
          ? fix(
              'host names apart',
              'One certificate covers both host names. Get a separate one for each, without a wildcard.',
            )
          : ok('host names apart', 'Each has a certificate of its own.'),
      ]
    },
  )
}

async function readCertificate(url: URL, lookup?: LookupFunction): Promise<PeerCertificate> {
  const { hostname: host, port } = url
  const socket = connect({
    ...{ host, port: Number(port || 443), servername: host, timeout: 5000 },
    ...(lookup && { lookup }),
  })
  socket.once('timeout', () => socket.destroy(new Error(`${url.hostname} did not answer within 5 seconds`)))
  try {
    await once(socket, 'secureConnect')
    return socket.getPeerCertificate()
  } finally {
    socket.destroy()
  }
}

function age(name: string, certificate: PeerCertificate, now: Date): Finding {
  const leftMs = new Date(certificate.valid_to).getTime() - now.getTime()
  const words = `The certificate expires in ${Math.floor(leftMs / 86_400_000)} days.`
  return leftMs > soonMs ? ok(name, words) : fix(name, `${words} Find out why the proxy does not renew it.`)
}

function covers(certificate: PeerCertificate, hostname: string): boolean {
  const names = (certificate.subjectaltname ?? '').split(', ').map((name) => name.replace(/^DNS:/, ''))
  return names.some((name) => name === hostname || (name.startsWith('*.') && hostname.replace(/^[^.]+/, '*') === name))
}

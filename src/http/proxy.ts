/** Proxies in front: those that are named are believed, and one that is not is noticed. */
import { BlockList, isIP } from 'node:net'
import type { FastifyRequest } from 'fastify'

/** Places an address of which is no person's. */
const nearby = new BlockList()
for (const [network, prefix, family] of [
  ['127.0.0.0', 8, 'ipv4'],
  ['10.0.0.0', 8, 'ipv4'],
  ['172.16.0.0', 12, 'ipv4'],
  ['192.168.0.0', 16, 'ipv4'],
  ['::1', 128, 'ipv6'],
  ['fc00::', 7, 'ipv6'],
] as const)
  nearby.addSubnet(network, prefix, family)

/**
 * Where a request came from that says it passed a proxy, though nobody named one: the address of a machine nearby, `elsewhere`
 * for any other (which may be a proxy or somebody who says so); null when it says nothing of the kind.
 */
export function unnamedProxyOf({ headers, socket }: FastifyRequest): string | null {
  if (headers['x-forwarded-for'] === undefined && headers['forwarded'] === undefined) return null
  const peer = (socket.remoteAddress ?? '').replace(/^::ffff:(?=\d+\.)/i, '')
  const family = isIP(peer)
  return family !== 0 && nearby.check(peer, family === 4 ? 'ipv4' : 'ipv6') ? peer : 'elsewhere'
}

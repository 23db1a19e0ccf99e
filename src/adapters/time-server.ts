/** How far our clock is from a time server's: one question by SNTP (RFC 4330 section 5; the packet is RFC 5905 section 7.3). */
import { randomBytes } from 'node:crypto'
import { createSocket } from 'node:dgram'
import type { Instant } from '#contest/values.ts'

const TIMEOUT_MS = 1500
/** From 1900, where NTP counts seconds from, to 1970; the era after 7 February 2036 begins at 0 again. */
const ERA_SECONDS = 2_208_988_800
const WRAP = 2 ** 32

const packetLength = 48
/** No warning, version 4, client. */
const clientMode = 0x23

/**
 * Milliseconds our clock is ahead of the server's; null when it does not answer, or says that it does not know.
 * @param now our clock
 */
export function askTimeServer(host: string, port: number, now: () => Instant): Promise<number | null> {
  const question = Buffer.alloc(packetLength)
  question.writeUInt8(clientMode)
  // A random transmit timestamp: the answer repeats it, and nobody else knows it.
  const cookie = randomBytes(8)
  cookie.copy(question, 40)
  return new Promise((resolve) => {
    const socket = createSocket(host.includes(':') ? 'udp6' : 'udp4')
    const end = (offset: number | null): void => {
      clearTimeout(timer)
      socket.close()
      resolve(offset)
    }
    const timer = setTimeout(() => {
      end(null)
    }, TIMEOUT_MS)
    socket.on('error', () => {
      end(null)
    })
    let asked = 0
    socket.on('message', (answer) => {
      if (answer.length < packetLength || !answer.subarray(24, 32).equals(cookie)) return
      const isServer = (answer.readUInt8(0) & 7) === 4
      const knows = answer.readUInt8(0) >> 6 !== 3 && answer.readUInt8(1) >= 1 && answer.readUInt8(1) <= 15
      if (!isServer || !knows) {
        end(null)
        return
      }
      const [received, sent] = [instantOf(answer, 32), instantOf(answer, 40)]
      end(Math.round((asked - received + (now() - sent)) / 2))
    })
    asked = now()
    socket.send(question, port, host, (error) => {
      if (error !== null) end(null)
    })
  })
}

function instantOf(packet: Buffer, at: number): Instant {
  const seconds = packet.readUInt32BE(at)
  const since1900 = seconds < ERA_SECONDS ? seconds + WRAP : seconds
  return (since1900 - ERA_SECONDS) * 1000 + (packet.readUInt32BE(at + 4) * 1000) / WRAP
}

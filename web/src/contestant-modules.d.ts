/** Addresses of the scripts that ../contestant-modules.ts builds. */
declare module 'virtual:contestant-modules' {
  const addresses: Readonly<Record<'arrival' | 'lobby' | 'paper' | 'reading' | 'receipt' | 'offline-worker', string>>
  export default addresses
}

/** A file made for somebody to keep. */
export interface ExportFile {
  readonly name: string
  readonly mediaType: string
  readonly bytes: Uint8Array
}

/** Files that come and go. */

export interface ImportFile {
  /** Shown to people and kept as the origin; the format is recognised by content. */
  readonly name: string
  readonly bytes: Uint8Array
}

/** Made for somebody to keep. */
export interface ExportFile {
  readonly name: string
  readonly mediaType: string
  readonly bytes: Uint8Array
}

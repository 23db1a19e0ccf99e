/** The text typed into a field; empty for one that is missing or holds a file. */
export function typedText(form: FormData, name: string): string {
  const value = form.get(name)
  return typeof value === 'string' ? value : ''
}

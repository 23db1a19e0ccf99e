/** One message: a plain string whose holes are written `{name}`, so that a page can hand it to its script as data. */
declare const holes: unique symbol

type Holes<T extends string> = T extends `${string}{${infer Hole}}${infer Rest}` ? Hole | Holes<Rest> : never

/** A message that remembers the names of its holes, for the compiler only. */
export type Message<Hole extends string = string> = string & { readonly [holes]?: Hole }

export type CatalogueOf<T> = { readonly [K in keyof T]: T[K] extends string ? Message<Holes<T[K]>> : CatalogueOf<T[K]> }

/** Fills the holes of a message. A hole without a value stays visible, so that the mistake is seen. */
export function say<Hole extends string>(message: Message<Hole>, values: Readonly<Record<Hole, string | number>>): string {
  return message.replace(/\{(\w+)\}/g, (hole, name: string) => String((values as Readonly<Record<string, string | number>>)[name] ?? hole))
}

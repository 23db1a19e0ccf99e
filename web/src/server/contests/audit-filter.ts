/** What the audit's address asks for. */
export const auditFilter = ({ searchParams }: URL) => ({ kind: searchParams.get('kind') ?? '', person: searchParams.get('person') ?? '' })

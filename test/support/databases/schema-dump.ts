/** The schema a database really has, as text that is the same on every machine. */
import { sql } from 'kysely'
import type { Database } from '#store/database/database.ts'

export function dumpSchema(database: Database): Promise<string> {
  return database.address.dialect === 'sqlite' ? dumpSqlite(database) : dumpPostgres(database)
}

/** The statements as SQLite keeps them, tables before their indexes. */
async function dumpSqlite({ db }: Database): Promise<string> {
  const { rows } = await sql<{ text: string }>`
    select sql as text from sqlite_schema
    where sql is not null and tbl_name not like 'sqlite_%' and tbl_name not like 'kysely_%'
    order by tbl_name, case type when 'table' then 0 else 1 end, name`.execute(db)
  return rows.map(({ text }) => `${text.trim()};\n`).join('\n')
}

/** Put together from the catalogue, since the output of pg_dump changes with its version. */
async function dumpPostgres({ db }: Database): Promise<string> {
  const { rows } = await sql<{
    name: string
    columns: readonly string[]
    constraints: readonly string[] | null
    indexes: readonly string[] | null
  }>`
    select t.relname as name,
      (select array_agg(format('%I %s', a.attname, format_type(a.atttypid, a.atttypmod))
          || case when a.attnotnull then ' not null' else '' end
          || case a.attidentity when 'a' then ' generated always as identity' else '' end
          || coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '') order by a.attnum)
        from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
        where a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped) as columns,
      (select array_agg(format('constraint %I %s', c.conname, pg_get_constraintdef(c.oid)) order by c.contype, c.conname)
        from pg_constraint c where c.conrelid = t.oid and c.contype in ('p', 'u', 'f', 'c')) as constraints,
      (select array_agg(pg_get_indexdef(i.indexrelid) order by i.indexrelid::regclass::text)
        from pg_index i where i.indrelid = t.oid and not exists (select from pg_constraint c where c.conindid = i.indexrelid and c.contype in ('p', 'u'))) as indexes
    from pg_class t where t.relkind = 'r' and t.relnamespace = current_schema()::regnamespace and t.relname not like 'kysely_%'
    order by t.relname`.execute(db)
  return rows
    .map(({ name, columns, constraints, indexes }) =>
      [
        `create table ${name} (\n  ${[...columns, ...(constraints ?? [])].join(',\n  ')}\n);\n`,
        ...(indexes ?? []).map((index) => `${index};\n`),
      ].join(''),
    )
    .join('\n')
}

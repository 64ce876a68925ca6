import { API_ROLE, createSchema, secureTable } from '#libs/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const period = (from: string, until: string) => `daterange(${from}, ${until}, '[]')`;

/** Municipalities with dated names and codes, their successions and figures, regions, actors and the import log. */
export class CreateDirectory1796000300000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createSchema(runner, 'directory');
    // edit distance: trigrams do not see that "Aroodie" is Ardooie
    await runner.query(`create extension if not exists fuzzystrmatch`);
    const dictionary = await this.unaccent(runner);
    // What people type and what is stored meet without accents, capitals, punctuation and the abbreviation of "Sint".
    await runner.query(`
      create function directory.fold(value text) returns text language sql immutable strict parallel safe
      as $$ select regexp_replace(
                     btrim(regexp_replace(lower(${dictionary}('${dictionary}'::regdictionary, value)), '[^a-z0-9]+', ' ', 'g')),
                     '\\mst\\M', 'sint', 'g') $$`);
    await runner.query(`revoke execute on all functions in schema directory from public`);
    await runner.query(`grant execute on all functions in schema directory to ${API_ROLE}`);

    await runner.query(`
      create table directory.reference_regions (
        id uuid primary key,
        code text not null unique check (code ~ '^REFREG[0-9]{2}$'),
        name text not null unique check (name <> '')
      )`);
    await runner.query(`
      create table directory.municipalities (
        -- the identity: names and codes come and go, other rooms refer to this
        id uuid primary key,
        province text not null
          check (province in ('ANTWERPEN', 'VLAAMS_BRABANT', 'WEST_VLAANDEREN', 'OOST_VLAANDEREN', 'LIMBURG')),
        arrondissement text not null check (arrondissement <> ''),
        reference_region_id uuid references directory.reference_regions,
        primary_care_zone text,
        police_zone text,
        language_facilities boolean not null,
        -- null: since before the reference data begin
        exists_from date,
        exists_until date,
        longitude double precision check (longitude between -180 and 180),
        latitude double precision check (latitude between -90 and 90),
        area_km2 numeric(8, 2) check (area_km2 > 0),
        check ((longitude is null) = (latitude is null)),
        check (exists_from <= exists_until),
        check (exists_until is not null or reference_region_id is not null)
      )`);
    await runner.query(`create index municipalities_region on directory.municipalities (reference_region_id)`);
    await runner.query(`
      create table directory.municipality_names (
        id uuid primary key,
        municipality_id uuid not null references directory.municipalities on delete cascade,
        name text not null check (name <> ''),
        folded text not null generated always as (directory.fold(name)) stored,
        valid_from date,
        valid_until date,
        check (valid_from <= valid_until),
        exclude using gist (municipality_id with =, ${period('valid_from', 'valid_until')} with &&)
      )`);
    await runner.query(
      `create index municipality_names_likeness on directory.municipality_names using gin (folded gin_trgm_ops)`,
    );
    await runner.query(`
      create table directory.municipality_codes (
        id uuid primary key,
        municipality_id uuid not null references directory.municipalities on delete cascade,
        scheme text not null check (scheme in ('NIS', 'KBO', 'OVO')),
        value text not null,
        valid_from date,
        valid_until date,
        check (valid_from <= valid_until),
        check (case scheme
                 when 'NIS' then value ~ '^[1-9][0-9]{4}$'
                 when 'OVO' then value ~ '^OVO[0-9]{6}$'
                 else value ~ '^[01][0-9]{9}$' and 97 - left(value, 8)::int % 97 = right(value, 2)::int end),
        constraint municipality_codes_one_holder
          exclude using gist (scheme with =, value with =, ${period('valid_from', 'valid_until')} with &&),
        constraint municipality_codes_one_value
          exclude using gist (municipality_id with =, scheme with =, ${period('valid_from', 'valid_until')} with &&)
      )`);
    await runner.query(
      `create index municipality_codes_prefix on directory.municipality_codes (value text_pattern_ops)`,
    );
    await runner.query(`
      create table directory.municipality_figures (
        municipality_id uuid not null references directory.municipalities on delete cascade,
        -- 1 January of this year
        year smallint not null check (year between 1990 and 2200),
        population integer not null check (population >= 0),
        primary key (municipality_id, year)
      )`);
    await runner.query(`
      create table directory.municipality_borders (
        -- one row for both directions, so that neighbours cannot disagree
        one_id uuid not null references directory.municipalities on delete cascade,
        other_id uuid not null references directory.municipalities on delete cascade,
        primary key (one_id, other_id),
        check (one_id < other_id)
      )`);
    await runner.query(`create index municipality_borders_other on directory.municipality_borders (other_id)`);
    await runner.query(`
      create table directory.successions (
        predecessor_id uuid not null references directory.municipalities on delete cascade,
        successor_id uuid not null references directory.municipalities on delete cascade,
        valid_from date not null,
        identity_continues boolean not null,
        note text not null,
        primary key (predecessor_id, successor_id),
        check (predecessor_id <> successor_id)
      )`);
    await runner.query(`create index successions_successor on directory.successions (successor_id)`);
    // An organisation goes on in one place only, and only one organisation goes on there.
    for (const side of ['predecessor_id', 'successor_id'])
      await runner.query(`create unique index successions_one_${side} on directory.successions (${side})
                          where identity_continues`);
    await runner.query(`
      create table directory.actors (
        id uuid primary key,
        code text not null unique check (code ~ '^[A-Z][A-Z0-9_]*$'),
        name text not null check (name <> ''),
        name_en text not null check (name_en <> ''),
        folded text not null generated always as (directory.fold(name)) stored,
        searchable text not null
          generated always as (directory.fold(name || ' ' || name_en || ' ' || replace(code, '_', ' '))) stored,
        government_level text not null,
        policy_domain text not null,
        kind text not null check (kind <> ''),
        municipalities_need text[] not null,
        source text not null check (source <> ''),
        -- no longer in the reference data: kept for what refers to it, offered to nobody
        active boolean not null
      )`);
    await runner.query(`create index actors_likeness on directory.actors using gin (searchable gin_trgm_ops)`);
    await runner.query(`
      create table directory.imports (
        id uuid primary key,
        imported_at timestamptz not null,
        content_hash text not null check (content_hash ~ '^[0-9a-f]{64}$'),
        -- per file: SHA-256 and number of rows
        files jsonb not null,
        -- per table: rows added, changed and removed
        changes jsonb not null
      )`);

    for (const table of [
      'reference_regions',
      'municipalities',
      'municipality_names',
      'municipality_codes',
      'municipality_figures',
      'municipality_borders',
      'successions',
      'actors',
    ])
      // Public facts, but the API shows nothing to nobody.
      await secureTable(runner, `directory.${table}`, { select: `(select platform.account_id()) is not null` });
    await secureTable(runner, 'directory.imports');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop schema directory cascade`);
  }

  /** The function and dictionary `unaccent`, qualified: an immutable function must not depend on a search path. */
  private async unaccent(runner: QueryRunner): Promise<string> {
    const found = await runner.query(
      `select quote_ident(n.nspname) as schema from pg_extension e join pg_namespace n on n.oid = e.extnamespace
       where e.extname = 'unaccent'`,
      [],
      true,
    );
    const { schema } = found.records[0] as { schema: string };
    return `${schema}.unaccent`;
  }
}

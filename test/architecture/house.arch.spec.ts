import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');
const notOurs = new Set(['node_modules', 'dist', 'gql', 'artefacts']);

function sourcesUnder(...places: string[]): string[] {
  return places
    .flatMap((place) => readdirSync(path.join(root, place), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && /\.(ts|tsx|mts|mjs|cjs|css)$/.test(entry.name))
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
    .filter((file) => !file.split(path.sep).some((part) => notOurs.has(part)));
}

const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');
const lines = (text: string): number => text.trimEnd().split('\n').length;
/** Code without comments, which may well say what is forbidden and why. */
const code = (file: string): string => read(file).replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
const containing = (pattern: RegExp, files: string[]): string[] => files.filter((file) => pattern.test(code(file)));

const rooms = readdirSync(path.join(root, 'libs'));
const all = sourcesUnder('libs', 'apps', 'tools', 'test');
const here = path.relative(root, import.meta.filename);
const house = all.filter((file) => file !== here);

describe('the house', () => {
  it('has rooms and sources to look at', () => {
    expect(rooms).toContain('kernel');
    expect(house.length).toBeGreaterThan(50);
  });

  it('has no file over 400 lines', () => {
    expect(house.filter((file) => lines(read(file)) > 400)).toEqual([]);
  });

  it.each(rooms)('has a front door and a card of at most 25 lines for the room %s', (room) => {
    expect(existsSync(path.join(root, 'libs', room, 'src/index.ts'))).toBe(true);
    expect(existsSync(path.join(root, 'libs', room, 'README.md'))).toBe(true);
    expect(lines(read(`libs/${room}/README.md`))).toBeLessThanOrEqual(25);
  });

  it('names no room that the walls do not know', async () => {
    const text = read('.dependency-cruiser.cjs');
    const floors = text.slice(text.indexOf('const floors'), text.indexOf('];', text.indexOf('const floors')));
    expect(rooms.filter((room) => !floors.includes(`'${room}'`))).toEqual([]);
  });

  it('resolves no circle with forwardRef', () => {
    expect(containing(/\bforwardRef\b/, house)).toEqual([]);
  });

  it('never lets TypeORM change tables by itself', () => {
    expect(containing(/\bsynchronize\s*:(?!\s*false\b)/, house)).toEqual([]);
  });

  it('throws no HTTP exception in a room', () => {
    const exception =
      /\bnew (Http|BadRequest|Unauthorized|Forbidden|NotFound|Conflict|Gone|UnprocessableEntity|InternalServerError)Exception\b/;
    expect(containing(exception, sourcesUnder('libs'))).toEqual([]);
  });

  it('replaces collaborators by injection, never by mocking modules', () => {
    expect(containing(/\bjest\.(mock|unstable_mockModule|doMock)\b/, house)).toEqual([]);
  });

  it('imports packages by import, not require, and extends with .js', () => {
    const bare = /from '(\.{1,2}\/[^']*)(?<!\.(js|mjs|json|css|svg|graphql))'/;
    expect(containing(bare, sourcesUnder('libs', 'apps/api', 'test'))).toEqual([]);
  });

  it('leaves no test switched off or alone', () => {
    const specs = house.filter((file) => /\.spec\.tsx?$/.test(file));
    expect(containing(/\b(it|test|describe)\.(only|skip)\b|\b(xit|fit|xdescribe|fdescribe)\(/, specs)).toEqual([]);
  });
});

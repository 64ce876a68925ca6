import { dayInBrussels } from '#libs/kernel';
import { createRequire } from 'node:module';
import path from 'node:path';
import PDFDocument from 'pdfkit';
import type { RequestFile } from './request-file.js';
import * as words from './request-file.words.js';

const fonts = path.dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/source-sans-3/package.json'));
const REGULAR = path.join(fonts, '400Regular/SourceSans3_400Regular.ttf');
const BOLD = path.join(fonts, '700Bold/SourceSans3_700Bold.ttf');

const MARGIN = 56;
const BODY = 10.5;
const GREY = '#4a4a4a';

const inDutch = new Intl.DateTimeFormat('nl-BE', { dateStyle: 'long', timeZone: 'UTC' });
const day = (date: string | null): string => (date ? inDutch.format(new Date(`${date}T12:00:00Z`)) : 'niet bekend');
const moments = new Intl.DateTimeFormat('nl-BE', {
  dateStyle: 'medium',
  timeStyle: 'short',
  timeZone: 'Europe/Brussels',
});
const moment = (at: string | null): string => (at ? moments.format(new Date(at)) : 'niet bekend');

type Structure = PDFKit.PDFStructureElement;

/** Writes paragraphs that are tagged as what they are, so that a screen reader reads headings, paragraphs and lists. */
class Sheet {
  readonly document = new PDFDocument({
    ...{ size: 'A4', margin: MARGIN, bufferPages: true, pdfVersion: '1.7', tagged: true, lang: 'nl-BE' },
    ...{ displayTitle: true, subset: 'PDF/UA' as never, font: REGULAR },
  });
  private readonly root: Structure;

  constructor(title: string, generatedAt: string) {
    const { document } = this;
    Object.assign(document.info, { Title: title, Author: 'Samenregie', CreationDate: new Date(generatedAt) });
    document.registerFont('regular', REGULAR).registerFont('bold', BOLD);
    this.root = document.struct('Document');
    document.addStructure(this.root);
  }

  heading(level: 1 | 2, text: string): void {
    const size = level === 1 ? 18 : 13;
    this.block(`H${level}`, text, (put) => {
      if (level === 2) this.document.moveDown(0.8);
      // A heading is never the last line of a page.
      if (this.document.y > this.document.page.height - MARGIN - 60) this.document.addPage();
      put(() => this.document.font('bold').fontSize(size).fillColor('black').text(text));
      this.document.moveDown(0.2);
    });
  }

  paragraph(text: string, colour = 'black'): void {
    for (const part of text.split(/\n+/).filter(Boolean))
      this.block('P', part, (put) => {
        put(() => this.document.font('regular').fontSize(BODY).fillColor(colour).text(part, { lineGap: 1.5 }));
        this.document.moveDown(0.3);
      });
  }

  /** A name and its value on one line. */
  fact(name: string, value: string): void {
    this.block('P', `${name}: ${value}`, (put) => {
      put(() => {
        this.document.font('bold').fontSize(BODY).fillColor('black').text(`${name}: `, { continued: true });
        this.document.font('regular').text(value, { lineGap: 1.5 });
      });
    });
  }

  /** Numbers of pages, which are no content. */
  numberPages(label: string): void {
    const { start, count } = this.document.bufferedPageRange();
    for (let page = start; page < start + count; page += 1) {
      this.document.switchToPage(page);
      const { height, width, margins } = this.document.page;
      // Text below the margin would otherwise begin another page.
      margins.bottom = 0;
      this.document.markContent('Artifact', { type: 'Pagination' });
      this.document.font('regular').fontSize(8.5).fillColor(GREY);
      this.document.text(`${label} · pagina ${page - start + 1} van ${count}`, MARGIN, height - 36, {
        ...{ width: width - 2 * MARGIN, align: 'center', lineBreak: false },
      });
      this.document.endMarkedContent();
      margins.bottom = MARGIN;
    }
  }

  async end(): Promise<Buffer> {
    const chunks: Buffer[] = [];
    this.document.on('data', (chunk: Buffer) => chunks.push(chunk));
    const done = new Promise((resolve, reject) => this.document.on('end', resolve).on('error', reject));
    this.root.end();
    this.document.end();
    await done;
    return Buffer.concat(chunks);
  }

  private block(type: string, actual: string, write: (put: (draw: () => void) => void) => void): void {
    const element = this.document.struct(type);
    this.root.add(element);
    write((draw) => {
      const content = this.document.struct('Span', { actual }, [draw]);
      element.add(content);
      content.end();
    });
    element.end();
  }
}

/** The file as a tagged PDF (PDF/UA structure, Dutch, fonts embedded): what goes with a letter to a higher step. */
export const requestFilePdf = (file: RequestFile): Promise<Buffer> => {
  const title = `Dossier bij verzoek ${file.reference}: ${file.question.title}`;
  const sheet = new Sheet(title, file.generatedAt);
  sheet.heading(1, title);
  sheet.paragraph(`${file.partnership}. Opgemaakt op ${day(dayInBrussels(new Date(file.generatedAt)))}.`, GREY);
  sheet.fact('Gevraagd door', file.municipalities.join(', '));
  const to = [file.actor.name, file.actor.service, file.actor.contact].filter(Boolean).join(', ');
  sheet.fact('Gevraagd aan', to);
  sheet.fact('Stand', `${words.statuses[file.status] ?? file.status}, stap ${file.level} van de ladder`);
  sheet.heading(2, 'De vraag');
  sheet.fact('Soort', words.kinds[file.question.kind] ?? file.question.kind);
  sheet.paragraph(file.question.text);
  attached(sheet, file.question.attachments);
  if (file.question.competence) sheet.fact('Bevoegdheid', file.question.competence);
  basis(sheet, file);
  dates(sheet, file);
  answers(sheet, file);
  sheet.heading(2, 'Verloop');
  for (const line of file.timeline) {
    const who = [line.by, words.sides[line.side]].filter(Boolean).join(', ');
    const level = line.level === null ? '' : ` naar stap ${line.level}`;
    const until = line.day ? ` (${day(line.day)})` : '';
    sheet.fact(moment(line.at), `${words.entries[line.kind] ?? line.kind}${level}${until}, door ${who}.`);
    if (line.text) sheet.paragraph(line.text, GREY);
    attached(sheet, line.attachments);
  }
  sheet.numberPages(`Samenregie · verzoek ${file.reference}`);
  return sheet.end();
};

const basis = (sheet: Sheet, { basis: of }: RequestFile): void => {
  sheet.heading(2, 'Grondslag van de termijn');
  sheet.fact('Soort', words.basisKinds[of.kind] ?? of.kind);
  if (of.article) sheet.fact('Artikel', of.article);
  if (of.note) sheet.fact('Toelichting', of.note);
  if (of.days !== null) sheet.fact('Termijn', `${of.days} ${words.units[of.unit ?? ''] ?? ''}`);
  if (of.onSilence) sheet.fact('Zonder antwoord', of.onSilence);
  if (of.source) sheet.fact('Bron', `${of.source} (zekerheid: ${of.verification ?? 'niet bekend'})`);
};

const dates = (sheet: Sheet, file: RequestFile): void => {
  sheet.heading(2, 'Data en stilte');
  sheet.fact('Verstuurd', moment(file.dates.sentAt));
  sheet.fact('Antwoord gevraagd tegen', day(file.dates.firstDueOn));
  if (file.dates.dueOn !== file.dates.firstDueOn) sheet.fact('Geldt nu', day(file.dates.dueOn));
  if (file.dates.receivedOn) sheet.fact('Ontvangen', day(file.dates.receivedOn));
  sheet.fact('Herinneringen', String(file.reminders));
  const { silence } = file;
  if (silence && !silence.answered)
    sheet.fact('Stilte', `${silence.daysSinceSent} dagen sinds de vraag, ${silence.daysLate} dagen over de termijn`);
  if (file.dates.firstAnsweredAt) sheet.fact('Eerste antwoord', moment(file.dates.firstAnsweredAt));
  for (const { untilOn, state, byLaw, reason } of file.extensions)
    sheet.fact(
      'Meer tijd',
      `tot ${day(untilOn)}, ${words.extensionStates[state]}${byLaw ? ' door de wet' : ''}: ${reason}`,
    );
};

/** Names only: the files themselves stay where their rights are. */
const attached = (sheet: Sheet, names: readonly string[]): void => {
  if (names.length > 0) sheet.fact('Bijlagen', names.join(', '));
};

const answers = (sheet: Sheet, file: RequestFile): void => {
  sheet.heading(2, 'Antwoorden en beloften');
  if (file.answers.length === 0) sheet.paragraph('Er kwam nog geen antwoord.');
  for (const answer of [...file.answers].reverse()) {
    const way = answer.recordedFrom ? `, ${words.channels[answer.recordedFrom]}` : '';
    const verdict = answer.verdict ? `. ${words.entries[answer.verdict] ?? ''}` : '';
    sheet.fact(day(answer.answeredOn), `${words.choices[answer.choice] ?? answer.choice}${way}${verdict}`);
    if (answer.text) sheet.paragraph(answer.text);
    attached(sheet, answer.attachments);
    if (answer.forwardedTo) sheet.fact('Verwezen naar', answer.forwardedTo);
    if (answer.verdictReason) sheet.paragraph(answer.verdictReason, GREY);
  }
  for (const { what, dueOn, state } of file.commitments)
    sheet.fact('Belofte', `${what}, tegen ${day(dueOn)}: ${words.promises[state] ?? state}`);
};

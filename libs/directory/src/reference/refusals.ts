/** Why a value of the reference files is not accepted; the sentence is for whoever maintains them. */
export const refusalSentences = {
  FILE_MISSING: 'the file is not there',
  FILE_UNREADABLE: 'the file is not well-formed CSV',
  ENCODING: 'the file is not UTF-8',
  COLUMN_MISSING: 'the column is not there',
  COLUMN_UNKNOWN: 'no such column is expected',
  COLUMN_COUNT: 'the row has more or fewer values than the heading',
  REQUIRED: 'a value is needed',
  TEXT: 'the text has spaces around it or twice in a row, control characters or more than 300 characters',
  NUMBER: 'a number within bounds is needed',
  DATE: 'an existing day written YYYY-MM-DD is needed',
  YES_NO: 'only yes or no',
  UNKNOWN_VALUE: 'this is not one of the known values',
  NIS_FORMAT: 'a NIS code has five digits',
  KBO_FORMAT: 'a KBO number has ten digits and starts with 0 or 1',
  KBO_CHECK_DIGITS: 'the last two digits of the KBO number do not fit the others (mod 97)',
  OVO_FORMAT: 'an OVO number is OVO and six digits',
  DUPLICATE: 'this occurs twice',
  CODE_TAKEN: 'the code belongs to two municipalities on the same day, or one has two of its kind',
  CODE_MISSING: 'a municipality that exists needs a KBO and an OVO number',
  CODE_OUTSIDE: 'the code is dated outside the life of the municipality',
  ENDS_BEFORE_START: 'the last day lies before the first',
  PROVINCE_NIS: 'the province does not fit the first digit of the NIS code',
  DETAILS_MISSING: 'a municipality that exists needs its region, zones, facilities, centre, area and population',
  UNKNOWN_MUNICIPALITY: 'no municipality has this NIS code',
  UNKNOWN_REGION: 'no reference region has this code',
  NEIGHBOUR_ITSELF: 'a municipality is not its own neighbour',
  NEIGHBOUR_ONE_SIDED: 'the neighbour does not name this municipality in return',
  NEIGHBOUR_ENDED: 'only municipalities that exist have neighbours',
  TOTAL_MISSING: 'a year of the population needs a control total for each province',
  TOTAL_MUNICIPALITIES: 'the number of municipalities of the province is another',
  TOTAL_POPULATION: 'the population of the municipalities of the province adds up to something else',
  SUCCESSION_END: 'the predecessor must end on the day before the succession',
  SUCCESSION_START: 'the successor does not exist on the day of the succession',
  SUCCESSOR_MISSING: 'a municipality that ended needs a successor',
  IDENTITY_TWICE: 'an organisation goes on in one place only, and one only goes on there',
  IDENTITY_CODES: 'the KBO numbers say otherwise about whether the organisation goes on',
  IDENTITY_MIXED: 'the codes belong to two different municipalities of the database',
  VANISHED: 'the database knows this municipality: end it with exists_until instead of leaving it out',
  NAME_SINCE: 'the new name must begin after the one before it',
} as const;
export type RefusalCode = keyof typeof refusalSentences;

/** One value that is not accepted. */
export interface Refusal {
  file: string;
  /** Line in the file, the heading being line 1; null when it is not about one line. */
  line: number | null;
  column: string | null;
  code: RefusalCode;
  value: string;
}

/** One refusal as a line of the report. */
export const refusalLine = ({ file, line, column, code, value }: Refusal): string => {
  const place = [file, line, column].filter((part) => part !== null).join(':');
  return `${place}: ${code} ${JSON.stringify(value.slice(0, 80))}: ${refusalSentences[code]}`;
};

import { type CalendarDate, parseDate } from '@internationalized/date';
import { Calendar as CalendarIcon, ChevronLeft, ChevronRight } from 'lucide-react';
import { useState } from 'react';
import {
  Button,
  Calendar,
  CalendarCell,
  CalendarGrid,
  CalendarHeading,
  DateInput,
  DatePicker,
  DateSegment,
  Dialog,
  Group,
  Popover,
} from 'react-aria-components';
import { FieldFoot, FieldLabel, type FieldProps } from './FieldParts.js';

interface Props extends FieldProps {
  value: string | null;
  onChange(value: string | null): void;
  labelHidden?: boolean;
  isDisabled?: boolean;
}

/** Whoever types the year 2027 has typed the years 2, 20 and 202 on the way. */
const earliestYear = 1800;

/** A calendar date as ISO text, typed in segments or picked. */
export function DateField({ label, labelHidden, hint, error, value, onChange, ...props }: Props) {
  const [typing, setTyping] = useState<CalendarDate | null>(null);
  return (
    <DatePicker
      {...props}
      className="field"
      value={typing ?? (value ? parseDate(value) : null)}
      onChange={(date) => {
        const unfinished = date !== null && date.year < earliestYear;
        setTyping(unfinished ? date : null);
        if (!unfinished) onChange(date?.toString() ?? null);
      }}
      onBlur={() => setTyping(null)}
      isInvalid={Boolean(error)}
      validationBehavior="aria"
      shouldForceLeadingZeros
    >
      <FieldLabel hidden={labelHidden ?? false}>{label}</FieldLabel>
      <Group className="date-group">
        <DateInput className="date-input">
          {(segment) => <DateSegment segment={segment} className="date-segment" />}
        </DateInput>
        <Button>
          <CalendarIcon size={20} aria-hidden />
        </Button>
      </Group>
      <FieldFoot hint={hint} error={error} />
      <Popover className="popover">
        <Dialog className="calendar">
          <DayCalendar />
        </Dialog>
      </Popover>
    </DatePicker>
  );
}

/** Inside a date picker the calendar takes its value from there. */
export function DayCalendar(props: { value?: string | null; onChange?(value: string): void; label?: string }) {
  const own = props.onChange
    ? {
        value: props.value ? parseDate(props.value) : null,
        onChange: (date: { toString(): string } | null) => date && props.onChange?.(date.toString()),
        'aria-label': props.label ?? '',
      }
    : {};
  return (
    <Calendar className="calendar-inner" {...own}>
      <header>
        <Button slot="previous">
          <ChevronLeft aria-hidden />
        </Button>
        <CalendarHeading />
        <Button slot="next">
          <ChevronRight aria-hidden />
        </Button>
      </header>
      <CalendarGrid>{(date) => <CalendarCell date={date} className="calendar-cell" />}</CalendarGrid>
    </Calendar>
  );
}

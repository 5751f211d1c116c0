/** Which items are shown. */
import type { ReactNode } from 'react';
import text from '#content/i18n/en/inbox.json' with { type: 'json' };
import { intakeKinds, intakeStatuses } from '../../domain/intake.ts';
import { Field } from '../controls/field.tsx';
import type { InboxFilters } from './inbox-list.tsx';

export type InboxFilterBarProps = {
  filters: InboxFilters;
  onFilter(filters: InboxFilters): void;
  children: ReactNode;
};

const everyStatus = [...new Set(Object.values(intakeStatuses).flat())];

export const InboxFilterBar = ({ filters, onFilter, children }: InboxFilterBarProps) => {
  const statuses: readonly string[] = filters.kind ? intakeStatuses[filters.kind] : everyStatus;
  return (
    <div className="inbox-filters">
      <Field label={text['filter.kind']}>
        {(field) => (
          <select
            {...field}
            className="ctl-input"
            value={filters.kind}
            onChange={({ target }) => {
              const kind = intakeKinds.find((each) => each === target.value) ?? '';
              onFilter({ ...filters, kind, status: '' });
            }}
          >
            <option value="">{text.any}</option>
            {intakeKinds.map((kind) => (
              <option key={kind} value={kind}>
                {text[`kind.${kind}`]}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label={text['filter.status']}>
        {(field) => (
          <select
            {...field}
            className="ctl-input"
            value={filters.status}
            onChange={({ target }) => onFilter({ ...filters, status: target.value })}
          >
            <option value="">{text.any}</option>
            {statuses.map((status) => (
              <option key={status}>{status}</option>
            ))}
          </select>
        )}
      </Field>
      <Field label={text['filter.text']}>
        {(field) => (
          <input
            {...field}
            className="ctl-input"
            type="search"
            maxLength={100}
            value={filters.text}
            onChange={({ target }) => onFilter({ ...filters, text: target.value })}
          />
        )}
      </Field>
      <div className="inbox-filters-foot">
        <label className="ctl-check">
          <input
            type="checkbox"
            checked={filters.dead}
            onChange={({ target }) => onFilter({ ...filters, dead: target.checked })}
          />
          {text['filter.dead']}
        </label>
        {children}
      </div>
    </div>
  );
};

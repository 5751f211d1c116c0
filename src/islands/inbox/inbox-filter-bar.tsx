/** Which items are shown. */
import type { ReactNode } from 'react';
import text from '#content/i18n/en/inbox.json' with { type: 'json' };
import { everyIntakeStatus, intakeKinds, intakeStatuses } from '../../domain/intake.ts';
import { Field } from '../controls/field.tsx';
import { SelectField } from '../controls/select-field.tsx';
import type { InboxFilters } from './inbox-list.tsx';

export type InboxFilterBarProps = {
  filters: InboxFilters;
  onFilter(filters: InboxFilters): void;
  children: ReactNode;
};

export const InboxFilterBar = ({ filters, onFilter, children }: InboxFilterBarProps) => {
  const statuses: readonly string[] = filters.kind
    ? intakeStatuses[filters.kind]
    : everyIntakeStatus;
  return (
    <div className="inbox-filters">
      <SelectField<InboxFilters['kind']>
        label={text['filter.kind']}
        options={[
          ['', text.any],
          ...intakeKinds.map((kind) => [kind, text[`kind.${kind}`]] as const),
        ]}
        value={filters.kind}
        onChange={(kind) => onFilter({ ...filters, kind, status: '' })}
      />
      <SelectField
        label={text['filter.status']}
        options={[['', text.any], ...statuses.map((status) => [status, status] as const)]}
        value={filters.status}
        onChange={(status) => onFilter({ ...filters, status })}
      />
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

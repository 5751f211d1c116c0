/** Search, filters and order of the list of models. */
import text from '#content/i18n/en/live-models.json' with { type: 'json' };
import { formatRate } from '../../domain/money.ts';
import { type Protocol, protocols } from '../../domain/protocol.ts';
import { Field } from '../controls/field.tsx';
import { SelectField } from '../controls/select-field.tsx';
import { fill } from '../text/fill.ts';
import { type Filters, priceSteps, sorts } from './filters.ts';

export type FilterBarProps = { filters: Filters; change(part: Partial<Filters>): void };

const protocolNames = Object.keys(protocols) as Protocol[];

export const FilterBar = ({ filters, change }: FilterBarProps) => (
  <search className="lm-filters">
    <Field label={text.search}>
      {(field) => (
        <input
          {...field}
          className="ctl-input"
          type="search"
          placeholder={text['search.placeholder']}
          value={filters.search}
          onChange={(event) => change({ search: event.target.value })}
        />
      )}
    </Field>
    <SelectField<Protocol | ''>
      label={text.protocol}
      options={[
        ['', text['protocol.any']],
        ...protocolNames.map((name) => [name, protocols[name].label] as const),
      ]}
      value={filters.protocol ?? ''}
      onChange={(protocol) => change({ protocol: protocol || null })}
    />
    <SelectField<number>
      label={text.price}
      options={[
        [0, text['price.any']],
        ...priceSteps.map(
          (step) => [step, fill(text['price.upTo'], { price: formatRate(step) })] as const,
        ),
      ]}
      value={filters.price ?? 0}
      onChange={(price) => change({ price: price || null })}
    />
    <SelectField
      label={text.sort}
      options={sorts.map((sort) => [sort, text[`sort.${sort}`]] as const)}
      value={filters.sort}
      onChange={(sort) => change({ sort })}
    />
    <label className="ctl-check lm-tests">
      <input
        type="checkbox"
        checked={filters.tests}
        onChange={(event) => change({ tests: event.target.checked })}
      />
      {text.tests}
    </label>
  </search>
);

/** Search, filters and order of the list of models. */
import text from '#content/i18n/en/live-models.json' with { type: 'json' };
import { formatRate } from '../../domain/money.ts';
import { type Protocol, protocols } from '../../domain/protocol.ts';
import { Field } from '../controls/field.tsx';
import { fill } from '../text/fill.ts';
import { type Filters, priceSteps, type SortBy, sorts } from './filters.ts';

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
    <Field label={text.protocol}>
      {(field) => (
        <select
          {...field}
          className="ctl-input"
          value={filters.protocol ?? ''}
          onChange={(event) => change({ protocol: (event.target.value as Protocol) || null })}
        >
          <option value="">{text['protocol.any']}</option>
          {protocolNames.map((name) => (
            <option key={name} value={name}>
              {protocols[name].label}
            </option>
          ))}
        </select>
      )}
    </Field>
    <Field label={text.price}>
      {(field) => (
        <select
          {...field}
          className="ctl-input"
          value={filters.price ?? ''}
          onChange={(event) => change({ price: Number(event.target.value) || null })}
        >
          <option value="">{text['price.any']}</option>
          {priceSteps.map((step) => (
            <option key={step} value={step}>
              {fill(text['price.upTo'], { price: formatRate(step) })}
            </option>
          ))}
        </select>
      )}
    </Field>
    <Field label={text.sort}>
      {(field) => (
        <select
          {...field}
          className="ctl-input"
          value={filters.sort}
          onChange={(event) => change({ sort: event.target.value as SortBy })}
        >
          {sorts.map((sort) => (
            <option key={sort} value={sort}>
              {text[`sort.${sort}`]}
            </option>
          ))}
        </select>
      )}
    </Field>
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

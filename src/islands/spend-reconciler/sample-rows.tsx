/** The first rows of the file, to tell what its columns hold. */
import text from '#content/i18n/en/spend-reconciler.json' with { type: 'json' };
import type { Preview } from './messages.ts';

export const SampleRows = ({ preview: { columns, sample } }: { preview: Preview }) => (
  <details className="spend-details">
    <summary>{text.sample}</summary>
    {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
    <section className="spend-scroll" tabIndex={0} aria-label={text.sample}>
      <table className="spend-sample">
        <thead>
          <tr>
            <th scope="col">{text.line}</th>
            {columns.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sample.map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a row of the file is its place
            <tr key={index}>
              <th scope="row">{index + 2}</th>
              {columns.map((name) => (
                <td key={name}>{row[name]?.slice(0, 80)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  </details>
);

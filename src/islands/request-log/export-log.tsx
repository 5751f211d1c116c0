/** The log as a file: written by the server for an account; for a key, read page by page here. */
import { useEffect, useRef, useState } from 'react';
import text from '#content/i18n/en/request-log.json' with { type: 'json' };
import type { ExportFormat } from '../../domain/log-export.ts';
import { count } from '../charge/amounts.ts';
import { announce } from '../controls/announce.ts';
import { Button } from '../controls/button.tsx';
import { FailureNotice } from '../controls/notice.tsx';
import { saveFile } from '../download/save-file.ts';
import type { Failure } from '../gateway/failure.ts';
import { fill } from '../text/fill.ts';
import type { LogFilters } from './log-filters.ts';
import { exportPath, type LogSource } from './log-source.ts';
import { readAll } from './read-all.ts';

export type ExportLogProps = { source: LogSource; filters: LogFilters };

const formats: ExportFormat[] = ['csv', 'jsonl'];

export const ExportLog = ({ source, filters }: ExportLogProps) =>
  source.kind === 'account' ? (
    <span className="rl-export">
      <span className="rl-export-label">{text.export}</span>
      {formats.map((format) => (
        <a
          key={format}
          className="ctl-button"
          data-size="s"
          data-look="quiet"
          href={exportPath(source, filters, format)}
          download={`requests.${format}`}
          aria-label={text[`export.${format}.about`]}
        >
          {text[`export.${format}`]}
        </a>
      ))}
    </span>
  ) : (
    <ExportHere source={source} filters={filters} />
  );

const ExportHere = ({ source, filters }: ExportLogProps) => {
  const [rows, setRows] = useState<number | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const running = useRef<AbortController>(undefined);
  useEffect(() => () => running.current?.abort(), []);

  const write = async (format: ExportFormat) => {
    running.current = new AbortController();
    setFailure(null);
    setRows(0);
    const { signal } = running.current;
    const [all, { exportHead, exportRows, exportTypes }] = await Promise.all([
      readAll(source, filters, { signal, progress: setRows }),
      import('../../domain/log-export.ts'),
    ]);
    setRows(null);
    if (!all.ok) return setFailure(all.failure);
    const parts = [exportHead(format), exportRows(all.rows, format)];
    saveFile(`requests.${format}`, exportTypes[format], parts);
    announce(fill(text['export.done'], { count: count(all.rows.length) }));
  };

  if (rows !== null)
    return (
      <span className="rl-export" role="status">
        <span className="rl-export-label">
          {fill(text['export.progress'], { count: count(rows) })}
        </span>
        <Button size="s" look="quiet" onClick={() => running.current?.abort()}>
          {text['export.cancel']}
        </Button>
      </span>
    );
  return (
    <span className="rl-export">
      <span className="rl-export-label">{text.export}</span>
      {formats.map((format) => (
        <Button
          key={format}
          size="s"
          look="quiet"
          aria-label={text[`export.${format}.about`]}
          onClick={() => void write(format)}
        >
          {text[`export.${format}`]}
        </Button>
      ))}
      {failure && <FailureNotice failure={failure} />}
    </span>
  );
};

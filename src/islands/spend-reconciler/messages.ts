/** What the page and its worker say to each other. */
import type { ColumnMapping, CostUnit } from '../../domain/reconcile/columns.ts';
import type { Reconciliation } from '../../domain/reconcile/reconcile.ts';
import type { Failure } from '../gateway/failure.ts';

export type Preview = {
  columns: string[];
  /** The first rows, as text. */
  sample: Record<string, string>[];
  rows: number;
  mapping: ColumnMapping;
  costUnit: CostUnit;
  /** The times name no zone. */
  local: boolean;
  /** Rows are sums of several requests. */
  sums: boolean;
};

export type CompareOptions = {
  mapping: ColumnMapping;
  costUnit: CostUnit;
  local: boolean;
  key: string;
};

/** `again`: after a stop, for a worker that has not read the file; nothing is reported then. */
export type Order =
  | { order: 'read'; file: File; again: boolean }
  | ({ order: 'compare' } & CompareOptions);

/** Sums by hour, for the chart: Unix seconds and nanodollars. */
export type Timeline = { hours: number[]; charged: number[]; counted: number[] };

export type Faults = { count: number; first: string };

export type Unreadable = 'empty' | 'unreadable' | 'noRows' | 'broken';

export type Report =
  | { report: 'progress'; step: 'rows' | 'log' | 'compare'; count: number }
  | { report: 'preview'; preview: Preview }
  | { report: 'result'; result: Reconciliation; timeline: Timeline; faults: Faults | null }
  | { report: 'unreadable'; reason: Unreadable }
  | { report: 'failed'; failure: Failure };

/** What the reconciler is doing, step by step, and the worker that does it. */
import { useEffect, useReducer, useRef } from 'react';
import type { Reconciliation } from '../../domain/reconcile/reconcile.ts';
import type { Failure } from '../gateway/failure.ts';
import type {
  CompareOptions,
  Faults,
  Order,
  Preview,
  Report,
  Timeline,
  Unreadable,
} from './messages.ts';

export type Progress = { step: 'rows' | 'log' | 'compare'; count: number };

export type Result = { result: Reconciliation; timeline: Timeline; faults: Faults | null };

export type ReconcilerState = {
  fileName: string | null;
  preview: Preview | null;
  progress: Progress | null;
  result: Result | null;
  unreadable: Unreadable | null;
  failure: Failure | null;
};

const idle: ReconcilerState = {
  fileName: null,
  preview: null,
  progress: null,
  result: null,
  unreadable: null,
  failure: null,
};

type Action =
  | { report: 'file'; name: string }
  | { report: 'comparing' }
  | { report: 'stopped' }
  | Report;

const next = (state: ReconcilerState, action: Action): ReconcilerState => {
  const still = { ...state, progress: null };
  switch (action.report) {
    case 'file':
      return { ...idle, fileName: action.name, progress: { step: 'rows', count: 0 } };
    case 'comparing':
      return {
        ...state,
        result: null,
        failure: null,
        unreadable: null,
        progress: { step: 'log', count: 0 },
      };
    case 'stopped':
      return still;
    case 'progress':
      return { ...state, progress: { step: action.step, count: action.count } };
    case 'preview':
      return { ...still, preview: action.preview };
    case 'result':
      return { ...still, result: action };
    case 'unreadable':
      return { ...still, unreadable: action.reason };
    case 'failed':
      return { ...still, failure: action.failure };
  }
};

export const useReconciler = () => {
  const [state, dispatch] = useReducer(next, idle);
  const worker = useRef<Worker>(undefined);
  const file = useRef<File>(undefined);
  useEffect(() => () => worker.current?.terminate(), []);

  const started = (): Worker => {
    if (worker.current) return worker.current;
    const made = new Worker(new URL('./reconcile.worker.ts', import.meta.url), { type: 'module' });
    made.addEventListener('message', ({ data }: MessageEvent<Report>) => dispatch(data));
    worker.current = made;
    return made;
  };
  const order = (given: Order) => started().postMessage(given);
  const read = (chosen: File) => {
    file.current = chosen;
    dispatch({ report: 'file', name: chosen.name });
    order({ order: 'read', file: chosen, again: false });
  };
  return {
    state,
    read,
    compare: (options: CompareOptions) => {
      dispatch({ report: 'comparing' });
      order({ order: 'compare', ...options });
    },
    /** Ends the worker; a new one reads the file again, and the columns stay as they were corrected. */
    stop: () => {
      worker.current?.terminate();
      worker.current = undefined;
      dispatch({ report: 'stopped' });
      if (file.current && state.preview) order({ order: 'read', file: file.current, again: true });
    },
  };
};

/**
 * Recognises a pasted log or request dump. Such text belongs in a ticket or a security report,
 * never in a public form (D4).
 */

const logLine = [
  // 2026-11-24T12:00:00Z …, [24/Nov/2026:12:00:00 +0000] …, Nov 24 12:00:00 host …
  /^\s*[[(]?\d{4}[-/]\d{2}[-/]\d{2}[T ,]+\d{2}:\d{2}/,
  /^\S{1,60} \S{1,40} \S{1,40} \[\d{2}\/[A-Z][a-z]{2}\/\d{4}:/,
  /^[A-Z][a-z]{2} {1,2}\d{1,2} \d{2}:\d{2}:\d{2} /,
  /^\s*\[?(?:TRACE|DEBUG|INFO|WARN|WARNING|ERROR|FATAL)\b[\]:\s]/,
  // One JSON object a line, and server-sent events.
  /^\s*\{".{0,4000}[}\]]\s*,?$/,
  /^(?:data|event): ?\S/,
  // Requests and answers, as written by curl -v, by proxies and by developer tools.
  /^[<>*] \S/,
  /^(?:[<>] )?(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) \S{1,2000} HTTP\/[\d.]/,
  /^(?:[<>] )?HTTP\/[\d.]{1,3} \d{3}/,
  /^(?:[<>] )?[a-z][a-z0-9]{0,30}(?:-[a-z0-9]{1,30}){1,6}: \S/i,
  // Stack traces.
  /^\s+at .{1,400}:\d+/,
  /^\s+File ".{1,400}", line \d+/,
];

const requestLine = /^(?:[<>] )?(?:[A-Z]{3,7} \S{1,2000} HTTP\/[\d.]|HTTP\/[\d.]{1,3} \d{3})/;
const fewestLines = 5;

/** True when most lines are a machine's: at least five of them, or a request line with two headers. */
export const looksLikeRawLog = (text: string): boolean => {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  const written = lines.filter((line) => logLine.some((pattern) => pattern.test(line))).length;
  if (lines.some((line) => requestLine.test(line)) && written >= 3) return true;
  return written >= fewestLines && written * 2 >= lines.length;
};

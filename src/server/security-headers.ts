/** Headers that every answer but the gateway's carries. */
import type { BuildRecord } from './build-record.ts';

export type Headers = Record<string, string>;

export const securityHeaders = (options: {
  csp?: BuildRecord['csp'];
  /** True when visitors reach the site over https. */
  https: boolean;
}): Headers => ({
  'content-security-policy': contentSecurityPolicy(options.csp ?? { script: [], style: [] }),
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  'referrer-policy': 'strict-origin-when-cross-origin',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  ...(options.https && { 'strict-transport-security': 'max-age=31536000' }),
});

/**
 * Scripts and styles only from here, inline ones only those that were built. Pagefind compiles
 * WebAssembly; libraries position things with style attributes. Nothing is loaded from elsewhere,
 * so an image in a model's answer fetches nothing.
 */
const contentSecurityPolicy = ({ script, style }: BuildRecord['csp']): string =>
  [
    ["default-src 'none'"],
    ["script-src 'self' 'wasm-unsafe-eval'", ...script],
    ["style-src 'self'", ...style],
    ["style-src-attr 'unsafe-inline'"],
    ["img-src 'self' data:"],
    ["font-src 'self'"],
    ["connect-src 'self'"],
    ["worker-src 'self'"],
    ["manifest-src 'self'"],
    ["base-uri 'none'"],
    ["form-action 'self'"],
    ["frame-ancestors 'none'"],
    ["object-src 'none'"],
  ]
    .map((directive) => directive.join(' '))
    .join('; ');

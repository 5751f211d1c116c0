/** The mark as an icon, in the operator's accent; ring and token adapt to the browser's theme. */
import type { APIRoute } from 'astro';
import site from '../../site.config.ts';

const hue = site.brand.accentHue;
const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" fill="none">
<style>path{stroke:oklch(0.215 0.018 ${hue})}circle{fill:oklch(0.485 0.112 ${hue})}@media (prefers-color-scheme:dark){path{stroke:oklch(0.966 0.004 ${hue})}circle{fill:oklch(0.802 0.102 ${hue})}}</style>
<path d="M27.2 17.6A11.5 11.5 0 1 1 14.4 4.8" stroke-width="4.4" stroke-linecap="round"/>
<circle cx="23" cy="9" r="4.6"/>
</svg>
`;

export const GET: APIRoute = () => new Response(icon);

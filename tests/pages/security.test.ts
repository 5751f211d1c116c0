import { expect, test } from 'vitest';
import site from '../../site.config.ts';
import { builtSite, text } from './built-site.ts';

const built = builtSite();

test('the Security page speaks of its form only where there is one', () => {
  const forms = {
    page: text(built.pages.get('/security/') ?? ''),
    markdown: built.read('/security.md'),
  };
  const withForm = site.security?.recipient !== undefined;
  for (const [name, shown] of Object.entries(forms)) {
    expect(shown.includes('The form answers at once with a receipt'), name).toBe(withForm);
    expect(shown.includes('has published no recipient'), name).toBe(!withForm);
  }
});

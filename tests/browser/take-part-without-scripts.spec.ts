import { expect, test } from './browser-test.ts';

test.use({ javaScriptEnabled: false });

test('without JavaScript each form says how to reach the operator, and shows no dead button', async ({
  page,
}) => {
  await page.goto('/keys/');
  await expect(
    page.getByRole('link', { name: 'Report a problem or suggest a change' }),
  ).toHaveAttribute('href', /\/issues\/new\?/);
  await expect(page.locator('page-feedback button:visible')).toHaveCount(0);

  await page.goto('/integrations/request/');
  await expect(page.getByRole('link', { name: 'ask in the repository' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'support@tokenbay.com' })).toBeVisible();
  await expect(page.getByRole('main').getByRole('button')).toHaveCount(0);
  await expect(page.getByText('ANTHROPIC_BASE_URL=https://api.tokenbay.com')).toBeVisible();

  await page.goto('/security/');
  await expect(page.getByRole('link', { name: 'security@tokenbay.com' }).first()).toBeVisible();
  await expect(page.getByRole('textbox')).toHaveCount(0);
});

import { describe, expect, test } from 'vitest';
import siteConfig from '../../site.config.ts';
import { ConfigurationError, readConfiguration } from '../../src/configuration/configuration.ts';

const read = (environment: Record<string, string>, site = siteConfig) =>
  readConfiguration(environment, site, false);

const faultsOf = (environment: Record<string, string>, site = siteConfig): string => {
  try {
    read(environment, site);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.message;
    throw error;
  }
  return '';
};

describe('settings', () => {
  test('nothing has to be set', () => {
    expect(read({})).toMatchObject({
      port: 4321,
      host: 'localhost',
      dataDir: '.data',
      trustedProxies: 0,
      logFormat: 'json',
      sandboxPace: 25,
    });
  });

  test.each([
    ['PORT', '80a'],
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['PORT', '4321.5'],
    ['HOST', 'http://localhost'],
    ['DATABASE_URL', 'mysql://localhost/docs'],
    ['GATEWAY_URL', 'gateway.internal'],
    ['GATEWAY_URL', 'https://user:hunter2hunter2@api.tokenbay.com'],
    ['GATEWAY_URL', 'https://gateway.example.com/v1'],
    ['GATEWAY_URL', 'https://gateway.example.com/v1/'],
    ['PUBLIC_URL', 'https://docs.example.com/sub'],
    ['PUBLIC_URL', 'ftp://docs.example.com'],
    ['SESSION_SECRET', 'short'],
    ['TRUST_PROXY', 'yes'],
    ['LOG_LEVEL', 'loud'],
    ['LOG_FORMAT', 'xml'],
    ['DRAIN_SECONDS', '1e9'],
    ['SANDBOX_PACE', '-5'],
    ['SANDBOX_PACE', '2.5'],
    ['GATEWAY_URL', 'http://localhost:4321'],
    ['GATEWAY_URL', 'http://[::1]:4321/'],
  ])('a wrong %s (%s) is named, and its value is not repeated', (name, value) => {
    const message = faultsOf({ [name]: value });
    expect(message).toContain(`\n  ${name} must`);
    expect(message).not.toContain(value);
  });

  test('a gateway with the /v1 of its clients is told to leave it out', () => {
    expect(faultsOf({ GATEWAY_URL: 'http://host:4650/v1' })).toContain('leave out the /v1');
    expect(read({ GATEWAY_URL: 'http://host:4650/' }).gatewayUrl).toBe('http://host:4650');
    expect(read({ GATEWAY_URL: 'https://host/llm/' }).gatewayUrl).toBe('https://host/llm');
  });

  test('a gateway that is this very server is refused', () => {
    const here = { PORT: '8080', PUBLIC_URL: 'https://docs.example.com' };
    expect(faultsOf({ ...here, GATEWAY_URL: 'http://127.0.0.1:8080' })).toContain('another server');
    expect(faultsOf({ ...here, GATEWAY_URL: 'https://docs.example.com' })).toContain('GATEWAY_URL');
    expect(faultsOf({ ...here, GATEWAY_URL: 'http://127.0.0.1:8081' })).toBe('');
  });

  test('one half of the GitHub app asks for the other', () => {
    expect(faultsOf({ GITHUB_CLIENT_ID: 'x' })).toContain('GITHUB_CLIENT_SECRET must be set');
    expect(read({ GITHUB_CLIENT_ID: 'x', GITHUB_CLIENT_SECRET: 'y' }).github).toEqual({
      clientId: 'x',
      clientSecret: 'y',
    });
  });

  test('every wrong setting is named at once', () => {
    const message = faultsOf({ PORT: 'x', LOG_LEVEL: 'loud' });
    expect(message).toContain('PORT');
    expect(message).toContain('LOG_LEVEL');
  });

  test('an empty setting counts as not set', () => {
    expect(read({ PORT: '', DATABASE_URL: '' })).toMatchObject({ port: 4321 });
  });

  test('the mail server that accountMail names must be there', () => {
    const site = { ...siteConfig, accountMail: { from: 'a@b.c', smtpUrlEnv: 'SMTP_URL' } };
    expect(faultsOf({}, site)).toContain('SMTP_URL must be set: accountMail');
    expect(faultsOf({ SMTP_URL: 'smtp://mail.example.com' }, site)).toBe('');
  });

  test.each([
    ['nonsense'],
    ['http://mail.example.com'],
    ['smtp://'],
    ['smtp://user:half/of-it@mail.example.com'],
    ['smtp://user:1#of-it@mail.example.com'],
    ['smtps://user:%zz@mail.example.com'],
  ])('a mail server that cannot be one (%s) is named by its variable and its use', (value) => {
    const site = {
      ...siteConfig,
      accountMail: { from: 'a@b.c', smtpUrlEnv: 'ACCOUNT_SMTP' },
      sinks: [
        {
          kind: 'email' as const,
          id: 'mail',
          items: [],
          to: 'a@b.c',
          from: 'a@b.c',
          smtpUrlEnv: 'SMTP',
        },
      ],
    };
    const message = faultsOf({ SMTP: value, ACCOUNT_SMTP: value }, site);
    expect(message).toMatch(/\n {2}SMTP must be a URL such as smtps:.*: sink "mail" in/);
    expect(message).toMatch(/\n {2}ACCOUNT_SMTP must be a URL such as smtps:.*: accountMail in/);
    expect(message).not.toContain(value === 'smtp://' ? 'smtp:' : value);
  });

  test.each([
    ['hunter2!'],
    ['whsec_'],
    ['whsec_c2hvcnQ='],
    ['whsec_not base64 at all, whatever it is'],
    [Buffer.from('a secret of 24 characters').toString('base64')],
  ])('a webhook secret that cannot be one (%s) is named by its variable and its sink', (value) => {
    const hook = { kind: 'webhook' as const, id: 'hook', items: [], url: 'https://a.example' };
    const site = { ...siteConfig, sinks: [{ ...hook, secretEnv: 'HOOK' }] };
    const message = faultsOf({ HOOK: value }, site);
    expect(message).toMatch(/\n {2}HOOK must be a Standard Webhooks secret.*: sink "hook" in/);
    expect(message).not.toMatch(/hunter2|c2hvcnQ|not base64 at all|YSBzZWNyZXQ/);
    expect(faultsOf({ HOOK: `whsec_${Buffer.alloc(24).toString('base64')}` }, site)).toBe('');
  });

  test('a credential that an upstream names must be there', () => {
    const site = {
      ...siteConfig,
      upstreams: [
        {
          kind: 'http' as const,
          id: 'anthropic',
          protocols: ['anthropic-messages' as const],
          baseUrl: 'https://api.anthropic.com/v1',
          credentialEnv: 'ANTHROPIC_API_KEY',
        },
      ],
    };
    expect(faultsOf({}, site)).toContain('ANTHROPIC_API_KEY must be set: upstream "anthropic"');
    expect(faultsOf({ ANTHROPIC_API_KEY: 'x' }, site)).toBe('');
  });

  test('a URL is taken without the slash at its end', () => {
    expect(read({ PUBLIC_URL: 'https://docs.example.com/' }).publicUrl).toBe(
      'https://docs.example.com',
    );
  });
});

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

/**
 * Who is at the other end of a session cookie. A visitor starts anonymous; signing up or in keeps
 * what the anonymous session had: its accounts pass to the signed-in user.
 */
import { type BetterAuthOptions, betterAuth } from 'better-auth';
import { APIError } from 'better-auth/api';
import { getMigrations } from 'better-auth/db/migration';
import { anonymous } from 'better-auth/plugins';
import type { Logger } from 'pino';
import { resetLinkSeconds } from '../domain/reset-link.ts';
import { voidPasswordTokens } from '../storage/auth-users.ts';
import { inLock } from '../storage/lock.ts';
import { type Store, StoreError } from '../storage/store.ts';
import type { SendPasswordMail } from './password-mail.ts';
import type { VisitLimits } from './visit-limits.ts';

export type SessionUser = {
  id: string;
  name: string;
  /** Null for an anonymous visitor. */
  email: string | null;
  /** The address is known to be theirs: from GitHub, or confirmed by the operator. */
  emailVerified: boolean;
  anonymous: boolean;
};

export type Sessions = {
  /** The user of the request's session cookie; undefined without a valid one. */
  userOf(headers: Headers): Promise<SessionUser | undefined>;
  /** Starts an anonymous session; the cookies go into the answer. */
  startAnonymous(headers: Headers): Promise<{ user: SessionUser; cookies: string[] }>;
  /** Answers a request below `/api/auth/`. `visitor` is the address that rate limits count by. */
  handle(request: Request, visitor: string): Promise<Response>;
  github: boolean;
  /** Whoever forgot their password can have a link by mail. */
  passwordMail: boolean;
};

export type SessionOptions = {
  store: Store;
  log: Logger;
  /** Signs the cookies. */
  secret: string;
  publicUrl?: string;
  github?: { clientId: string; clientSecret: string };
  limits: VisitLimits;
  sendPasswordMail?: SendPasswordMail;
  /** Called when an anonymous visitor signs up or in, before the anonymous user is removed. */
  onSignIn(anonymousUserId: string, userId: string): Promise<void>;
};

/** Set by this server on every request that it hands on; what a client sends under this name is dropped. */
const visitorHeader = 'x-visitor-address';

/** Creates what is missing of its tables, then answers. */
export const createSessions = async (options: SessionOptions): Promise<Sessions> => {
  const auth = betterAuth(settings(options));
  await inLock(options.store, 'auth-migration', async () => {
    const { runMigrations } = await getMigrations(auth.options);
    await runMigrations();
  });

  return {
    github: options.github !== undefined,
    passwordMail: options.sendPasswordMail !== undefined,
    userOf: async (headers) => {
      if (!headers.has('cookie')) return undefined;
      const session = await fromStore(() => auth.api.getSession({ headers }));
      return session ? described(session.user) : undefined;
    },
    startAnonymous: async (headers) => {
      const answer = await fromStore(() =>
        auth.api.signInAnonymous({ headers, returnHeaders: true }),
      );
      return { user: described(answer.response.user), cookies: answer.headers.getSetCookie() };
    },
    handle: (request, visitor) => {
      const headers = new Headers(request.headers);
      headers.set(visitorHeader, visitor);
      // `same-origin.ts` has judged where it comes from, and lets programs in, which send no Origin.
      headers.set('origin', new URL(request.url).origin);
      return auth.handler(new Request(request, { headers }));
    },
  };
};

/** better-auth answers any failure of the store with an error of its own. */
const fromStore = async <T>(work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    if (error instanceof APIError && error.statusCode >= 500)
      throw new StoreError('Sessions cannot be read or written.', { cause: error });
    throw error;
  }
};

const described = (user: {
  id: string;
  name: string;
  email: string;
  emailVerified: boolean;
  isAnonymous?: boolean | null;
}): SessionUser => ({
  id: user.id,
  name: user.isAnonymous ? '' : user.name,
  email: user.isAnonymous ? null : user.email,
  emailVerified: !user.isAnonymous && user.emailVerified,
  anonymous: user.isAnonymous === true,
});

const settings = (options: SessionOptions) =>
  ({
    appName: 'docs',
    secret: options.secret,
    baseURL: options.publicUrl,
    basePath: '/api/auth',
    database: { db: options.store.db, type: options.store.engine },
    telemetry: { enabled: false },
    trustedOrigins: (request) => [request && new URL(request.url).origin],
    emailAndPassword: {
      enabled: true,
      minPasswordLength: 10,
      autoSignIn: true,
      resetPasswordTokenExpiresIn: resetLinkSeconds,
      revokeSessionsOnPasswordReset: true,
      sendResetPassword: async ({ user, token }) =>
        options.sendPasswordMail?.({ userId: user.id, email: user.email, token }),
      // Whoever may have had an earlier link must not undo what its owner has just set.
      onPasswordReset: ({ user }) => voidPasswordTokens(options.store, user.id),
    },
    ...(options.github && { socialProviders: { github: options.github } }),
    plugins: [
      anonymous({
        disableDeleteAnonymousUser: false,
        onLinkAccount: ({ anonymousUser, newUser }) =>
          options.onSignIn(anonymousUser.user.id, newUser.user.id),
      }),
    ],
    user: { modelName: 'auth_user' },
    session: { modelName: 'auth_session', expiresIn: 60 * 60 * 24 * 30 },
    account: { modelName: 'auth_account' },
    // By default, tokens that set a password would be there in clear.
    verification: { modelName: 'auth_verification', storeIdentifier: 'hashed' },
    rateLimit: {
      enabled: true,
      window: 60,
      max: 60,
      customRules: {
        '/sign-in/email': { window: 60, max: 10 },
        '/sign-up/email': { window: 3600, max: 30 },
        '/request-password-reset': { window: 3600, max: 20 },
        '/reset-password': { window: 60, max: 10 },
      },
      customStorage: {
        consume: (key, { window, max }) =>
          options.limits.count(`auth:${key}`, { windowMs: window * 1000, max }),
      },
    },
    advanced: {
      cookiePrefix: 'docs',
      useSecureCookies: options.publicUrl?.startsWith('https:') ?? false,
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax' },
      ipAddress: { ipAddressHeaders: [visitorHeader] },
      database: { validateSchema: false },
    },
    onAPIError: {
      onError: (error) =>
        options.log.warn({ err: error, part: 'auth' }, 'Signing in or up failed.'),
    },
    logger: {
      level: 'warn',
      log: (level, message) => {
        if (!message.includes('Base URL is not set')) options.log[level]({ part: 'auth' }, message);
      },
    },
  }) satisfies BetterAuthOptions;

/**
 * `/api/auth/*`: signing up, in and out. better-auth answers; only the endpoints listed here are
 * open, and its errors are put into the shape that all of `/api` has.
 */
import { createRoute, type RouteConfig, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { authProblem } from './auth-errors.ts';
import { errorResponses, jsonBody, sessionSecurity } from './endpoint.ts';
import { invalidInput } from './invalid-input.ts';
import type { Api, Env, PlaygroundParts } from './parts.ts';
import { clientAddress } from './visitor.ts';

const email = z.email('Write it like name@example.com').max(254, 'Take at most 254 characters');
const newPassword = z
  .string()
  .min(10, 'Take at least 10 characters')
  .max(128, 'Take at most 128 characters');
const signUpBody = z
  .object({
    name: z.string().min(1, 'Write a name').max(100, 'Take at most 100 characters'),
    email,
    password: newPassword,
  })
  .openapi('SignUp');
const signInBody = z
  .object({
    email,
    password: z.string().min(1, 'Write the password').max(128, 'Take at most 128 characters'),
  })
  .openapi('SignIn');
const signInSocialBody = z
  .object({
    provider: z.literal('github'),
    callbackURL: z
      .string()
      .regex(/^\/(?![/\\])/)
      .max(200)
      .describe('Path to come back to'),
  })
  .openapi('SignInWithGitHub');
const passwordLinkBody = z.object({ email }).openapi('PasswordLink');
const passwordBody = z
  .object({ token: z.string().min(1).max(64).describe('From the link'), newPassword })
  .openapi('NewPassword');
const userSchema = z
  .object({ id: z.string(), name: z.string(), email: z.string() })
  .openapi('SignedInUser');

const tags = ['Accounts'];

const answers = (description: string, schema: z.ZodType) => ({
  description,
  content: { 'application/json': { schema } },
});
const signedIn = answers(
  'Signed in; the cookie of the session is set',
  z.object({ user: userSchema }),
);

const keeps =
  'In an anonymous session, its account passes to the user with keys, balance and request log. A user who ' +
  'has an account already keeps both; console requests name one with `account`.';

type Posted = {
  /** Below `/api/auth/`. */
  path: string;
  operationId: string;
  summary: string;
  description: string;
  body?: z.ZodType;
  security?: typeof sessionSecurity;
  answer: ReturnType<typeof answers>;
  /** Beside those that every one of them has. */
  errors: Parameters<typeof errorResponses>;
};

const posted = ({ path, body, answer, errors, ...described }: Posted) => ({
  body,
  route: createRoute({
    method: 'post',
    path: `/api/auth/${path}`,
    tags,
    ...described,
    ...(body && { request: { body: jsonBody(body) } }),
    responses: { 200: answer, ...errorResponses(...errors, 'forbidden', 'unavailable') },
  }),
});

const signUp = posted({
  path: 'sign-up/email',
  operationId: 'signUp',
  summary: 'Sign up with e-mail and password',
  description: keeps,
  body: signUpBody,
  answer: signedIn,
  errors: ['invalid_request', 'conflict', 'rate_limited'],
});

const signIn = posted({
  path: 'sign-in/email',
  operationId: 'signIn',
  summary: 'Sign in with e-mail and password',
  description: keeps,
  body: signInBody,
  answer: signedIn,
  errors: ['invalid_request', 'unauthorized', 'rate_limited'],
});

const signOut = posted({
  path: 'sign-out',
  operationId: 'signOut',
  summary: 'End the session',
  description: 'An anonymous session that ends cannot be entered again; its keys stay valid.',
  security: sessionSecurity,
  answer: answers('Ended; the cookie is removed', z.object({ success: z.boolean() })),
  errors: [],
});

const done = z.object({ status: z.literal(true) });

const passwordLink = posted({
  path: 'request-password-reset',
  operationId: 'mailPasswordLink',
  summary: 'Mail a link that sets a new password, where the operator set it up',
  description: 'It answers the same, and as fast, for an address that has no account.',
  body: passwordLinkBody,
  answer: answers('If there is such an account, the mail is on its way', done),
  errors: ['invalid_request', 'not_found', 'rate_limited'],
});

const setPassword = posted({
  path: 'reset-password',
  operationId: 'setPassword',
  summary: 'Set a new password with the token of a link',
  description: 'Ends every session of the user. The token works once, for an hour.',
  body: passwordBody,
  answer: answers('The new password is in force', done),
  errors: ['invalid_request', 'rate_limited'],
});

const signInSocial = posted({
  path: 'sign-in/social',
  operationId: 'signInWithGitHub',
  summary: 'Sign in with GitHub, where the operator set it up',
  description: `Answers the URL to send the visitor to. ${keeps}`,
  body: signInSocialBody,
  answer: answers(
    "GitHub's page that asks for consent",
    z.object({ url: z.url(), redirect: z.boolean() }),
  ),
  errors: ['invalid_request', 'not_found', 'rate_limited'],
});

const callback = createRoute({
  method: 'get',
  path: '/api/auth/callback/github',
  operationId: 'finishSignInWithGitHub',
  tags,
  summary: 'Where GitHub sends the visitor back to',
  request: { query: z.looseObject({ code: z.string().optional(), state: z.string().optional() }) },
  responses: {
    302: { description: 'Back to the page that asked' },
    ...errorResponses('not_found', 'unavailable'),
  },
});

export const authRoutes = (api: Api, { sessions, trustedProxies }: PlaygroundParts): void => {
  const open = ({
    route,
    body: schema,
  }: {
    route: RouteConfig;
    body?: z.ZodType | undefined;
  }): void => {
    api.openAPIRegistry.registerPath(route);
    api.on(route.method.toUpperCase(), route.path, async (context) => {
      const { raw } = context.req;
      const body = (await context.req.text()) || undefined;
      const parsed = schema?.safeParse(JSON.parse(body ?? '{}'));
      if (parsed?.success === false) throw invalidInput(parsed.error, 'json');
      const request = new Request(raw.url, { method: raw.method, headers: raw.headers, body });
      const answer = await sessions.handle(request, addressOf(context, trustedProxies));
      if (answer.status >= 400) throw await authProblem(answer);
      return withoutToken(answer);
    });
  };
  for (const endpoint of [signUp, signIn, signOut, setPassword]) open(endpoint);
  if (sessions.passwordMail) open(passwordLink);
  if (sessions.github) {
    open(signInSocial);
    open({ route: callback });
  }
};

/** The session's token is for the cookie alone, where no script can read it. */
const withoutToken = async (answer: Response): Promise<Response> => {
  if (!answer.headers.get('content-type')?.includes('json')) return answer;
  const { token: _, ...body }: Record<string, unknown> = await answer.json();
  const headers = new Headers(answer.headers);
  headers.delete('content-length');
  headers.set('cache-control', 'no-store');
  return Response.json(body, { status: answer.status, headers });
};

const addressOf = (context: Context<Env>, trustedProxies: number): string =>
  clientAddress(context.env.incoming, trustedProxies);

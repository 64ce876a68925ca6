import { Audiences, LogAudience } from '#libs/live';
import { Authenticator } from '#libs/platform';
import { Global, Module } from '@nestjs/common';
import './access.policy.js';
import { EventFields, MandateFields, MyEventFields, ViewerResolver } from './access.resolver.js';
import { AccessStore } from './access.store.js';
import { clientProviders } from './clients/index.js';
import { DemoSignInController } from './demo-sign-in.controller.js';
import { PolicyLogAudience } from './log-audience.js';
import { memberProviders } from './members/index.js';
import { Organisations } from './organisations.js';
import { PolicyAudiences } from './policy-audiences.js';
import { Persons } from './persons.js';
import { ItemPresenceFields, PresenceResolver } from './presence.resolver.js';
import { PreviewResolver } from './preview/preview.resolver.js';
import { SessionEnds } from './session-ends.js';
import { Sessions } from './sessions.js';
import { SessionsStore } from './sessions.store.js';
import { Cookies } from './sign-in/cookies.js';
import { IdentityProvider } from './sign-in/identity-provider.js';
import { MySessionsResolver, SessionFields } from './sign-in/my-sessions.resolver.js';
import { SignInController } from './sign-in/sign-in.controller.js';
import { SignIn } from './sign-in/sign-in.js';
import { SignInStore } from './sign-in/sign-in.store.js';
import { Workspaces } from './workspaces.js';

/** Who may see and do what. */
@Global()
@Module({
  controllers: [DemoSignInController, SignInController],
  providers: [
    AccessStore,
    Cookies,
    SessionEnds,
    Sessions,
    SessionsStore,
    IdentityProvider,
    SignIn,
    SignInStore,
    MySessionsResolver,
    SessionFields,
    { provide: Authenticator, useExisting: Sessions },
    { provide: LogAudience, useClass: PolicyLogAudience },
    { provide: Audiences, useClass: PolicyAudiences },
    Persons,
    Organisations,
    Workspaces,
    ViewerResolver,
    MandateFields,
    EventFields,
    MyEventFields,
    PresenceResolver,
    ItemPresenceFields,
    PreviewResolver,
    ...clientProviders,
    ...memberProviders,
  ],
  exports: [Authenticator, Audiences, LogAudience, Cookies, SessionEnds, Sessions, Persons, Workspaces],
})
export class AccessModule {}

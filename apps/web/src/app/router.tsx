import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { readAdminSearch } from '../screens/admin/search.js';
import { readBoardSearch } from '../screens/board/search.js';
import { NotFoundPage } from '../screens/errors/pages.js';
import { readNewRequestSearch } from '../screens/requests/newRequest.js';
import { readRequestSearch } from '../screens/requests/search.js';
import { App } from './App.js';
import { signedInPath } from './signIn.js';
import { Workspace } from './Workspace.js';

const root = createRootRoute({ component: App, notFoundComponent: NotFoundPage });

/** Pages inside an open partnership. */
const workspace = createRoute({ getParentRoute: () => root, id: 'workspace', component: Workspace });

const today = createRoute({
  getParentRoute: () => workspace,
  path: '/',
  component: lazyRouteComponent(() => import('../screens/today/TodayPage.js'), 'TodayPage'),
});

export const boardRoute = createRoute({
  getParentRoute: () => workspace,
  path: '/taken',
  validateSearch: readBoardSearch,
  component: lazyRouteComponent(() => import('../screens/board/BoardPage.js'), 'BoardPage'),
});

export const taskRoute = createRoute({
  getParentRoute: () => boardRoute,
  path: '/$nr',
  component: lazyRouteComponent(() => import('../screens/task/TaskPage.js'), 'TaskPage'),
});

const requests = createRoute({
  getParentRoute: () => workspace,
  path: '/verzoeken',
  validateSearch: readRequestSearch,
  component: lazyRouteComponent(() => import('../screens/requests/RequestsPage.js'), 'RequestsPage'),
});

const request = createRoute({
  getParentRoute: () => requests,
  path: '/$nr',
  component: lazyRouteComponent(() => import('../screens/requests/RequestPage.js'), 'RequestPage'),
});

const newRequest = createRoute({
  getParentRoute: () => workspace,
  path: '/verzoeken/nieuw',
  validateSearch: readNewRequestSearch,
  component: lazyRouteComponent(() => import('../screens/requests/NewRequestPage.js'), 'NewRequestPage'),
});

const newPartnership = createRoute({
  getParentRoute: () => root,
  path: '/samenwerking/nieuw',
  component: lazyRouteComponent(() => import('../screens/partnership/NewPartnershipPage.js'), 'NewPartnershipPage'),
});

const partnership = createRoute({
  getParentRoute: () => workspace,
  path: '/samenwerking',
  component: lazyRouteComponent(() => import('../screens/partnership/PartnershipPage.js'), 'PartnershipPage'),
});

const starterPath = createRoute({
  getParentRoute: () => workspace,
  path: '/samenwerking/pad',
  component: lazyRouteComponent(() => import('../screens/starter/StarterPathPage.js'), 'StarterPathPage'),
});

export const onePartnershipRoute = createRoute({
  getParentRoute: () => workspace,
  path: '/samenwerking/$id',
  component: lazyRouteComponent(() => import('../screens/partnership/PartnershipPage.js'), 'PartnershipPage'),
});

const more = createRoute({
  getParentRoute: () => workspace,
  path: '/meer',
  component: lazyRouteComponent(() => import('./MorePage.js'), 'MorePage'),
});

const admin = createRoute({
  getParentRoute: () => workspace,
  path: '/beheer',
  validateSearch: readAdminSearch,
  component: lazyRouteComponent(() => import('../screens/admin/AdminPage.js'), 'AdminPage'),
});

const account = createRoute({
  getParentRoute: () => workspace,
  path: '/account',
  component: lazyRouteComponent(() => import('../screens/account/AccountPage.js'), 'AccountPage'),
});

const notifications = createRoute({
  getParentRoute: () => workspace,
  path: '/meldingen',
  component: lazyRouteComponent(() => import('../screens/notifications/NotificationsPage.js'), 'NotificationsPage'),
});

const personas = createRoute({
  getParentRoute: () => root,
  path: '/aanmelden',
  component: lazyRouteComponent(() => import('../screens/sign-in/PersonasPage.js'), 'PersonasPage'),
});

const signedIn = createRoute({
  getParentRoute: () => root,
  path: signedInPath,
  component: lazyRouteComponent(() => import('../screens/sign-in/SignedInPage.js'), 'SignedInPage'),
});

const invitation = createRoute({
  getParentRoute: () => root,
  path: '/uitnodiging',
  component: lazyRouteComponent(() => import('../screens/invitation/InvitationPage.js'), 'InvitationPage'),
});

const answer = createRoute({
  getParentRoute: () => root,
  path: '/antwoord',
  component: lazyRouteComponent(() => import('../screens/answer/AnswerPage.js'), 'AnswerPage'),
});

export const accessibilityPath = '/toegankelijkheid';

const accessibility = createRoute({
  getParentRoute: () => root,
  path: accessibilityPath,
  component: lazyRouteComponent(() => import('../screens/static/AccessibilityPage.js'), 'AccessibilityPage'),
});

export const router = createRouter({
  routeTree: root.addChildren([
    workspace.addChildren([
      today,
      boardRoute.addChildren([taskRoute]),
      requests.addChildren([request]),
      newRequest,
      partnership,
      starterPath,
      onePartnershipRoute,
      admin,
      account,
      notifications,
      more,
    ]),
    newPartnership,
    accessibility,
    personas,
    signedIn,
    invitation,
    answer,
  ]),
  defaultPreload: false,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}

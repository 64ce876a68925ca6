import type { Config } from '#libs/platform';
import helmet from '@fastify/helmet';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createHash } from 'node:crypto';

const YEAR_SECONDS = 365 * 24 * 60 * 60;

/** The two style elements React Aria puts into the page, letter by letter: the only ones that may stand there. */
export const ariaStyles = [
  `@layer {
  [data-react-aria-pressable] {
    touch-action: pan-x pan-y pinch-zoom;
  }
}`,
  `@layer {
  * {
    overscroll-behavior: contain;
  }
}`,
];

const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** Nothing of a device is ours to use. */
const PERMISSIONS = ['accelerometer', 'camera', 'display-capture', 'geolocation', 'gyroscope', 'hid', 'magnetometer']
  .concat(['microphone', 'midi', 'payment', 'publickey-credentials-get', 'serial', 'usb', 'browsing-topics'])
  .map((feature) => `${feature}=()`)
  .join(', ');

/** Headers on every answer: nothing but our own files may load, nobody may frame us, nothing is kept on the way. */
export const secureHeaders = async (app: NestFastifyApplication, { publicUrl }: Config): Promise<void> => {
  const https = publicUrl.startsWith('https:');
  await app.register(helmet, {
    // Only where we know that everything is served over HTTPS: whoever came once over it could not come back without.
    hsts: https ? { maxAge: YEAR_SECONDS, includeSubDomains: true } : false,
    // Not `no-referrer`, with which browsers would keep their own origin from us too.
    referrerPolicy: { policy: 'same-origin' },
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'self'"],
        'style-src': ["'self'", ...ariaStyles.map(hashOf)],
        'object-src': ["'none'"],
        'base-uri': ["'none'"],
        'form-action': ["'self'"],
        'frame-ancestors': ["'none'"],
        ...(https && { 'upgrade-insecure-requests': [] }),
      },
    },
  });
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onSend', async (_request, reply) => {
      void reply.header('permissions-policy', PERMISSIONS);
      // Answers are about persons and rights of this moment; files that may be kept say so themselves.
      if (!reply.hasHeader('cache-control')) void reply.header('cache-control', 'no-store');
    });
};

import type { Express } from 'express';
import helmet from 'helmet';

/**
 * Headers that keep a page what it is: nothing from another host, no script at all, no frame around it, forms to this host only.
 * `Referrer-Policy: same-origin` and not `no-referrer`: with the latter browsers send `Origin: null` with our own forms.
 */
export function setUpSecurity(app: Express, { https }: { https: boolean }): void {
  app.disable('x-powered-by');
  app.use(
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: ["'none'"],
          styleSrc: ["'self'"],
          // The design system draws its icons with data: masks.
          imgSrc: ["'self'", 'data:'],
          fontSrc: ["'self'"],
          formAction: ["'self'"],
          frameAncestors: ["'none'"],
          baseUri: ["'none'"],
          ...(https ? { upgradeInsecureRequests: [] } : {}),
        },
      },
      referrerPolicy: { policy: 'same-origin' },
      strictTransportSecurity: https ? { maxAge: 365 * 24 * 60 * 60, includeSubDomains: false } : false,
      xFrameOptions: { action: 'deny' },
    }),
  );
  app.use((_request, response, next) => {
    // Pages hold personal data; what may be kept says so itself.
    response.set('Cache-Control', 'no-store');
    response.set('Permissions-Policy', 'camera=(), geolocation=(), microphone=(), payment=(), usb=()');
    next();
  });
}

import { extensionOf } from '../core/paths.ts';

/** Whether an address asks for a page, and not for a picture or a script. */
export const looksLikePage = (path: string): boolean =>
  !/^\.(?:png|jpe?g|gif|webp|avif|svg|bmp|ico|css|m?js|map|json|xml|pdf|txt|zip|gz|mp[34]|webm|mov|ogg|wav|woff2?|ttf|otf|eot)$/i.test(extensionOf(path.replace(/\/$/, '')));

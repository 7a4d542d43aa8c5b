import about from '../package.json' with { type: 'json' };

/** This package's version. The bundle holds it as a string. */
export const version: string = about.version;

/** As npm knows it. */
export const packageName = 'blogwright';

/** Where to report what should not have happened. */
export const reportTo = `npm bugs ${packageName}`;

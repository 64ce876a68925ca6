import { findProgram, installWithApt } from './lib/apt.mjs';
import { Failure } from './lib/failure.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** The path of a Chromium: from CHROMIUM, the path, or Debian's package where installing it is ours to do. */
export function findChromium() {
  const given = process.env.CHROMIUM;
  const found = given ? findProgram(given) : (findProgram(...names) ?? install());
  if (found) return found;
  throw new Failure(
    given
      ? `CHROMIUM=${given} is not a program: correct it or leave it out.`
      : 'The browser tests need Chromium: install it (Debian: apt-get install chromium) or give its path in CHROMIUM.',
  );
}

const install = () => (installWithApt('chromium') ? findProgram(...names) : undefined);

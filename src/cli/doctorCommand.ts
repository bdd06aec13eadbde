import type { Config } from '../config';
import { checkLinks } from '../mail/waysBack';
import type { CliInput, ConfigCommand } from './cliCommand';
import { dnsFindings } from './doctor/dnsFindings';
import { type Finding, finding, looking, softened } from './doctor/finding';
import { mailFindings } from './doctor/mailFindings';
import { mongoFindings } from './doctor/mongoFindings';
import { redisFindings } from './doctor/redisFindings';

const labels: Record<Finding['state'], string> = { ok: 'ok', warn: 'warn', fail: 'FAIL' };

/** Looks at what everything stands on, and changes nothing. */
export const doctorCommand: ConfigCommand = {
  name: 'doctor',
  summary: 'Check the configuration, MongoDB, Redis, mail, DNS, the links and the clocks',
  positionals: [],
  options: {
    'dkim-selector': { type: 'string', value: 'a,b', help: 'where the DKIM keys of the sender are; without it the usual places are tried' },
    'dns-server': { type: 'string', value: 'address', help: "ask this DNS server and not the system's" },
  },
  needs: 'config',
  async run(config, input) {
    const found = await Promise.all([
      looking('MongoDB', () => mongoFindings(config)),
      looking('Redis', () => redisFindings(config)),
      looking('Mail', () => mailFindings(config, dnsOptions(input).server)),
      looking('DNS', () => dnsFindings(config, dnsOptions(input))),
      looking('Links', () => linkFindings(config)),
    ]);
    const findings = [...configFindings(config), ...found.flat()];
    const ok = findings.every(({ state }) => state !== 'fail');
    return {
      exitCode: ok ? 0 : 1,
      json: { ok, findings: findings.map((each) => ({ ...each, ok: each.state !== 'fail' })) },
      lines: findings.map(({ name, state, detail }) => `${labels[state].padEnd(6)}${name}: ${detail}`),
    };
  },
};

function configFindings({ warnings }: Config): Finding[] {
  return [finding('Configuration', 'ok', 'readable'), ...warnings.map((warning) => finding('Mind', 'warn', warning))];
}

function dnsOptions({ options }: CliInput): { selectors: string[]; server: string | undefined } {
  const { 'dkim-selector': selectors, 'dns-server': server } = options;
  return {
    selectors: typeof selectors === 'string' ? selectors.split(/[\s,]+/).filter(Boolean) : [],
    server: typeof server === 'string' ? server : undefined,
  };
}

/** Without mail that leaves nobody has a link yet: a portal that does not run is then no failure. */
async function linkFindings({ baseUrl, mail }: Config): Promise<Finding[]> {
  const { state, detail } = await checkLinks(baseUrl);
  return [softened(finding('Links', state, detail), mail.mode !== 'capture')];
}

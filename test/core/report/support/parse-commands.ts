/** A command as the runner of a CI system takes it from a line of a log. */
export interface LogCommand {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly data: string;
}

/** Every workflow command that GitHub's runner would obey in this log. */
export function githubCommands(log: string): readonly LogCommand[] {
  return log.split(/\r\n|\r|\n/).flatMap((line) => {
    const found = /^\s*::([\w-]+)(?: (.*?))?::(.*)$/.exec(line);
    if (found === null) return /##\[/.test(line) ? [{ name: '##[', properties: {}, data: line }] : [];
    const [, name = '', properties = '', data = ''] = found;
    return [{ name, properties: pairs(properties, ',', decodeGithub), data: decodeGithub(data) }];
  });
}

/** Every logging command that Azure's agent would obey in this log; it looks anywhere in a line. */
export function azureCommands(log: string): readonly LogCommand[] {
  return log.split(/\r\n|\r|\n/).flatMap((line) =>
    [...line.matchAll(/##vso\[([\w.]+)(?: ([^\]]*))?\]((?:(?!##vso\[).)*)/gi)].map(
      ([, name = '', properties = '', data = '']) => ({
        name,
        properties: pairs(properties, ';', decodeAzure),
        data: decodeAzure(data),
      }),
    ),
  );
}

function pairs(text: string, separator: string, decode: (text: string) => string): Readonly<Record<string, string>> {
  const entries = text.split(separator).filter((pair) => pair !== '');
  return Object.fromEntries(
    entries.map((pair) => [pair.slice(0, pair.indexOf('=')), decode(pair.slice(pair.indexOf('=') + 1))]),
  );
}

const CHARACTERS: Readonly<Record<string, string>> = {
  '%25': '%',
  '%AZP25': '%',
  '%0D': '\r',
  '%0A': '\n',
  '%3A': ':',
  '%2C': ',',
  '%3B': ';',
  '%5D': ']',
};

const decodeGithub = (text: string): string => text.replace(/%25|%0D|%0A|%3A|%2C/g, (code) => CHARACTERS[code] ?? code);
const decodeAzure = (text: string): string =>
  text.replace(/%AZP25|%0D|%0A|%3B|%5D/g, (code) => CHARACTERS[code] ?? code);

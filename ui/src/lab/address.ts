// The address holds the whole state of a page: #/games?game=dirac-gan&...

export interface Place {
  readonly page: string;
  readonly query: URLSearchParams;
}

export function place(): Place {
  const [path = "", query = ""] = location.hash.replace(/^#\/?/, "").split("?");
  return { page: path, query: new URLSearchParams(query) };
}

export function link(page: string, query: Record<string, string> | URLSearchParams = {}): string {
  const text = new URLSearchParams(query).toString();
  return `#/${page}${text === "" ? "" : `?${text}`}`;
}

/** Writes a page's state into the address, without leaving a step in the history. */
export function remember(page: string, query: URLSearchParams): void {
  history.replaceState(null, "", link(page, query));
}

/** Settings in one parameter: a.b=1;c=2. */
export function readSettings(text: string | null): Record<string, string> {
  const settings: Record<string, string> = {};
  for (const part of (text ?? "").split(";")) {
    const equals = part.indexOf("=");
    if (equals > 0) {
      settings[part.slice(0, equals)] = part.slice(equals + 1);
    }
  }
  return settings;
}

export function writeSettings(settings: Record<string, string>): string {
  return Object.entries(settings)
    .map(([name, value]) => `${name}=${value}`)
    .join(";");
}

/** Takes the token out of the address, so that it is neither seen, copied nor kept: a cookie has it by now. */
export function forgetToken(): void {
  const address = new URL(location.href);
  if (address.searchParams.has("token")) {
    address.searchParams.delete("token");
    history.replaceState(null, "", address);
  }
}

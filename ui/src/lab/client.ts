// Asking the server. Every page gets a signal that aborts what it asked for when it is left: the server then stops.

import type { CatalogInfo, GameInfo } from "./api";

export class Refused extends Error {}

async function answer(response: Response): Promise<Response> {
  if (!response.ok) {
    const text = await response.text();
    let why = `${response.status} ${response.statusText}`;
    try {
      why = (JSON.parse(text) as { error?: string }).error ?? why;
    } catch {
      // Not ours: the status says what there is to say.
    }
    throw new Refused(why);
  }
  return response;
}

export async function get<T>(path: string, signal?: AbortSignal): Promise<T> {
  return (await answer(await fetch(path, signal ? { signal } : {}))).json() as Promise<T>;
}

function posted(body: unknown, signal?: AbortSignal): RequestInit {
  return {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
    ...(signal ? { signal } : {}),
  };
}

export async function post<T>(path: string, body: unknown, signal?: AbortSignal): Promise<T> {
  const text = await (await answer(await fetch(path, posted(body, signal)))).text();
  return (text === "" ? undefined : JSON.parse(text)) as T;
}

/** What a stream of server-sent events gives, one by one. The server waits while nobody takes the next. */
export async function* stream<T>(path: string, body: unknown, signal: AbortSignal): AsyncGenerator<T> {
  const response = await answer(await fetch(path, posted(body, signal)));
  const reader = (response.body as ReadableStream<Uint8Array>)
    .pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>)
    .getReader();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) {
      return;
    }
    const events = (rest + value).split("\n\n");
    rest = events.pop() ?? "";
    for (const event of events) {
      const data = event.slice(event.indexOf("data: ") + 6);
      if (event.startsWith("event: problem")) {
        throw new Refused((JSON.parse(data) as { error: string }).error);
      }
      yield JSON.parse(data) as T;
    }
  }
}

let known: Promise<CatalogInfo> | undefined;

export function catalogue(): Promise<CatalogInfo> {
  return (known ??= get<CatalogInfo>("api/catalogue"));
}

/** The game of a name, or the usual one. */
export function gameOf({ games, usual }: CatalogInfo, name: string | null): GameInfo {
  return games.find(g => g.entry.name === name) ?? (games.find(g => g.entry.name === usual.game) as GameInfo);
}

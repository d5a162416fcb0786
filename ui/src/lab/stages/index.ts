// What a game looks like: a portrait in the plane, a picture over a line, surfaces over a plane, or else the distance
// from the target.

import type { GameAnswer, GameInfo } from "../api";
import { Distance } from "./distance";
import { Plane } from "./plane";
import { Scene } from "./scene";
import type { Restart, Stage } from "./stage";
import { Surfaces } from "./surfaces";

export type { Stage } from "./stage";

export function stageFor(answer: GameAnswer): { kind: string; make(game: GameInfo, restart: Restart): Stage } {
  return answer.plane !== null
    ? { kind: "plane", make: (g, r) => new Plane(g, r) }
    : answer.scene !== null
      ? { kind: "scene", make: (g, r) => new Scene(g, r) }
      : answer.surface !== null
        ? { kind: "surface", make: (g, r) => new Surfaces(g, r) }
        : { kind: "distance", make: g => new Distance(g) };
}

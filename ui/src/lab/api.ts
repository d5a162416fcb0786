// Made by "npm run types" from api.json, the server's own description: not to be edited.

export interface AdviceInfo {
  readonly change: string;
  readonly why: string;
  readonly source: string;
  readonly code: readonly string[];
}

export interface AgreementInfo {
  readonly clear: number;
  readonly share: null | number;
  readonly isPredicted: boolean;
}

export interface Alternative {
  readonly what: string;
  readonly rule: string;
  readonly settings: Readonly<Record<string, string>>;
  readonly eta: number;
  readonly radius: number;
}

export interface Arrows {
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly dx: readonly number[];
  readonly dy: readonly number[];
  readonly name: string;
}

export interface AttemptInfo {
  readonly name: string;
  readonly status: string;
  readonly began: number;
  readonly step: number;
  readonly seconds: number;
  readonly reason: null | string;
  readonly told: readonly string[];
  readonly players: readonly string[];
  readonly findings: readonly ScriptFindingInfo[];
  readonly samples: readonly number[];
  readonly arePoints: boolean;
  readonly word: null | DiagnosisInfo;
}

export interface BestFigure {
  readonly metric: string;
  readonly value: number;
  readonly step: number;
}

export interface BoundaryInfo {
  readonly x: readonly (null | number)[];
  readonly y: readonly (null | number)[];
}

export interface CatalogInfo {
  readonly games: readonly GameInfo[];
  readonly rules: readonly EntryInfo[];
  readonly data: readonly EntryInfo[];
  readonly objectives: readonly EntryInfo[];
  readonly regularisers: readonly EntryInfo[];
  readonly conditionings: readonly EntryInfo[];
  readonly probes: readonly EntryInfo[];
  readonly recipes: readonly string[];
  readonly openings: readonly OpeningInfo[];
  readonly usual: UsualInfo;
}

export interface ChosenInfo {
  readonly etaG: number;
  readonly etaD: number;
  readonly weights: Readonly<Record<string, null | number>>;
  readonly predicted: null | string;
  readonly margin: null | number;
  readonly why: null | string;
  readonly set: readonly string[];
}

export interface ClaimEvent {
  readonly share?: null | number;
  readonly finding?: null | FindingInfo;
}

export interface ClaimInfo {
  readonly name: string;
  readonly paper: string;
  readonly statement: string;
  readonly equations: string;
  readonly source: string;
  readonly published: Published;
  readonly condition: string;
  readonly expected: Outcome;
  readonly live: null | string;
}

export interface ClaimRequest {
  readonly claim: string;
  readonly seed?: number;
}

export interface ColouredInfo {
  readonly png: string;
  readonly colourfulness: number;
  readonly hueEntropy: null | number;
  readonly clipped: number;
}

export interface ColouriseAnswer {
  readonly step: number;
  readonly side: number;
  readonly pictures: readonly ColouredInfo[];
}

export interface ColouriseRequest {
  readonly photograph: string;
  readonly draws?: number;
  readonly seed?: number;
  readonly side?: number;
}

export interface ComponentsInfo {
  readonly noTorch: null | string;
}

export interface CurveInfo {
  readonly name: string;
  readonly values: readonly (null | number)[];
}

export interface DiagnosisInfo {
  readonly name: string;
  readonly summary: string;
  readonly evidence: Readonly<Record<string, null | number>>;
  readonly advice: readonly AdviceInfo[];
}

export interface DoctorAnswer {
  readonly step: number;
  readonly diagnosis: DiagnosisInfo;
  readonly also: readonly DiagnosisInfo[];
  readonly note: null | string;
}

export interface DoctorRequest {
  readonly seconds?: number;
  readonly seed?: number;
}

export interface EdgeInfo {
  readonly along: string;
  readonly across: null | number;
  readonly holds: string;
  readonly predicted: null | number;
  readonly measured: null | number;
}

export interface EigenvalueInfo {
  readonly re: number;
  readonly im: number;
}

export interface EntryChoice {
  readonly name: string;
  readonly settings: Readonly<Record<string, string>>;
}

export interface EntryInfo {
  readonly name: string;
  readonly summary: string;
  readonly equations: string;
  readonly source: string;
  readonly parameters: readonly ParameterInfo[];
  readonly shorthands: Readonly<Record<string, readonly string[]>>;
}

export interface FindingInfo {
  readonly outcome: Outcome;
  readonly expected: Outcome;
  readonly measured: null | number;
  readonly unit: string;
  readonly reason: string;
  readonly interval: null | readonly number[];
  readonly seeds: number;
  readonly seconds: number;
  readonly figure: string;
  readonly settings: Readonly<Record<string, string>>;
  readonly command: string;
}

export interface GameAnswer {
  readonly start: readonly number[];
  readonly equilibrium: readonly (null | number)[];
  readonly warning: null | string;
  readonly plane: null | PlaneInfo;
  readonly scene: null | SceneInfo;
  readonly surface: null | SurfaceInfo;
  readonly runs: readonly RunInfo[];
}

export interface GameInfo {
  readonly entry: EntryInfo;
  readonly coordinates: readonly string[];
  readonly generatorSize: number;
  readonly defaultRule: string;
  readonly defaultRuleSettings: Readonly<Record<string, string>>;
  readonly planar: boolean;
  readonly pictured: boolean;
  readonly axes: readonly string[];
}

export interface GameRequest {
  readonly game: string;
  readonly rules: readonly RuleChoice[];
  readonly steps: number;
  readonly seed?: number;
  readonly start?: null | readonly number[];
}

export interface KnownRadius {
  readonly radius: number;
  readonly source: string;
}

export interface MeasuredInfo {
  readonly verdict: Verdict;
  readonly reason: string;
  readonly approach: null | string;
  readonly rate: null | number;
  readonly whyNoRate: null | string;
  readonly distance: null | number;
}

export interface OpeningInfo {
  readonly title: string;
  readonly text: string;
  readonly page: string;
  readonly query: Readonly<Record<string, string>>;
}

export type Outcome = "holds" | "contradicted" | "skipped" | "undecided";

export interface PaintAnswer {
  readonly step: number;
  readonly sentences: readonly string[];
  readonly reads: number;
  readonly pictures: readonly PaintedInfo[];
  readonly note: string;
}

export interface PaintRequest {
  readonly sentences: readonly string[];
  readonly like?: null | number;
  readonly draws?: number;
  readonly seed?: number;
}

export interface PaintedInfo {
  readonly png: string;
  readonly shown: null | string;
  readonly agrees: null | boolean;
}

export interface ParameterInfo {
  readonly name: string;
  readonly kind: string;
  readonly default: string;
  readonly min: null | number;
  readonly max: null | number;
  readonly options: readonly string[];
  readonly meaning: string;
}

export interface PhaseCell {
  readonly cell: number;
  readonly size: number;
  readonly predicted: null | Verdict;
  readonly radius: null | number;
  readonly measured: Verdict;
}

export interface PhasePart {
  readonly x: null | readonly number[];
  readonly y: null | readonly number[];
  readonly command: null | string;
  readonly boundary: null | BoundaryInfo;
  readonly cells: readonly PhaseCell[];
  readonly done: number;
  readonly agreement: null | AgreementInfo;
}

export interface PhaseRequest {
  readonly game: string;
  readonly rule: null | string;
  readonly settings: Readonly<Record<string, string>>;
  readonly x: string;
  readonly y: string;
  readonly steps: number;
  readonly seed?: number;
}

export interface PictureInfo {
  readonly curves: readonly CurveInfo[];
  readonly intervals: readonly (readonly (null | number)[])[];
  readonly points: readonly PointInfo[];
}

export interface PlaneInfo {
  readonly low: readonly number[];
  readonly high: readonly number[];
  readonly type: string;
  readonly field: Arrows;
}

export interface PlaygroundEvent {
  readonly target?: null | PlaygroundTarget;
  readonly frame?: null | PlaygroundFrame;
}

export interface PlaygroundFrame {
  readonly step: number;
  readonly rate: number;
  readonly samples: readonly (null | number)[];
  readonly pull: readonly (null | number)[];
  readonly scores: readonly (null | number)[];
  readonly manifold: readonly (null | number)[];
  readonly generatorLoss: null | number;
  readonly discriminatorLoss: null | number;
  readonly covered: null | number;
  readonly modes: null | number;
  readonly near: null | number;
  readonly classes: readonly number[];
  readonly nearestAsked: null | number;
}

export interface PlaygroundRequest {
  readonly data: EntryChoice;
  readonly objective: EntryChoice;
  readonly regularisers: readonly EntryChoice[];
  readonly rule: EntryChoice;
  readonly width?: number;
  readonly depth?: number;
  readonly batch?: number;
  readonly seed?: number;
  readonly pace?: number;
  readonly conditioning?: null | readonly EntryChoice[];
  readonly shown?: null | number;
}

export interface PlaygroundTarget {
  readonly reach: number;
  readonly side: number;
  readonly lines: number;
  readonly real: readonly (null | number)[];
  readonly realClasses: readonly number[];
  readonly classes: readonly string[];
}

export interface PointInfo {
  readonly at: number;
  readonly mass: number;
}

export interface PredictedInfo {
  readonly verdict: null | Verdict;
  readonly approach: null | string;
  readonly rate: null | number;
  readonly radius: null | number;
  readonly note: null | string;
}

export interface ProbeAnswer {
  readonly name: string;
  readonly step: number;
  readonly seed: number;
  readonly settings: Readonly<Record<string, string>>;
  readonly finding: null | string;
  readonly figures: Readonly<Record<string, null | number>>;
  readonly figure: null | string;
  readonly note: null | string;
  readonly seconds: number;
}

export interface ProbeRequest {
  readonly settings: Readonly<Record<string, string>>;
  readonly seconds?: number;
  readonly seed?: number;
}

export interface Published {
  readonly value: string;
  readonly where: string;
  readonly howKnown: string;
}

export interface ReportInfo {
  readonly name: string;
  readonly written: string;
  readonly claims: readonly ReportedClaim[];
  readonly trouble: null | string;
}

export interface ReportedClaim {
  readonly claim: string;
  readonly outcome: Outcome;
  readonly passed: boolean;
  readonly measured: null | number;
  readonly reason: string;
  readonly anchor: string;
}

export interface ResumeRequest {
  readonly steps?: null | number;
}

export interface RuleChoice {
  readonly rule: null | string;
  readonly settings: Readonly<Record<string, string>>;
}

export interface RunDetail {
  readonly run: RunSummary;
  readonly troubles: readonly string[];
  readonly configuration: string;
  readonly versions: Readonly<Record<string, string>>;
  readonly series: readonly SeriesInfo[];
  readonly samples: readonly string[];
  readonly doctor: null | DoctorAnswer;
  readonly probes: readonly ProbeAnswer[];
  readonly settings: null | SettingsAnswer;
  readonly takes: null | string;
  readonly commands: readonly string[];
}

export interface RunInfo {
  readonly rule: string;
  readonly steps: readonly number[];
  readonly states: readonly (readonly (null | number)[])[];
  readonly distances: readonly (null | number)[];
  readonly measured: MeasuredInfo;
  readonly predicted: PredictedInfo;
  readonly eigenvalues: readonly EigenvalueInfo[];
  readonly explanation: null | string;
  readonly closedForm: null | KnownRadius;
  readonly command: string;
}

export interface RunList {
  readonly runs: readonly RunSummary[];
  readonly watched: readonly WatchedSummary[];
  readonly starting: readonly string[];
  readonly troubles: readonly string[];
}

export interface RunName {
  readonly name: string;
}

export interface RunRequest {
  readonly recipe: string;
  readonly steps?: null | number;
  readonly seed?: null | number;
}

export interface RunSummary {
  readonly name: string;
  readonly status: string;
  readonly step: number;
  readonly steps: number;
  readonly reason: null | string;
  readonly best: null | BestFigure;
  readonly seconds: number;
  readonly training: boolean;
}

export interface ScanAnswer {
  readonly etas: readonly number[];
  readonly radii: readonly (null | number)[];
  readonly converging: null | readonly number[];
  readonly openBelow: boolean;
  readonly openAbove: boolean;
  readonly fastestEta: null | number;
  readonly fastestRadius: null | number;
  readonly alternatives: readonly Alternative[];
  readonly note: null | string;
}

export interface ScanRequest {
  readonly game: string;
  readonly rule: null | string;
  readonly settings: Readonly<Record<string, string>>;
}

export interface SceneInfo {
  readonly grid: readonly number[];
  readonly movable: number;
  readonly target: PictureInfo;
  readonly frames: readonly (readonly PictureInfo[])[];
}

export interface ScriptFindingInfo {
  readonly name: string;
  readonly player: null | string;
  readonly kind: string;
  readonly evidence: string;
  readonly remedy: readonly string[];
}

export interface SeriesInfo {
  readonly name: string;
  readonly steps: readonly number[];
  readonly values: readonly (null | number)[];
}

export interface SettingsAnswer {
  readonly step: number;
  readonly updates: number;
  readonly atRest: boolean;
  readonly figure: null | string;
  readonly edges: readonly EdgeInfo[];
  readonly present: null | ChosenInfo;
  readonly recommended: null | ChosenInfo;
  readonly note: null | string;
  readonly seconds: number;
}

export interface SettingsRequest {
  readonly x?: string;
  readonly y?: string;
  readonly updates?: number;
  readonly lines?: number;
  readonly seconds?: number;
  readonly seed?: number;
}

export interface SideInfo {
  readonly objective: EntryChoice;
  readonly regularisers: readonly EntryChoice[];
  readonly rule: EntryChoice;
}

export interface StatusInfo {
  readonly jobs: readonly string[];
  readonly most: number;
}

export interface SurfaceFrame {
  readonly values: readonly (null | number)[];
  readonly points: readonly (null | number)[];
}

export interface SurfaceInfo {
  readonly low: readonly number[];
  readonly high: readonly number[];
  readonly side: number;
  readonly dimension: number;
  readonly data: readonly (null | number)[];
  readonly frames: readonly (readonly SurfaceFrame[])[];
}

export interface SweepAxisInfo {
  readonly name: string;
  readonly values: readonly string[];
}

export interface SweepInfo {
  readonly name: string;
  readonly axes: readonly SweepAxisInfo[];
  readonly random: boolean;
  readonly runs: number;
  readonly done: number;
  readonly metric: null | string;
  readonly higherIsBetter: boolean;
  readonly points: readonly SweepPointInfo[];
  readonly best: null | number;
  readonly ties: null | string;
  readonly predicted: readonly string[];
}

export interface SweepPointInfo {
  readonly values: readonly string[];
  readonly diagnosis: null | string;
  readonly value: null | number;
  readonly low: null | number;
  readonly high: null | number;
  readonly leaves: null | boolean;
  readonly runs: readonly SweepRunInfo[];
}

export interface SweepRunInfo {
  readonly name: string;
  readonly seed: number;
  readonly diagnosis: string;
  readonly summary: string;
  readonly step: number;
  readonly value: null | number;
}

export interface UsualInfo {
  readonly game: string;
  readonly sides: readonly SideInfo[];
  readonly mostRules: number;
  readonly mostRegularisers: number;
  readonly mostConditionings: number;
}

export type Verdict = "converges" | "oscillates" | "diverges" | "stalls";

export interface WatchedDetail {
  readonly run: WatchedSummary;
  readonly attempts: readonly AttemptInfo[];
  readonly troubles: readonly string[];
  readonly doctor: null | DoctorAnswer;
  readonly probes: readonly ProbeAnswer[];
  readonly commands: readonly string[];
}

export interface WatchedFigures {
  readonly version: string;
  readonly step: number;
  readonly rounds: readonly SeriesInfo[];
  readonly layers: readonly SeriesInfo[];
  readonly troubles: readonly string[];
}

export interface WatchedSummary {
  readonly name: string;
  readonly script: string;
  readonly status: string;
  readonly step: number;
  readonly attempts: number;
  readonly seconds: number;
  readonly reason: null | string;
  readonly word: null | string;
}

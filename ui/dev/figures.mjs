// One figure for each thing a figure can show, in the JSON form that the C# side writes.

const axis = (title, more = {}) => ({ title, log: false, equal: false, ...more });
const panel = (title, x, y, traces, rules = []) => ({ title, x, y, traces, rules });
const figure = (title, panels, columns = 1) => ({ title, panels, columns });
const line = (name, x, y, more = {}) => ({ kind: "line", name, x, y, stroke: "solid", colour: -1, ...more });
const points = (name, x, y, more = {}) => ({ kind: "points", name, x, y, colour: -1, ...more });
const bars = (name, x, y, more = {}) => ({ kind: "bars", name, x, y, ...more });
const range = (n, f) => Array.from({ length: n }, (_, i) => f(i));

const steps = range(101, i => 20 * i);
const decay = rate => steps.map(t => 0.8 * Math.exp(-rate * t) + 1e-6);

const verdicts = ["converges", "oscillates", "diverges", "stalls"];
const etas = range(24, i => 10 ** (-3 + i / 8));
const gammas = range(20, i => 0.05 * (i + 1));
const verdict = (eta, gamma) => (eta > 0.2 / gamma ? 2 : eta > 0.05 / gamma ? 1 : gamma < 0.12 ? 3 : 0);
const phase = shift => gammas.map(gamma => etas.map(eta => (eta * gamma < 1e-4 ? null : verdict(eta * shift, gamma))));

const grid = range(20, i => -2 + (4 * i) / 19);
const field = grid.flatMap(y => grid.map(x => ({ x, y, dx: 0.09 * (-y - 0.2 * x), dy: 0.09 * (x - 0.2 * y) })));
const spiral = range(200, i => [
    1.8 * Math.exp(-0.02 * i) * Math.cos(0.12 * i),
    1.8 * Math.exp(-0.02 * i) * Math.sin(0.12 * i),
]);
const circle = range(181, i => (Math.PI * i) / 90);

const rules = [
    "simultaneous",
    "alternating",
    "optimistic",
    "extragradient",
    "consensus (penalty on the norm of the field)",
];

export const figures = {
    "distance-log": figure("Distance from the equilibrium, predicted and measured", [
        panel(
            "",
            axis("step"),
            axis("distance from the equilibrium", { log: true }),
            [
                line("alternating, measured", steps, decay(0.002), {
                    colour: 0,
                    low: decay(0.002).map(d => 0.6 * d),
                    high: decay(0.002).map(d => 1.6 * d),
                }),
                line("alternating, predicted", steps, decay(0.002), { colour: 0, stroke: "dash" }),
                line(
                    "optimistic, measured",
                    steps,
                    decay(0.006).map((d, i) => (i > 40 && i < 46 ? null : d)),
                    {
                        colour: 1,
                        low: decay(0.006).map((d, i) => (i > 40 && i < 46 ? null : i > 90 ? 0 : 0.5 * d)),
                        high: decay(0.006).map((d, i) => (i > 40 && i < 46 ? null : 2 * d)),
                    },
                ),
                line("optimistic, predicted", steps, decay(0.006), { colour: 1, stroke: "dot" }),
            ],
            [
                { label: "converged: 1 % of the start", at: 0.008, vertical: false },
                { label: "half-way", at: 1000, vertical: true },
            ],
        ),
    ]),
    "phase-diagram": figure(
        "Phase diagram of the Dirac-GAN: what one update's spectrum predicts, and what a run of 2000 steps does",
        [
            panel("Predicted from the spectrum", axis("step size eta", { log: true }), axis("penalty gamma"), [
                { kind: "heatmap", name: "verdict", x: etas, y: gammas, z: phase(1), categories: verdicts },
            ]),
            panel(
                "Measured on a trajectory, which is a longer title that has to take two lines in a narrow column",
                axis("step size eta", { log: true }),
                axis("penalty gamma"),
                [
                    { kind: "heatmap", name: "verdict", x: etas, y: gammas, z: phase(1.2), categories: verdicts },
                    line(
                        "radius = 1",
                        etas,
                        etas.map(eta => Math.min(1, 0.05 / eta)),
                        { stroke: "dash" },
                    ),
                ],
            ),
        ],
        2,
    ),
    "vector-field": figure(
        "The field of the bilinear game and two trajectories",
        [
            panel(
                "",
                axis("generator", { low: -2.2, high: 2.2, equal: true }),
                axis("discriminator", { low: -2.2, high: 2.2 }),
                [
                    {
                        kind: "arrows",
                        name: "field",
                        x: field.map(a => a.x),
                        y: field.map(a => a.y),
                        dx: field.map(a => a.dx),
                        dy: field.map(a => a.dy),
                    },
                    line(
                        "trajectory",
                        spiral.map(p => p[0]),
                        spiral.map(p => p[1]),
                    ),
                    points("start", [1.8], [0]),
                ],
            ),
            panel("", axis("generator"), axis("discriminator"), [
                {
                    kind: "arrows",
                    name: "",
                    x: field.map(a => a.x),
                    y: field.map(a => 10 * a.y),
                    dx: field.map(a => a.dx),
                    dy: field.map(a => 10 * a.dy),
                },
            ]),
        ],
        2,
    ),
    spectrum: figure("Eigenvalues of one update", [
        panel("", axis("real part", { equal: true }), axis("imaginary part"), [
            line("unit circle", circle.map(Math.cos), circle.map(Math.sin), { stroke: "dot" }),
            points("alternating", [0.98, 0.98, 0.5], [0.14, -0.14, 0], {
                labels: ["0.98 + 0.14i, radius 0.990", "0.98 - 0.14i, radius 0.990", "0.5"],
            }),
            points("simultaneous", [1, 1], [0.2, -0.2]),
        ]),
    ]),
    "success-rates": figure(
        "Share of random starts that reach the target (95 % Wilson intervals)",
        [
            panel("By rule", axis("rule", { categories: rules }), axis("success rate", { low: 0, high: 1 }), [
                bars(
                    "10 modes",
                    range(5, i => i),
                    [0.02, 0.41, 0.78, 0.9, 0.66],
                    { low: [0, 0.36, 0.74, 0.86, 0.6], high: [0.05, 0.46, 0.82, 0.93, 0.71] },
                ),
                bars(
                    "2 modes",
                    range(5, i => i),
                    [0.2, 0.61, 0.88, 0.97, 0.86],
                    { low: [0.15, 0.55, 0.84, 0.94, 0.82], high: [0.25, 0.66, 0.91, 0.99, 0.89] },
                ),
            ]),
            panel(
                "By rule, published beside measured",
                axis("success rate", { low: 0, high: 1 }),
                axis("rule", { categories: rules }),
                [
                    points(
                        "published",
                        [null, 0.4, 0.8, 0.9, 0.6],
                        range(5, i => i),
                    ),
                    points(
                        "measured",
                        [0.02, 0.41, 0.78, 0.9, 0.66],
                        range(5, i => i),
                    ),
                ],
            ),
            panel(
                "Against the step size",
                axis("step size eta", { log: true }),
                axis("success rate"),
                [
                    points("measured", [0.001, 0.01, 0.1, 1], [0.97, 0.9, 0.52, 0.03], {
                        low: [0.93, 0.85, 0.45, 0],
                        high: [0.99, 0.94, 0.6, 0.08],
                    }),
                ],
                [{ label: "chance", at: 0.25, vertical: false }],
            ),
        ],
        3,
    ),
    "loss-surface": figure(
        "The discriminator's loss & its saddle: a < b > c, $x$",
        [
            panel(
                "",
                axis("generator mean, in units of the data's standard deviation, far from its variance"),
                axis("discriminator slope"),
                [
                    {
                        kind: "heatmap",
                        name: "loss (nats)",
                        x: range(60, i => -3 + i / 10),
                        y: range(60, i => -3 + i / 10),
                        z: range(60, r => range(60, c => (r === 5 && c < 5 ? null : ((c - 30) * (r - 30)) / 300))),
                    },
                ],
            ),
            panel(
                "",
                axis("seed", { categories: ["1", "2", "3"] }),
                axis("metric", { categories: ["FID", "KID", "precision", "recall"] }),
                [
                    {
                        kind: "heatmap",
                        name: "rank",
                        x: [0, 1, 2],
                        y: [0, 1, 2, 3],
                        z: [
                            [1, 2, 3],
                            [2, 3, 1],
                            [3, 1, 2],
                            [1, null, 3],
                        ],
                        low: 0,
                        high: 4,
                        labels: range(4, r => range(3, c => `cell ${r}, ${c}`)),
                    },
                ],
            ),
        ],
        2,
    ),
    cloud: figure("Two thousand samples", [
        panel("", axis("x", { equal: true }), axis("y"), [
            points(
                "generated",
                range(2000, i => Math.cos(i) * (1 + 0.1 * Math.sin(7 * i))),
                range(2000, i => Math.sin(i) * (1 + 0.1 * Math.cos(11 * i))),
            ),
        ]),
    ]),
};

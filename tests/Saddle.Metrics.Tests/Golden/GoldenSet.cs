using System.Globalization;
using System.Text.Json;
using Saddle.Catalog;
using Saddle.Metrics.Reading;
using Saddle.Torch;

namespace Saddle.Metrics.Tests.Golden;

/// <summary>A feature set of the collection, what tools say of it, and what we say.</summary>
internal sealed class GoldenSet
{
    // Their covariances have no full rank: tools that take a root of the covariances' product lose digits there.
    private static readonly string[] Singular = ["wide", "few", "constant"];

    // Where a sample has copies, equal distances differ by rounding in the tools, and a border or the choice among
    // copies falls either way: these are their definitions on exact squares, counted by NumPy.
    private static readonly Dictionary<string, double> Exact = new(StringComparer.Ordinal)
    {
        ["duplicates clipped_density k=3"] = 0.5,
        ["duplicates cover_precision k=5"] = 0.94,
        ["duplicates cover_recall k=5"] = 1,
        ["duplicates cover_precision k=2"] = 0.89,
        ["duplicates cover_recall k=2"] = 0.9766666666666667,
        ["duplicates mean"] = double.NaN,
        ["duplicates in"] = 0,
    };

    private readonly JsonElement _figures;
    private readonly string _folder;
    private readonly string _name;
    private readonly string _type;
    private readonly Tensor _real;
    private readonly Tensor _fake;

    public GoldenSet(string folder, JsonElement figures, string name, string type)
    {
        (_folder, _figures, _name, _type) = (folder, figures, name, type);
        var precision = type == "float32" ? DType.Float32 : DType.Float64;
        (_real, _fake) = (Read($"{name}_real").Cast(precision), Read($"{name}_fake").Cast(precision));
    }

    private bool IsSingle => _type == "float32";

    /// <summary>All figures.</summary>
    public IEnumerable<GoldenFigure> Figures() =>
    [
        .. ((IEnumerable<GoldenFigure>)
            [
                .. Frechet(), .. Kernels(), .. Balls(), .. Copies(), .. Diversity(), .. Newer(), .. Symmetric(),
                .. Topological(),
            ])
            .Select(figure => Exact.TryGetValue($"{_name} {figure.What}", out var exact)
                ? figure with { Tool = "exact squares", Theirs = exact }
                : figure),
    ];

    /// <summary>Features as they are stored.</summary>
    /// <param name="name">The file's name, without its ending.</param>
    public Tensor Read(string name) =>
        FeatureFile.Read(Path.Combine(_folder, "features", $"{name}.npy")).RequireFeatures();

    private IEnumerable<GoldenFigure> Frechet()
    {
        var (measured, singular) = (Measure("fid").Value, Singular.Contains(_name));
        yield return new("fid", "reference", "fid", measured, Reference("fid"), 1e-9);
        var tolerance = singular || IsSingle ? 1e-6 : 1e-9;
        (string Tool, double? Value)[] tools =
        [
            ("torch-fidelity", Of("torch_fidelity", "fid", "frechet_inception_distance")),
            ("pytorch-fid", Of("pytorch_fid")), ("clean-fid", Of("clean_fid", "fid")),
            ("torchmetrics", Of("torchmetrics", "fid")),
            ("dgm-eval", Of("dgm_eval", "fd")), ("dgm-eval", Of("dgm_eval", "fd_efficient")),
        ];
        foreach (var (tool, value) in tools.Where(t => t.Value is not null))
        {
            yield return new("fid", tool, "fid", measured, value!.Value, tolerance);
        }

        foreach (var threshold in (string[])["0.1", "1"])
        {
            var figure = threshold == "1" ? "mifid_eps_1.0" : "mifid_eps_0.1";
            if (Of("torchmetrics", figure) is { } theirs)
            {
                var ours = Measure($"mifid:threshold={threshold}").Value;

                // Theirs inherits the lost digits of its FID, and a cosine's own in single precision.
                yield return new("mifid", "torchmetrics", figure, ours, theirs, IsSingle ? 1e-5 : tolerance);
            }
        }
    }

    private IEnumerable<GoldenFigure> Kernels()
    {
        var all = Measure("kid:subset-size=all").Value;
        yield return new("kid", "reference", "all", all, Reference("kid_unbiased_all"), 1e-9);
        var first = Math.Min(_real.Shape[0], _fake.Shape[0]);
        var some = new KernelDistance().Discrepancy(_real.Narrow(0, 0, first), _fake.Narrow(0, 0, first));
        yield return new(
            "kid", "torch-fidelity", "first n", some, Of("torch_fidelity", "kid_poly_all_first_n")!.Value,
            IsSingle ? 1e-3 : 1e-9);

        var cmmd = Measure("cmmd").Value;
        yield return new("cmmd", "reference", "raw", cmmd, Reference("mmd_rbf10_biased_times_1000"), 1e-9);
        yield return new(
            "cmmd", "cmmd-pytorch", "raw", cmmd, Of("cmmd", "raw")!.Value, IsSingle ? 1e-2 : 1e-9);
        yield return new(
            "cmmd", "cmmd-pytorch", "unit", Measure("cmmd:rows=unit").Value, Of("cmmd", "rows_of_length_1")!.Value,
            IsSingle ? 1e-2 : 1e-9);
    }

    private IEnumerable<GoldenFigure> Balls()
    {
        foreach (var k in (int[])[3, 5])
        {
            var (open, closed) = (Measure($"prdc:k={k}"), Measure($"prdc:k={k}:closed=true"));
            foreach (var figure in (string[])["precision", "recall", "density", "coverage"])
            {
                yield return new(
                    "prdc", "reference", $"{figure} k={k}", open[figure],
                    Reference($"neighbours_k{k}", "less", figure), 1e-12);
                yield return new(
                    "prdc", "reference", $"{figure} k={k} closed", closed[figure],
                    Reference($"neighbours_k{k}", "less_or_equal", figure), 1e-12);
                yield return new(
                    "prdc", "prdc", $"{figure} k={k}", open[figure], Of("prdc", $"k{k}", figure)!.Value, 1e-12);
                if (k == 5)
                {
                    yield return new(
                        "prdc", "dgm-eval", figure, open[figure], Of("dgm_eval", "prdc_k5", figure)!.Value, 1e-12);
                }
            }

            foreach (var figure in (string[])["precision", "recall"])
            {
                yield return new(
                    "prdc", "torch-fidelity", $"{figure} k={k}", closed[figure],
                    Of("torch_fidelity", $"prc_k{k}", figure)!.Value, 1e-6);
            }
        }
    }

    private IEnumerable<GoldenFigure> Copies()
    {
        var authentic = Measure("authpct").Value;
        yield return new("authpct", "reference", "authpct", authentic, Reference("authpct"), 1e-12);
        yield return new("authpct", "dgm-eval", "authpct", authentic, Of("dgm_eval", "authpct")!.Value, 1e-6);
        var alpha = Measure("alpha-precision");
        yield return new(
            "alpha-precision", "reference", "authenticity", alpha["authenticity"] * 100, Reference("authpct"), 1e-12);
        foreach (var figure in (string[])["delta_precision_alpha", "delta_coverage_beta"])
        {
            // Shares in single precision.
            yield return new(
                "alpha-precision", "Räisä et al.", figure, alpha[figure], Of("alpha_beta", "raisa", figure)!.Value,
                1e-7);
        }
    }

    private IEnumerable<GoldenFigure> Diversity()
    {
        foreach (var q in (string[])["0.1", "0.5", "1", "2", "inf"])
        {
            var ours = Measure($"vendi:order={(q == "inf" ? "infinity" : q)}").Value;
            yield return new("vendi", "reference", $"q={q}", ours, Reference($"vendi_fake_q{q}"), 1e-9);
            if (q is "1" or "2" or "inf")
            {
                foreach (var (tool, theirs) in (IEnumerable<(string, double?)>)
                    [
                        ("vendi-score", Of("vendi_score", $"score_K_q{q}")),
                        ("vendi-score", Of("vendi_score", $"score_dual_q{q}")),
                        ("dgm-eval", Of("dgm_eval", $"vendi_fake_linear_q{q}")),
                    ])
                {
                    yield return new("vendi", tool, $"q={q}", ours, theirs!.Value, IsSingle ? 1e-3 : 1e-9);
                }
            }
        }
    }

    private IEnumerable<GoldenFigure> Newer()
    {
        foreach (var k in (int[])[3, 5])
        {
            var clipped = Measure($"clipped:k={k}");
            foreach (var figure in (string[])["clipped_density", "clipped_coverage"])
            {
                // Of four copies at one distance theirs takes others among the k neighbours.
                var tolerance = _name == "duplicates" && figure == "clipped_density" ? 1e-3 : 1e-9;
                yield return new(
                    "clipped", "its authors'", $"{figure} k={k}", clipped[figure],
                    Of("clipped", $"K{k}", figure)!.Value, tolerance);
            }
        }

        var probabilistic = Measure("p-precision-recall");
        foreach (var figure in (string[])["p_precision", "p_recall"])
        {
            yield return new(
                "p-precision-recall", "its authors'", figure, probabilistic[figure],
                Of("probabilistic", figure)!.Value, IsSingle ? 1e-5 : 1e-9);
        }

        var rarity = Measure("rarity");
        yield return new("rarity", "its authors'", "mean", rarity.Value, Of("rarity", "mean_in_a_ball")!.Value, 1e-9);
        yield return new("rarity", "its authors'", "in", rarity["in_a_ball"], Of("rarity", "in_a_ball")!.Value, 0);
    }

    private IEnumerable<GoldenFigure> Symmetric()
    {
        var symmetric = Measure("symmetric");
        foreach (var (group, figure) in (IEnumerable<(string, string)>)
            [
                ("sym_precision_k5", "sym_precision"), ("sym_precision_k5", "comp_precision"),
                ("sym_recall_k5", "sym_recall"), ("sym_recall_k5", "coverage"),
            ])
        {
            yield return new(
                "symmetric", "its authors'", figure, symmetric[figure],
                Of("cover_and_symmetric", group, figure)!.Value, 1e-12);
        }

        var (real, fake) = (First(_real), First(_fake));
        foreach (var k in (int[])[5, 2])
        {
            var cover = Spec.Parse<Metric>($"cover:k={k}:c=3").Measure(real, fake);
            foreach (var figure in (string[])["cover_precision", "cover_recall"])
            {
                yield return new(
                    "cover", "its authors'", $"{figure} k={k}", cover[figure],
                    Of("cover_and_symmetric", $"cover_k{k}_C3_first_400", figure)!.Value, 1e-12);
            }
        }
    }

    // Seed 1 as NumPy takes it, and the tool's own projection.
    private IEnumerable<GoldenFigure> Topological()
    {
        var theirs = _figures.GetProperty("features/top_pr").GetProperty(_name).GetProperty("float32 inside")
            .GetProperty("numpy_seed_1");
        if (Number(Step(theirs, "fidelity")) is null)
        {
            Assert.Throws<SettingsException>(() => Measure("top-precision-recall"));
            yield break;
        }

        var ours = Measure("top-precision-recall");
        foreach (var figure in (string[])["fidelity", "diversity", "Top_F1"])
        {
            yield return new(
                "top-precision-recall", "top-pr", figure, ours[figure], Number(Step(theirs, figure))!.Value, 1e-12);
        }
    }

    private static Tensor First(Tensor rows) => rows.Narrow(0, 0, Math.Min(400, rows.Shape[0]));

    private MetricResult Measure(string metric) => Spec.Parse<Metric>(metric).Measure(_real, _fake);

    private double Reference(params string[] path) =>
        Number(path.Aggregate(_figures.GetProperty("features/reference").GetProperty(_name), Step))!.Value;

    // Null where the tool raised.
    private double? Of(string tool, params string[] path) => Number(
        path.Aggregate(_figures.GetProperty($"features/{tool}").GetProperty(_name).GetProperty(_type), Step));

    private static JsonElement Step(JsonElement at, string name) =>
        at.ValueKind == JsonValueKind.Object && at.TryGetProperty(name, out var next) ? next : default;

    private static double? Number(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => value.GetDouble(),
        JsonValueKind.String => double.Parse(value.GetString()!, CultureInfo.InvariantCulture),
        _ => null,
    };
}

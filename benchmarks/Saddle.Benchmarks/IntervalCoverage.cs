using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Saddle.Metrics;
using Saddle.Scalars;
using Saddle.Torch;

namespace Saddle.Benchmarks;

/// <summary>
/// How often intervals of 95 % hold what they should, over repetitions on laws whose true values are known: of the
/// kernel distance and the Inception score the truth, of precision, recall, density, coverage and the Frechet distance
/// the mean of their estimates at that number of samples: of density and coverage between equal laws in closed form
/// (Naeem et al. 2020, arXiv:2002.09797), of precision and recall there by the golden figures' own simulation.
/// </summary>
internal sealed class IntervalCoverage : Benchmark
{
    private const int Samples = 200;
    private const int Classes = 10;
    private const int Scored = 1000;

    public override string Name => "intervals";

    public override string Summary => "how often intervals of 95 % hold the true value, on known laws";

    public override Command ToCommand()
    {
        var command = new Command(Name, Summary);
        var repetitions = new Option<int>("--repetitions") { DefaultValueFactory = _ => 500 };
        var only = new Option<string?>("--only")
        {
            Description = "this metric alone: fid, kid, prdc or is",
        };
        only.AcceptOnlyFromAmong("fid", "kid", "prdc", "is");
        command.Options.Add(repetitions);
        command.Options.Add(only);
        command.SetAction(parsed => Run(parsed.GetValue(repetitions), parsed.GetValue(only)));
        return command;
    }

    private static int Run(int repetitions, string? only)
    {
        bool Is(string metric) => only is null || only == metric;
        var golden = Path.Combine(PythonPeer.Peers(), "..", "..", "tests", "data", "golden", "golden.json");
        using var document = JsonDocument.Parse(File.ReadAllText(golden));
        Console.WriteLine("law\tmetric\theld\tof\tmean estimate\tshould hold");
        foreach (var law in document.RootElement.GetProperty("laws/gaussians").EnumerateObject())
        {
            var (x, y) = (Law.Of(law.Value, "p"), Law.Of(law.Value, "q"));
            var mean = law.Value.GetProperty("simulated_200").GetProperty("fid").GetProperty("mean").GetDouble();
            var truth = law.Value.GetProperty("kid").GetDouble();
            if (Is("fid"))
            {
                Report(law.Name, "fid", repetitions, mean, i => Of(new FrechetDistance(), x, y, i, Samples));
            }

            if (Is("kid"))
            {
                Report(law.Name, "kid, all", repetitions, truth, i => Of(Whole, x, y, i, Samples));
                Report(law.Name, "kid, subsets of 200", repetitions, truth, i => Of(Few, x, y, i, Samples));
                Report(law.Name, "kid, subsets of 50", repetitions, truth, i => Of(Small, x, y, i, Samples));
            }

            if (Is("prdc"))
            {
                Balls(law.Name, repetitions, x, y);
            }
        }

        if (Is("prdc"))
        {
            foreach (var law in document.RootElement.GetProperty("laws/same_law").EnumerateObject())
            {
                SameLaw(law.Name, law.Value, repetitions);
            }
        }

        foreach (var sure in Is("is") ? (double[])[0.5, 2, 5, 1000] : [])
        {
            Score(repetitions, sure);
        }

        return 0;
    }

    private static KernelDistance Whole { get; } = new(SubsetSize: int.MaxValue);

    private static KernelDistance Few { get; } = new(Subsets: 10, SubsetSize: Samples);

    private static KernelDistance Small { get; } = new(Subsets: 50, SubsetSize: 50);

    private static IReadOnlyList<MetricFigure> Of(
        Metric metric, Law x, Law y, int repetition, int count, int? others = null) => metric
        .Measure(
            new("x") { Features = x.Draw(count, (2UL * (ulong)repetition) + 1) },
            new("y") { Features = y.Draw(others ?? count, (2UL * (ulong)repetition) + 2) },
            new())
        .Figures;

    private static void Report(
        string law, string what, int repetitions, double truth, Func<int, IReadOnlyList<MetricFigure>> figures) =>
        Line(law, what, [.. Repeated(repetitions, figures).Select(all => all[0])], truth);

    // What shares hold is the mean over all repetitions.
    private static void Balls(string law, int repetitions, Law x, Law y) => Lines(
        law,
        Repeated(repetitions, i => Of(new PrecisionRecall(), x, y, i, Samples)),
        (_, figures) => figures.Average(figure => figure.Value));

    private static void SameLaw(string law, JsonElement known, int repetitions)
    {
        int Number(string name) => known.GetProperty(name).GetInt32();
        var (normal, real, fake) = (Law.StandardNormal(6), Number("real"), Number("fake"));
        var metric = new PrecisionRecall(Number("k"));
        Lines(
            law,
            Repeated(repetitions, i => Of(metric, normal, normal, i, real, fake)),
            (name, _) => known.TryGetProperty(name, out var closed)
                ? closed.GetDouble()
                : known.GetProperty($"simulated_{name}").GetProperty("mean").GetDouble());
    }

    private static void Lines(
        string law,
        List<IReadOnlyList<MetricFigure>> all,
        Func<string, IReadOnlyList<MetricFigure>, double> truth)
    {
        foreach (var (figure, first) in all[0].Index())
        {
            List<MetricFigure> figures = [.. all.Select(one => one[figure])];
            Line(law, first.Name, figures, truth(first.Name, figures));
        }
    }

    private static List<IReadOnlyList<MetricFigure>> Repeated(
        int repetitions, Func<int, IReadOnlyList<MetricFigure>> figures) =>
    [
        .. Enumerable.Range(0, repetitions).Select(i =>
        {
            using var scope = new TensorScope();
            return figures(i);
        }),
    ];

    private static void Line(string law, string what, List<MetricFigure> figures, double truth)
    {
        var held = figures.Count(f => f.Interval is { } interval && interval.Low <= truth && truth <= interval.High);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{law}\t{what}\t{held / (double)figures.Count:P1}\t{figures.Count}\t"
            + $"{figures.Average(f => f.Value):G5}\t{truth:G5}"));
    }

    // Samples of classes that come evenly; the logit of a sample's own is higher by so much. By symmetry the score of
    // the law is that of one sample: the classes' number times exp of minus its entropy.
    private static void Score(int repetitions, double sure)
    {
        var one = 1 / (1 + ((Classes - 1) * Math.Exp(-sure)));
        var other = (1 - one) / (Classes - 1);
        var entropy = -(one * Math.Log(one)) - (other > 0 ? (Classes - 1) * other * Math.Log(other) : 0);
        var truth = Classes * Math.Exp(-entropy);
        Report(FormattableString.Invariant($"classes, sure by {sure}"), "is", repetitions, truth, i =>
        {
            var (random, logits) = (new Philox((ulong)i + 1, 7, Purpose.Item), new double[Scored * Classes]);
            for (var row = 0; row < Scored; row++)
            {
                logits[(row * Classes) + (int)(random.Uniform() * Classes)] = sure;
            }

            var side = new Side("logits") { Logits = Tensor.From<double>(logits, [Scored, Classes]) };
            return new InceptionScore().Measure(side, side, new()).Figures;
        });
    }

    /// <summary>A Gaussian.</summary>
    /// <param name="Mean">[d].</param>
    /// <param name="Factor">[d, d]: F with F F' the covariance.</param>
    private sealed record Law(double[] Mean, double[][] Factor)
    {
        public static Law StandardNormal(int dimension) => new(
            new double[dimension],
            [
                .. Enumerable.Range(0, dimension)
                    .Select(i => Enumerable.Range(0, dimension).Select(j => i == j ? 1.0 : 0).ToArray()),
            ]);

        public static Law Of(JsonElement law, string name)
        {
            static double[] Row(JsonElement row) => [.. row.EnumerateArray().Select(v => v.GetDouble())];
            var covariance = law.GetProperty($"covariance_{name}").EnumerateArray().Select(Row).ToArray();
            return new(Row(law.GetProperty($"mean_{name}")), Cholesky(covariance));
        }

        public Tensor Draw(int count, ulong seed)
        {
            var (random, d) = (new Philox(seed, 0, Purpose.Item), Mean.Length);
            var (values, normal) = (new double[count * d], new double[d]);
            for (var row = 0; row < count; row++)
            {
                for (var k = 0; k < d; k++)
                {
                    normal[k] = Normal.Quantile(random.Uniform() + 1e-17);
                    values[(row * d) + k] = Mean[k] + Enumerable.Range(0, k + 1).Sum(j => Factor[k][j] * normal[j]);
                }
            }

            return Tensor.From<double>(values, [count, d]);
        }

        // A pivot of 0 is that of a dimension without variance.
        private static double[][] Cholesky(double[][] s)
        {
            var l = s.Select(row => new double[row.Length]).ToArray();
            for (var i = 0; i < s.Length; i++)
            {
                for (var j = 0; j <= i; j++)
                {
                    var rest = s[i][j] - Enumerable.Range(0, j).Sum(k => l[i][k] * l[j][k]);
                    l[i][j] = i == j ? Math.Sqrt(Math.Max(0, rest)) : l[j][j] > 0 ? rest / l[j][j] : 0;
                }
            }

            return l;
        }
    }
}

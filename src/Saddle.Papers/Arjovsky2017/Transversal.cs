using Saddle.Catalog;
using Saddle.Figures;
using Saddle.Scalars;

namespace Saddle.Papers.Arjovsky2017;

/// <summary>What becomes of curves that touch or coincide once both are moved at random.</summary>
[Entry(
    "arjovsky2017/transversal",
    "Moved by independent continuous random vectors, two curves almost surely do not perfectly align: wherever they meet they cross at an angle.",
    @"P_{\eta, \eta'}(\mathcal M + \eta \text{ does not perfectly align with } \mathcal P + \eta') = 1",
    "Arjovsky and Bottou 2017 (arXiv:1701.04862), definitions 2.1 and 2.2, lemma 2")]
public sealed record Transversal : Claim
{
    private const int Steps = 360;
    private const double Sd = 0.5;
    private const double Parallel = 1e-9;
    private const double Bonferroni = 2.638; // the normal quantile of a two-sided 5 % over 6 shares

    private static readonly double[] Sines = [0.3, 0.17, 0.1, 0.055, 0.03, 0.017];

    /// <inheritdoc/>
    public override int Place => 5;

    /// <inheritdoc/>
    public override Published Published => new("probability 1", "lemma 2", "read in the paper");

    /// <inheritdoc/>
    public override string Condition =>
        "of all random moves of three pairs of curves (one circle twice, a circle and its tangent, an ellipse and a circle that touch) none leaves a meeting at an angle whose sine is 1e-9 or less; the share with a sine below s falls at least like s^0.9 from 0.3 to 0.017; and for one circle twice the shares are those of the closed form, within the 95 % interval for all six at once";

    /// <inheritdoc/>
    public override Finding Find(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        var draws = setting.Full ? 400_000 : 20_000;
        var pairs = Pairs.Select((pair, i) => (pair.Name, Sines: Least(pair.Curve, draws, i, setting))).Select(p => (p.Name, p.Sines, Shares: Sines.Select(s => p.Sines.Count(x => x < s) / (double)draws).ToArray())).ToList();
        var least = pairs.Min(p => p.Sines.Min());
        var powers = pairs.ConvertAll(p => Math.Log(p.Shares[0] / p.Shares[^1]) / Math.Log(Sines[0] / Sines[^1]));
        var exact = Sines.Select(CircleTwice).ToArray();
        var off = pairs[0].Shares.Zip(exact, (share, e) => Math.Abs(share - e) / Math.Sqrt(e * (1 - e) / draws)).Max();
        return new(
            least > Parallel && powers.TrueForAll(p => p >= 0.9) && off <= Bonferroni ? Outcome.Holds : Outcome.Contradicted,
            least,
            "least sine of an angle at which curves met",
            $"In {draws.Text()} moves of each pair the least sine is {least.Text("G2")}; shares below s fall like the powers {string.Join(", ", powers.Select(p => p.Text("F2")))} of s; those of one circle twice are off the closed form by at most {off.Text("F2")} standard errors. Unmoved, all three pairs align perfectly.",
            new("How often curves meet at a small angle", [new(string.Empty, new("sine of the angle", Log: true), new("share of the moves with a meeting below it", Log: true),
                [new Line("closed form, one circle twice", Sines.Gaps(), exact.Gaps()), .. pairs.Select(p => (Trace)new Points(p.Name, Sines.Gaps(), p.Shares.Gaps()))])]))
        {
            Seeds = draws,
            Settings = [("moves", $"of both curves, normal in each coordinate with standard deviation {Sd.Text()}"), ("draws", draws.Text()), ("meetings", $"between the extremes of the second curve's function along the first, {Steps.Text()} steps, by bisection")],
        };
    }

    // The first curve as a point at an angle; the second as the zeros of a function with its slope.
    private static IReadOnlyList<(string Name, Meeting Curve)> Pairs { get; } =
    [
        ("one circle twice", new(1, 1, (x, y) => ((x * x) + (y * y) - 1, 2 * x, 2 * y))),
        ("a circle and its tangent", new(1, 1, (_, y) => (y - 1, 0, 1))),
        ("an ellipse and a circle", new(2, 1, (x, y) => ((x * x) + (y * y) - 1, 2 * x, 2 * y))),
    ];

    private static double[] Least(Meeting curve, int draws, int number, ClaimSetting setting)
    {
        var random = new Philox(setting.Seed, number, Purpose.Noise);
        double Draw() => Sd * Normal.Quantile(random.Uniform() + (0.5 / 9007199254740992.0));
        var least = new double[draws];
        for (var i = 0; i < draws; i++)
        {
            setting.Cancellation.ThrowIfCancellationRequested();
            var (x, y) = (Draw() - Draw(), Draw() - Draw());
            least[i] = curve.Sines(x, y).DefaultIfEmpty(double.PositiveInfinity).Min();
        }

        return least;
    }

    // Two unit circles s apart meet at an angle phi with s = 2 sin(phi / 2); s^2 is exponential with mean 4 sd^2.
    private static double CircleTwice(double sine)
    {
        static double Beyond(double s) => Math.Exp(-s * s / (4 * Sd * Sd));
        var half = Math.Asin(sine) / 2;
        return 1 - Beyond(2 * Math.Sin(half)) + Beyond(2 * Math.Cos(half)) - Beyond(2);
    }

    /// <summary>An ellipse, and a curve given by a function.</summary>
    private sealed record Meeting(double Width, double Height, Func<double, double, (double Value, double ByX, double ByY)> Other)
    {
        /// <summary>The sines of the angles at all meetings, the ellipse moved.</summary>
        public IEnumerable<double> Sines(double x, double y)
        {
            var stops = Extremes(x, y);
            for (var i = 0; i < stops.Count; i++)
            {
                var (from, to) = (stops[i], i + 1 < stops.Count ? stops[i + 1] : stops[0] + (2 * Math.PI));
                if (At(from, x, y).Value > 0 != At(to, x, y).Value > 0)
                {
                    yield return At(Bisect(t => At(t, x, y).Value, from, to), x, y).Sine;
                }
            }
        }

        // Between two of them the function is monotone along the ellipse: no two meetings are missed, however close.
        private List<double> Extremes(double x, double y)
        {
            var stops = new List<double>();
            for (var i = 0; i < Steps; i++)
            {
                var (from, to) = (2 * Math.PI * i / Steps, 2 * Math.PI * (i + 1) / Steps);
                if (At(from, x, y).Slope > 0 != At(to, x, y).Slope > 0)
                {
                    stops.Add(Bisect(t => At(t, x, y).Slope, from, to));
                }
            }

            return stops;
        }

        private (double Value, double Slope, double Sine) At(double t, double x, double y)
        {
            var (sin, cos) = Math.SinCos(t);
            var (value, byX, byY) = Other(x + (Width * cos), y + (Height * sin));
            var (alongX, alongY) = (-Width * sin, Height * cos);
            var slope = (byX * alongX) + (byY * alongY);
            return (value, slope, Math.Abs(slope) / Math.Sqrt(((byX * byX) + (byY * byY)) * ((alongX * alongX) + (alongY * alongY))));
        }

        private static double Bisect(Func<double, double> function, double low, double high)
        {
            var positive = function(low) > 0;
            for (var i = 0; i < 60; i++)
            {
                var middle = (low + high) / 2;
                (low, high) = function(middle) > 0 == positive ? (middle, high) : (low, middle);
            }

            return (low + high) / 2;
        }
    }
}

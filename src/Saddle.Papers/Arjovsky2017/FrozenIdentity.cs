using Saddle.Catalog;
using Saddle.Figures;

namespace Saddle.Papers.Arjovsky2017;

/// <summary>What the gradient of -log D at the optimal discriminator is the gradient of.</summary>
[Entry(
    "arjovsky2017/frozen-identity",
    "With the discriminator frozen at its optimum the -log D gradient is that of KL(Pg||Pr) - 2 JSD(Pg||Pr).",
    @"E_z[-\nabla_\theta \log D^*_{\theta_0}(g_\theta(z))]_{\theta_0} = \nabla_\theta [KL(P_{g_\theta} \| P_r) - 2\,JSD(P_{g_\theta} \| P_r)]_{\theta_0}",
    "Arjovsky and Bottou 2017 (arXiv:1701.04862), theorem 2.5")]
public sealed record FrozenIdentity : Claim
{
    private const double Tolerance = 1e-6;
    private const double Step = 1e-4; // a central difference is then off by about 1e-8
    private const double Reach = 16;
    private const int Nodes = 8001;

    /// <inheritdoc/>
    public override int Place => 1;

    /// <inheritdoc/>
    public override Published Published => new("an identity", "theorem 2.5", "read in the paper");

    /// <inheritdoc/>
    public override string Condition => "both sides, each by its own quadrature, agree to 1e-6 of the larger in every one of the settings, for the shift and for the scale of the generator";

    /// <inheritdoc/>
    public override Finding Find(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        double[] scales = setting.Full ? [0.4, 0.6, 0.8, 1, 1.3, 1.6] : [0.6, 1, 1.6];
        double[] shifts = setting.Full ? [.. Enumerable.Range(0, 31).Select(i => -3 + (0.2 * i))] : [.. Enumerable.Range(0, 13).Select(i => -3 + (0.5 * i))];
        var cells = scales.SelectMany(s => shifts.Select(t => (Shift: t, Scale: s))).ToList();
        var left = cells.Select(c => Frozen(c.Shift, c.Scale)).ToList();
        var right = cells.Select(c => (
            Shift: (Divergence(c.Shift + Step, c.Scale) - Divergence(c.Shift - Step, c.Scale)) / (2 * Step),
            Scale: (Divergence(c.Shift, c.Scale + Step) - Divergence(c.Shift, c.Scale - Step)) / (2 * Step))).ToList();
        var size = left.Max(l => Math.Max(Math.Abs(l.Shift), Math.Abs(l.Scale)));
        var gap = left.Zip(right, (l, r) => Math.Max(Math.Abs(l.Shift - r.Shift), Math.Abs(l.Scale - r.Scale))).Max() / size;
        return new(
            gap <= Tolerance ? Outcome.Holds : Outcome.Contradicted,
            gap,
            "largest difference of the two sides, by the largest value",
            $"In {cells.Count.Text()} settings the two sides differ by at most {gap.Text("G2")} of the largest value.",
            new("The -log D gradient by the shift", [new(string.Empty, new("shift of the generator"), new("gradient"),
                [.. scales.SelectMany((s, i) => Curves(s, i, shifts, cells, left, right))])]))
        {
            Settings = [("data", "N(0, 1)"), ("generator", "shift + scale z, z from N(0, 1)"), ("shifts", $"{shifts[0].Text()} to {shifts[^1].Text()}"), ("scales", string.Join(", ", scales.Select(s => s.Text()))), ("nodes", Nodes.Text()), ("step of the difference", Step.Text())],
        };
    }

    private static IEnumerable<Trace> Curves(double scale, int colour, double[] shifts, List<(double Shift, double Scale)> cells, List<(double Shift, double Scale)> left, List<(double Shift, double Scale)> right)
    {
        var rows = cells.Index().Where(c => c.Item.Scale == scale).Select(c => c.Index).ToList();
        yield return new Line($"divergences, scale {scale.Text()}", shifts.Gaps(), rows.Select(i => right[i].Shift).Gaps()) { Colour = colour };
        yield return new Points($"-log D, scale {scale.Text()}", shifts.Gaps(), rows.Select(i => left[i].Shift).Gaps()) { Colour = colour };
    }

    // The slope of -log D* along g, for g = shift + scale z: by the shift 1, by the scale z.
    private static (double Shift, double Scale) Frozen(double shift, double scale)
    {
        var by = (Shift: 0.0, Scale: 0.0);
        foreach (var (z, weight) in Quadrature(0))
        {
            var x = shift + (scale * z);
            var odds = Log(x, shift, scale) - Log(x, 0, 1); // D* = 1 / (1 + e^odds), so -log D* has the slope (1 - D*) odds'
            var slope = (x - ((x - shift) / (scale * scale))) / (1 + Math.Exp(-odds));
            var density = weight * Math.Exp(Log(z, 0, 1));
            by = (by.Shift + (density * slope), by.Scale + (density * slope * z));
        }

        return by;
    }

    private static double Divergence(double shift, double scale)
    {
        var sum = 0.0;
        foreach (var (x, weight) in Quadrature(shift))
        {
            var (g, r) = (Log(x, shift, scale), Log(x, 0, 1));
            var middle = Math.Max(g, r) + Math.Log((1 + Math.Exp(-Math.Abs(g - r))) / 2);
            sum += weight * ((Math.Exp(g) * (g - r)) - (Math.Exp(g) * (g - middle)) - (Math.Exp(r) * (r - middle)));
        }

        return sum;
    }

    private static double Log(double x, double mean, double sd) => (-(x - mean) * (x - mean) / (2 * sd * sd)) - Math.Log(sd * Math.Sqrt(2 * Math.PI));

    // The trapezoidal rule: exponentially accurate for what has died out at both ends.
    private static IEnumerable<(double X, double Weight)> Quadrature(double centre) =>
        Enumerable.Range(0, Nodes).Select(i => (centre - Reach + (2 * Reach * i / (Nodes - 1)), 2 * Reach / (Nodes - 1)));
}

using Saddle.Catalog;
using Saddle.Figures;

namespace Saddle.Papers.Arjovsky2017;

/// <summary>What the gradient of -log D at the optimal discriminator is the gradient of.</summary>
[Entry(
    "arjovsky2017/frozen-identity",
    "With the discriminator frozen at its optimum the -log D gradient is that of KL(Pg||Pr) - 2 JSD(Pg||Pr).",
    @"E_z[-\nabla_\theta \log D^*_{\theta_0}(g_\theta(z))]_{\theta_0}"
        + @" = \nabla_\theta [KL(P_{g_\theta} \| P_r) - 2\,JSD(P_{g_\theta} \| P_r)]_{\theta_0}",
    "Arjovsky and Bottou 2017 (arXiv:1701.04862), theorem 2.5")]
public sealed record FrozenIdentity : Claim<FrozenIdentity.Measurements>
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
    public override string Condition =>
        "both sides, each by its own quadrature, agree to 1e-6 of the larger in every one of the settings, for the "
        + "shift and for the scale of the generator";

    /// <inheritdoc/>
    public override Measurements Measure(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        double[] scales = setting.Full ? [0.4, 0.6, 0.8, 1, 1.3, 1.6] : [0.6, 1, 1.6];
        double[] shifts = setting.Full
            ? [.. Enumerable.Range(0, 31).Select(i => -3 + (0.2 * i))]
            : [.. Enumerable.Range(0, 13).Select(i => -3 + (0.5 * i))];
        return new(
        [
            .. from scale in scales
               from shift in shifts
               select new Cell(shift, scale, Frozen(shift, scale), Difference(shift, scale)),
        ]);
    }

    /// <inheritdoc/>
    public override Finding Report(Measurements measured, ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(measured);
        var cells = measured.Cells;
        var rows = cells.GroupBy(c => c.Scale).ToList();
        var size = cells.Max(c => c.Frozen.Largest);
        var gap = cells.Max(c => c.Frozen.Off(c.Divergences)) / size;
        return new(
            gap <= Tolerance ? Outcome.Holds : Outcome.Contradicted,
            gap,
            "largest difference of the two sides, by the largest value",
            $"In {cells.Count.Text()} settings the two sides differ by at most {gap.Text("G2")} of the largest value.",
            new("The -log D gradient by the shift", [Panel(rows)]))
        {
            Settings = Settings(rows),
        };
    }

    /// <summary>The gradient of E[-log D*(g(z))] with D* frozen, for g = shift + scale z.</summary>
    internal static Gradient Frozen(double shift, double scale)
    {
        var sum = new Gradient(0, 0);
        foreach (var (z, weight) in Quadrature(0))
        {
            // D* = 1 / (1 + e^odds), so -log D* has the slope (1 - D*) odds' along g, which moves by 1 and by z.
            var x = shift + (scale * z);
            var odds = Log(x, shift, scale) - Log(x, 0, 1);
            var slope = (x - ((x - shift) / (scale * scale))) / (1 + Math.Exp(-odds));
            var density = weight * Math.Exp(Log(z, 0, 1));
            sum = new(sum.ByShift + (density * slope), sum.ByScale + (density * slope * z));
        }

        return sum;
    }

    /// <summary>KL(Pg || Pr) - 2 JSD(Pg || Pr) of N(shift, scale^2) and N(0, 1).</summary>
    internal static double Divergence(double shift, double scale)
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

    private static Gradient Difference(double shift, double scale) => new(
        (Divergence(shift + Step, scale) - Divergence(shift - Step, scale)) / (2 * Step),
        (Divergence(shift, scale + Step) - Divergence(shift, scale - Step)) / (2 * Step));

    private static double Log(double x, double mean, double sd) =>
        (-(x - mean) * (x - mean) / (2 * sd * sd)) - Math.Log(sd * Math.Sqrt(2 * Math.PI));

    // The trapezoidal rule: exponentially accurate for what has died out at both ends.
    private static IEnumerable<(double X, double Weight)> Quadrature(double centre) => Enumerable.Range(0, Nodes)
        .Select(i => (centre - Reach + (2 * Reach * i / (Nodes - 1)), 2 * Reach / (Nodes - 1)));

    private static IReadOnlyList<(string Name, string Value)> Settings(List<IGrouping<double, Cell>> rows) =>
    [
        ("data", "N(0, 1)"),
        ("generator", "shift + scale z, z from N(0, 1)"),
        ("shifts", $"{rows[0].First().Shift.Text()} to {rows[0].Last().Shift.Text()}"),
        ("scales", string.Join(", ", rows.Select(r => r.Key.Text()))),
        ("nodes", Nodes.Text()),
        ("step of the difference", Step.Text()),
    ];

    private static Panel Panel(List<IGrouping<double, Cell>> rows) => new(
        string.Empty,
        new("shift of the generator"),
        new("gradient"),
        [.. rows.SelectMany((row, colour) => Curves(row, colour))]);

    private static IEnumerable<Trace> Curves(IGrouping<double, Cell> row, int colour)
    {
        var (scale, shifts) = (row.Key.Text(), row.Select(c => c.Shift).Gaps());
        yield return new Line($"divergences, scale {scale}", shifts, row.Select(c => c.Divergences.ByShift).Gaps())
        {
            Colour = colour,
        };
        yield return new Points($"-log D, scale {scale}", shifts, row.Select(c => c.Frozen.ByShift).Gaps())
        {
            Colour = colour,
        };
    }

    /// <summary>What is measured.</summary>
    /// <param name="Cells">Both sides in every setting, scale by scale.</param>
    public sealed record Measurements(IReadOnlyList<Cell> Cells);

    /// <summary>Both sides in one setting.</summary>
    /// <param name="Shift">The generator's shift.</param>
    /// <param name="Scale">The generator's scale.</param>
    /// <param name="Frozen">The gradient of -log D, frozen.</param>
    /// <param name="Divergences">That of the divergences, by central differences.</param>
    public sealed record Cell(double Shift, double Scale, Gradient Frozen, Gradient Divergences);

    /// <summary>A gradient by the generator's two parameters.</summary>
    /// <param name="ByShift">By the shift.</param>
    /// <param name="ByScale">By the scale.</param>
    public readonly record struct Gradient(double ByShift, double ByScale)
    {
        /// <summary>The larger component.</summary>
        internal double Largest => Math.Max(Math.Abs(ByShift), Math.Abs(ByScale));

        /// <summary>The largest difference of a component.</summary>
        /// <param name="other">Another gradient.</param>
        internal double Off(Gradient other) => new Gradient(ByShift - other.ByShift, ByScale - other.ByScale).Largest;
    }
}

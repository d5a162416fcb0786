using System.Numerics;
using Saddle.Catalog;

namespace Saddle.Dynamics;

/// <summary>
/// The spectral radius of one update against both players' learning rate: which rates make a rule converge, and which
/// fastest.
/// </summary>
/// <param name="Etas">The learning rates, a geometric series.</param>
/// <param name="Radii">The spectral radius at each; null where there is no linearisation.</param>
public sealed record RateScan(IReadOnlyList<double> Etas, IReadOnlyList<double?> Radii)
{
    /// <summary>The least learning rate that scans begin with.</summary>
    public const double Least = 1e-3;

    /// <summary>The greatest learning rate that scans end with.</summary>
    public const double Greatest = 10;

    /// <summary>The interval of rates that converge and holds the fastest; null where none converges.</summary>
    public (double Low, double High)? Converging
    {
        get
        {
            if (Fastest is not { } fastest)
            {
                return null;
            }

            var at = Etas.ToList().IndexOf(fastest.Eta);
            var (low, high) = (at, at);
            while (low > 0 && Converges(low - 1))
            {
                low--;
            }

            while (high < Etas.Count - 1 && Converges(high + 1))
            {
                high++;
            }

            return (Etas[low], Etas[high]);
        }
    }

    /// <summary>Whether the interval that converges goes on below the least rate that was tried.</summary>
    public bool IsOpenBelow => Converging is { } interval && interval.Low == Etas[0];

    /// <summary>Whether the interval that converges goes on above the greatest rate that was tried.</summary>
    public bool IsOpenAbove => Converging is { } interval && interval.High == Etas[^1];

    /// <summary>The rate of the least radius; null where none converges.</summary>
    public (double Eta, double Radius)? Fastest
    {
        get
        {
            var converging = Enumerable.Range(0, Etas.Count).Where(Converges).ToList();
            return converging.Count == 0
                ? null
                : converging.Select(i => (Etas[i], Radii[i]!.Value)).MinBy(p => p.Value);
        }
    }

    /// <summary>Scans.</summary>
    /// <param name="setup">The game and the rule; only the learning rate is changed.</param>
    /// <param name="low">The least rate.</param>
    /// <param name="high">The greatest rate.</param>
    /// <param name="count">How many; at least 2.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="SettingsException">The rule's learning rates cannot be set to such values.</exception>
    /// <exception cref="NotSupportedException">
    /// The rule asks the game for something that it declines; the message says why.
    /// </exception>
    public static RateScan Of(Setup setup, double low, double high, int count, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(setup);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 2);
        var (etas, radii) = (new double[count], new double?[count]);
        for (var i = 0; i < count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            etas[i] = low * Math.Pow(high / low, i / (count - 1.0));
            var (game, rule) = setup.With(("eta", etas[i]));
            radii[i] = LeadingMode.Of(game.ForSpectrum, rule).Radius;
        }

        return new(etas, radii);
    }

    /// <summary>What an eigenvalue does to a small displacement in one update, in words.</summary>
    /// <param name="leading">The eigenvalue of largest modulus.</param>
    public static string Explain(Complex leading)
    {
        var (size, turn) = (leading.Magnitude, Math.Abs(leading.Phase) * 180 / Math.PI);
        var stretches = Math.Abs(size - 1) <= LeadingMode.SilentWidth ? "keeps its length"
            : string.Create(
                System.Globalization.CultureInfo.InvariantCulture,
                $"{(size < 1 ? "shrinks" : "stretches")} it by a factor of {size:G6}");
        return turn < 1e-9 ? $"Each update {stretches}, without turning it."
            : string.Create(
                System.Globalization.CultureInfo.InvariantCulture,
                $"Each update turns a small displacement by {turn:G3} degrees and {stretches}.");
    }

    private bool Converges(int i) => Radii[i] < 1 - LeadingMode.SilentWidth;
}

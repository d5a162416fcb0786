namespace Saddle.Metrics.Tests.Golden;

/// <summary>A figure beside a tool's.</summary>
/// <param name="Metric">The metric.</param>
/// <param name="Tool">Whose figure it is compared with.</param>
/// <param name="What">Which figure.</param>
/// <param name="Ours">Ours.</param>
/// <param name="Theirs">Theirs.</param>
/// <param name="Tolerance">How far they may be apart, as a share of theirs, or of 1 where that is less.</param>
internal sealed record GoldenFigure(
    string Metric, string Tool, string What, double Ours, double Theirs, double Tolerance)
{
    /// <summary>How far they are apart, likewise.</summary>
    public double Difference => Ours.Equals(Theirs) ? 0
        : Math.Abs(Ours - Theirs) / Math.Max(Math.Abs(Theirs), Floor);

    /// <summary>What differences are shares of at least: those of shares and of values near 0 are absolute.</summary>
    public double Floor { get; init; } = 1e-3;

    /// <summary>Whether they agree.</summary>
    public bool Agree => Difference <= Tolerance;

    public override string ToString() => FormattableString.Invariant(
        $"{Metric} {What}: {Ours:R}, {Tool} has {Theirs:R}: {Difference:E1} apart, where {Tolerance:E0} is allowed");
}

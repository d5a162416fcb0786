using System.Globalization;

namespace Saddle.Metrics;

/// <summary>
/// The shapes that sanity checks ask for. Those of fidelity and diversity, which lie between 0 and 1, are the published
/// ones, with their tolerances; of distances, which have no scale of their own, the same are asked of shares of the
/// largest value.
/// </summary>
/// <remarks>
/// Räisä, van Breugel, van der Schaar 2025 (arXiv:2505.22450), section 5, and the criteria of their repository.
/// </remarks>
internal static class CurveShapes
{
    // How near is near, how flat is flat; how much a rise or a fall must be, and how far its ends may be from the
    // extremes.
    private const double Near = 0.05;
    private const double Change = 0.2;
    private const double Stray = 0.1;

    /// <summary>The left end.</summary>
    public const double Left = double.NegativeInfinity;

    /// <summary>The right end.</summary>
    public const double Right = double.PositiveInfinity;

    /// <summary>The value at a place is near a target.</summary>
    public static CurveShape At(double x, double target) => curve =>
        Judge(IsNear(curve.At(x), target), $"{Text(curve.At(x))}; expected {Text(target)} within {Text(Near)}");

    /// <summary>The value at the end is near 1 (high) or near 0 (low).</summary>
    public static CurveShape Wide(double x) => curve => curve.At(x) switch
    {
        var v when IsNear(v, 1) => new(SanityVerdict.PassAsHigh, Text(v)),
        var v when IsNear(v, 0) => new(SanityVerdict.PassAsLow, Text(v)),
        var v => new(SanityVerdict.Fail, $"{Text(v)}; expected 0 or 1 within {Text(Near)}"),
    };

    /// <summary>A bell: clearly lower at both ends than at a place, which is nearly the top.</summary>
    public static CurveShape Bell(double x) => curve =>
    {
        var (left, middle, right) = (curve.At(Left), curve.At(x), curve.At(Right));
        var (least, most) = (curve.Mean.Min(), curve.Mean.Max());
        return Judge(
            middle - left >= Change && middle - right >= Change && most - middle <= Stray
                && (left - least <= Stray || right - least <= Stray),
            $"{Text(left)}, {Text(middle)} and {Text(right)} at the ends and in the middle, of {Range(curve)}; "
                + "expected a bell");
    };

    /// <summary>Falls from the largest to the smallest.</summary>
    public static CurveShape Falls { get; } = curve =>
        Judge(IsFall(curve.At(Left), curve.At(Right), curve), $"{Ends(curve)}; expected a fall");

    /// <summary>Rises from the smallest to the largest.</summary>
    public static CurveShape Rises { get; } = curve =>
        Judge(IsFall(-curve.At(Left), -curve.At(Right), Turned(curve)), $"{Ends(curve)}; expected a rise");

    /// <summary>Falls, and has fallen already where so much of the way is gone.</summary>
    public static CurveShape FallsBy(double share) => curve =>
    {
        var (whole, place) = (Falls(curve), (int)Math.Round(share * (curve.X.Count - 1), MidpointRounding.ToEven));
        var fallen = curve.Mean[0] - curve.Mean[place];
        return Judge(
            whole.Verdict == SanityVerdict.Pass && fallen >= Stray,
            $"{whole.Saw}, and by {Text(Stray)} at {Text(curve.X[place])}, where it has fallen by {Text(fallen)}");
    };

    /// <summary>Stays where it is.</summary>
    public static CurveShape Flat { get; } = curve =>
        Judge(curve.Mean.Max() - curve.Mean.Min() <= Near, $"{Range(curve)}; expected a flat line");

    /// <summary>Stays where it is from the middle on.</summary>
    public static CurveShape Settles { get; } = curve =>
    {
        var rest = curve with { Mean = [.. curve.Mean.Skip(curve.Mean.Count / 2)] };
        return Judge(
            rest.Mean.Max() - rest.Mean.Min() <= Near, $"{Range(rest)} in the second half; expected a flat line");
    };

    /// <summary>Diversity that falls (low) by the one shape, or stays high by the other.</summary>
    public static CurveShape LowOrHigh(CurveShape low, CurveShape high) => curve =>
        low(curve) is { Verdict: SanityVerdict.Pass } falling ? falling with { Verdict = SanityVerdict.PassAsLow }
        : high(curve) is { Verdict: SanityVerdict.Pass } staying ? staying with { Verdict = SanityVerdict.PassAsHigh }
        : new(SanityVerdict.Fail, $"{low(curve).Saw}, or {high(curve).Saw}");

    /// <summary>A shape of shares of the largest value: for distances.</summary>
    public static CurveShape OfLargest(CurveShape shape) => curve =>
    {
        var most = curve.Mean.Max();
        return shape(curve with { Mean = [.. curve.Mean.Select(v => most > 0 ? v / most : 0)] });
    };

    /// <summary>
    /// A distance that is least at a place and rises to both ends; each side by itself, as they may be of other orders.
    /// </summary>
    public static CurveShape Valley(double x) => curve =>
    {
        var (left, middle, right) = (curve.At(Left), curve.At(x), curve.At(Right));
        return Judge(
            middle <= (1 - Change) * Math.Min(left, right)
                && middle <= curve.Mean.Min() + (Stray * Math.Min(left, right)),
            $"{Text(left)}, {Text(middle)} and {Text(right)} at the ends and in the middle, of {Range(curve)}; "
                + "expected a valley");
    };

    private static bool IsNear(double value, double target) => Math.Abs(value - target) <= Near + 1e-12;

    private static bool IsFall(double left, double right, SanityCurve curve) =>
        left - right >= Change && curve.Mean.Max() - left <= Stray && right - curve.Mean.Min() <= Stray;

    private static SanityCurve Turned(SanityCurve curve) => curve with { Mean = [.. curve.Mean.Select(v => -v)] };

    private static SanityJudgement Judge(bool passed, string saw) =>
        new(passed ? SanityVerdict.Pass : SanityVerdict.Fail, saw);

    private static string Ends(SanityCurve curve) =>
        $"{Text(curve.At(Left))} to {Text(curve.At(Right))}, of {Range(curve)}";

    private static string Range(SanityCurve curve) => $"{Text(curve.Mean.Min())} to {Text(curve.Mean.Max())}";

    private static string Text(double value) => value.ToString("G3", CultureInfo.InvariantCulture);
}

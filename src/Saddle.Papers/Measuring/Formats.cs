using System.Globalization;
using Saddle.Dynamics;

namespace Saddle.Papers.Measuring;

/// <summary>How numbers are written in findings.</summary>
internal static class Formats
{
    /// <summary>A share with its interval.</summary>
    public static string Share(this Proportion share) =>
        string.Create(CultureInfo.InvariantCulture, $"{share.Rate:F3} ({share.Low:F3} to {share.High:F3})");

    /// <summary>An interval, or that there is none.</summary>
    public static string Text(this (double Low, double High)? interval, string format = "G4") => interval is { } of
        ? $"{of.Low.Text(format)} to {of.High.Text(format)}"
        : "none of fewer than six";

    /// <summary>A number in the invariant culture.</summary>
    public static string Text(this double value, string format = "G4") =>
        value.ToString(format, CultureInfo.InvariantCulture);

    /// <summary>A number in the invariant culture.</summary>
    public static string Text(this long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>A number in the invariant culture.</summary>
    public static string Text(this int value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>The doubles as a figure takes them: infinite ends and NaN leave gaps.</summary>
    public static double?[] Gaps(this IEnumerable<double> values) =>
        [.. values.Select(v => double.IsFinite(v) ? v : (double?)null)];
}

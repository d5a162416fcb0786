using System.Globalization;
using Saddle.Catalog;

namespace Saddle.Dynamics;

/// <summary>
/// A range of a setting, evenly spaced in the value or in its logarithm: NAME=LO:HI:N or NAME=LO:HI:N:log as text.
/// </summary>
/// <param name="Name">The setting's name.</param>
/// <param name="Low">The first value.</param>
/// <param name="High">The last value.</param>
/// <param name="Count">The number of values.</param>
/// <param name="IsLog">Whether the spacing is even in the logarithm.</param>
public sealed record SettingRange(string Name, double Low, double High, int Count, bool IsLog = false)
{
    private const int Most = 5000;

    /// <summary>The values, as an axis of a diagram.</summary>
    public SettingAxis Axis => new(Name, [.. Enumerable.Range(0, Count).Select(Value)]);

    /// <summary>Reads a range.</summary>
    /// <param name="option">What the text is of, for the message.</param>
    /// <param name="text">NAME=LO:HI:N or NAME=LO:HI:N:log.</param>
    /// <exception cref="SettingsException">The text has another form, or there are no such values.</exception>
    public static SettingRange Parse(string option, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        var parts = equals > 0 ? text[(equals + 1)..].Split(':') : [];
        var isLog = parts is [_, _, _, "log"];
        if ((parts.Length != 3 && !isLog)
            || !TryParse(parts[0], out var low)
            || !TryParse(parts[1], out var high)
            || !int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var count))
        {
            throw new SettingsException(
                $"{option} {text}: expected NAME=LO:HI:N or NAME=LO:HI:N:log, such as eta=0.01:1:50:log");
        }

        return count is < 1 or > Most || (isLog && (low <= 0 || high <= 0))
            ? throw new SettingsException(
                $"{option} {text}: expected from 1 to {Most} values, and positive ends on a logarithmic axis")
            : new(text[..equals], low, high, count, isLog);
    }

    /// <summary>Reads the two ranges of a diagram.</summary>
    /// <param name="prefix">What stands before x and y in their names, for the message.</param>
    /// <param name="x">The range along a row.</param>
    /// <param name="y">The range along a column.</param>
    /// <exception cref="SettingsException">A text has another form, or both are of one setting.</exception>
    public static (SettingRange X, SettingRange Y) ParsePair(string prefix, string x, string y)
    {
        return Pair(prefix, Parse($"{prefix}x", x), Parse($"{prefix}y", y));
    }

    /// <summary>The two ranges of a diagram, if they are of two settings.</summary>
    /// <param name="prefix">What stands before x and y in their names, for the message.</param>
    /// <param name="x">The range along a row.</param>
    /// <param name="y">The range along a column.</param>
    /// <exception cref="SettingsException">Both are of one setting.</exception>
    public static (SettingRange X, SettingRange Y) Pair(string prefix, SettingRange x, SettingRange y)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        return IsOf(x.Name, y.Name)
            ? throw new SettingsException($"{prefix}x and {prefix}y are both {x.Name}: expected two settings")
            : (x, y);
    }

    /// <summary>Whether two names may be of one setting, which is also called by its owner: rule.eta of eta.</summary>
    /// <param name="one">One name.</param>
    /// <param name="other">The other.</param>
    public static bool IsOf(string one, string other)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        return one == other
            || one.EndsWith($".{other}", StringComparison.Ordinal)
            || other.EndsWith($".{one}", StringComparison.Ordinal);
    }

    /// <summary>The range as <see cref="Parse"/> reads it.</summary>
    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Name}={Low:R}:{High:R}:{Count}{(IsLog ? ":log" : string.Empty)}");

    private static bool TryParse(string text, out double value) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);

    private double Value(int index)
    {
        var share = Count == 1 ? 0 : index / (Count - 1.0);
        return IsLog ? Low * Math.Pow(High / Low, share) : Low + ((High - Low) * share);
    }
}

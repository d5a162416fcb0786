using System.Globalization;

namespace Saddle.Rules;

/// <summary>
/// A player's step size: constant, falling as a power of the update's number n = 1, 2, ... (<c>scale * n^power</c>), or going
/// down to 0 along a line (<c>scale * (1 - n / end)</c>, n from 0).
/// </summary>
/// <param name="Scale">The step of the first update; at least 0.</param>
/// <param name="Power">The exponent; 0 for a constant step, usually negative.</param>
/// <param name="End">The update from which the step is 0; 0 where it does not go down along a line.</param>
public readonly record struct Schedule(double Scale, double Power = 0, long End = 0)
{
    private const string PowerMark = "*n^";
    private const string LineMark = "*(1-n/";

    /// <summary>Whether every update has the same step.</summary>
    public bool IsConstant => Power == 0 && End == 0;

    /// <summary>A constant step.</summary>
    public static implicit operator Schedule(double step) => new(step);

    /// <summary>The step of an update.</summary>
    /// <param name="step">The update's number from 0.</param>
    public double At(long step) => End > 0 ? Scale * Math.Max(0, 1 - ((double)step / End))
        : Power == 0 ? Scale
        : Scale * Math.Pow(step + 1, Power);

    /// <summary>Reads a number, or a form like <c>0.1*n^-0.6</c> or <c>0.1*(1-n/1000)</c>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="schedule">The result.</param>
    /// <returns>Whether the text has that form and the step is finite and not negative.</returns>
    public static bool TryParse(string text, out Schedule schedule)
    {
        ArgumentNullException.ThrowIfNull(text);
        schedule = default;
        if (text.IndexOf(LineMark, StringComparison.Ordinal) is var mark && mark > 0 && text.EndsWith(')'))
        {
            if (!double.TryParse(text[..mark], NumberStyles.Float, CultureInfo.InvariantCulture, out var start) || !double.IsFinite(start) || start < 0
                || !long.TryParse(text[(mark + LineMark.Length)..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var end) || end < 1)
            {
                return false;
            }

            schedule = new(start, End: end);
            return true;
        }

        var parts = text.Split(PowerMark, StringSplitOptions.TrimEntries);
        var power = 0.0;
        if (parts.Length > 2
            || !double.TryParse(parts[0], NumberStyles.Float, CultureInfo.InvariantCulture, out var scale)
            || (parts.Length == 2 && !double.TryParse(parts[1], NumberStyles.Float, CultureInfo.InvariantCulture, out power))
            || !double.IsFinite(scale) || !double.IsFinite(power) || scale < 0)
        {
            return false;
        }

        schedule = new(scale, power);
        return true;
    }

    /// <summary>The form that <see cref="TryParse"/> reads.</summary>
    public override string ToString() => IsConstant
        ? Scale.ToString("R", CultureInfo.InvariantCulture)
        : End > 0 ? string.Create(CultureInfo.InvariantCulture, $"{Scale:R}{LineMark}{End})")
        : string.Create(CultureInfo.InvariantCulture, $"{Scale:R}{PowerMark}{Power:R}");
}

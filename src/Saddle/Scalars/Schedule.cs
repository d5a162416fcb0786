using System.Globalization;

namespace Saddle.Scalars;

/// <summary>
/// A player's learning rate: constant, falling as a power of the update's number n = 1, 2, ...
/// (<c>scale * n^power</c>), or going down to 0 along a line (<c>scale * (1 - n / end)</c>, n from 0).
/// </summary>
/// <param name="Scale">The rate of the first update; at least 0.</param>
/// <param name="Power">The exponent; 0 for a constant rate, usually negative.</param>
/// <param name="End">The update from which the rate is 0; 0 where it does not go down along a line.</param>
public readonly record struct Schedule(double Scale, double Power = 0, long End = 0)
{
    private const string PowerMark = "*n^";
    private const string LineMark = "*(1-n/";

    /// <summary>Whether every update has the same rate.</summary>
    public bool IsConstant => Power == 0 && End == 0;

    /// <summary>A constant rate.</summary>
    public static implicit operator Schedule(double rate) => new(rate);

    /// <summary>The rate of an update.</summary>
    /// <param name="step">The update's number from 0.</param>
    public double At(long step) => End > 0 ? Scale * Math.Max(0, 1 - ((double)step / End))
        : Power == 0 ? Scale
        : Scale * Math.Pow(step + 1, Power);

    /// <summary>Reads a number, or a form like <c>0.1*n^-0.6</c> or <c>0.1*(1-n/1000)</c>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="schedule">The result.</param>
    /// <returns>Whether the text has that form and the rate is finite and not negative.</returns>
    public static bool TryParse(string text, out Schedule schedule)
    {
        ArgumentNullException.ThrowIfNull(text);
        var line = text.IndexOf(LineMark, StringComparison.Ordinal);
        return line > 0 && text.EndsWith(')')
            ? TryParseLine(text[..line], text[(line + LineMark.Length)..^1], out schedule)
            : TryParsePower(text.Split(PowerMark, StringSplitOptions.TrimEntries), out schedule);
    }

    /// <summary>The form that <see cref="TryParse"/> reads.</summary>
    public override string ToString() => IsConstant ? Scale.ToString("R", CultureInfo.InvariantCulture)
        : End > 0 ? string.Create(CultureInfo.InvariantCulture, $"{Scale:R}{LineMark}{End})")
        : string.Create(CultureInfo.InvariantCulture, $"{Scale:R}{PowerMark}{Power:R}");

    private static bool TryParseLine(string scaleText, string endText, out Schedule schedule)
    {
        schedule = default;
        if (!TryParseFinite(scaleText, out var scale)
            || scale < 0
            || !long.TryParse(endText, NumberStyles.None, CultureInfo.InvariantCulture, out var end)
            || end < 1)
        {
            return false;
        }

        schedule = new(scale, End: end);
        return true;
    }

    private static bool TryParsePower(string[] parts, out Schedule schedule)
    {
        schedule = default;
        var power = 0.0;
        if (parts.Length > 2
            || !TryParseFinite(parts[0], out var scale)
            || scale < 0
            || (parts.Length == 2 && !TryParseFinite(parts[1], out power)))
        {
            return false;
        }

        schedule = new(scale, power);
        return true;
    }

    private static bool TryParseFinite(string text, out double number) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);
}

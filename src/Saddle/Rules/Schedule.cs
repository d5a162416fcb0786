using System.Globalization;

namespace Saddle.Rules;

/// <summary>A player's step size: constant, or falling as a power of the update's number n = 1, 2, ...: <c>scale * n^power</c>.</summary>
/// <param name="Scale">The step of the first update; at least 0.</param>
/// <param name="Power">The exponent; 0 for a constant step, usually negative.</param>
public readonly record struct Schedule(double Scale, double Power = 0)
{
    /// <summary>A constant step.</summary>
    public static implicit operator Schedule(double step) => new(step);

    /// <summary>The step of an update.</summary>
    /// <param name="step">The update's number from 0.</param>
    public double At(long step) => Power == 0 ? Scale : Scale * Math.Pow(step + 1, Power);

    /// <summary>Reads a number, or a form like <c>0.1*n^-0.6</c>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="schedule">The result.</param>
    /// <returns>Whether the text has that form and the step is finite and not negative.</returns>
    public static bool TryParse(string text, out Schedule schedule)
    {
        ArgumentNullException.ThrowIfNull(text);
        schedule = default;
        var parts = text.Split("*n^", StringSplitOptions.TrimEntries);
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
    public override string ToString() => Power == 0
        ? Scale.ToString("R", CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{Scale:R}*n^{Power:R}");
}

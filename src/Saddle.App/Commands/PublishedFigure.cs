using System.Globalization;
using Saddle.Papers;

namespace Saddle.App.Commands;

/// <summary>What a paper says, as JSON has it: a value that is a number is written as one.</summary>
internal sealed record PublishedFigure(object Value, string Where, string HowKnown)
{
    /// <summary>What a paper says.</summary>
    /// <param name="published">The claim's own words.</param>
    public static PublishedFigure Of(Published published) => new(
        double.TryParse(published.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : published.Value,
        published.Where,
        published.HowKnown);
}

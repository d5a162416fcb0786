using System.Globalization;
using Saddle.Data.Families;

namespace Saddle.Gans.Probes;

/// <summary>How often generated shapes are what was asked for: shares of all; what shows no shape never is.</summary>
/// <param name="pairs">What was asked of each image and what it shows.</param>
public sealed class ShapeAgreement(IEnumerable<(ShapeRequest Asked, ShapeFactors? Shown)> pairs)
{
    private readonly List<(ShapeRequest Asked, ShapeFactors? Shown)> _pairs = [.. pairs];

    /// <summary>Of the shape; NaN where none was asked for.</summary>
    public double Shape => Share(pair => pair.Asked.Compare(pair.Shown).Shape);

    /// <summary>Of the colour.</summary>
    public double Colour => Share(pair => pair.Asked.Compare(pair.Shown).Colour);

    /// <summary>Of the place.</summary>
    public double Place => Share(pair => pair.Asked.Compare(pair.Shown).Place);

    /// <summary>Of all that was asked, at once.</summary>
    public double Joint => Share(pair => pair.Asked.Agrees(pair.Shown));

    /// <summary>The figures: <c>agreement</c> is the joint one.</summary>
    public IReadOnlyList<(string Name, double Value)> Figures => double.IsNaN(Colour)
        ? [("agreement", Joint)]
        :
        [
            ("agreement", Joint),
            ("agreement/shape", Shape),
            ("agreement/colour", Colour),
            ("agreement/place", Place),
        ];

    /// <summary>The figures in words.</summary>
    public string InWords => _pairs.Count == 0 ? "nothing was asked for"
        : double.IsNaN(Colour)
            ? string.Create(
                CultureInfo.InvariantCulture, $"{Joint:P1} show the shape that was asked for (by chance 25 %)")
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{Joint:P1} show all that was asked for, {Shape:P1} the shape, {Colour:P1} the colour and "
                + $"{Place:P1} the place (by chance 1, 25, 17 and 25 %)");

    private double Share(Func<(ShapeRequest Asked, ShapeFactors? Shown), bool?> right)
    {
        var answers = _pairs.Select(right).OfType<bool>().ToList();
        return answers.Count == 0 ? double.NaN : answers.Count(answer => answer) / (double)answers.Count;
    }
}

using System.Globalization;
using Saddle.Data.Families;

namespace Saddle.Gans.Probes;

/// <summary>How often generated shapes are what was asked for: shares of all; what shows no shape never is.</summary>
/// <param name="pairs">What was asked of each image and what it shows.</param>
public sealed class ShapeAgreement(IEnumerable<(ShapeRequest Asked, ShapeFactors? Shown)> pairs)
{
    private readonly List<(ShapeRequest Asked, ShapeFactors? Shown)> _pairs = [.. pairs];

    /// <summary>Of all that was asked, at once; NaN where nothing was.</summary>
    public double Joint => _pairs.Count == 0 ? double.NaN : Share(pair => pair.Asked.Agrees(pair.Shown));

    /// <summary>The joint share, and where more than the shape was asked for that of each factor that was.</summary>
    public IReadOnlyList<(string Name, double Value)> Figures => Factors is [] or [("shape", _)]
        ? [("agreement", Joint)]
        : [("agreement", Joint), .. Factors.Select(factor => ($"agreement/{factor.Name}", factor.Value))];

    /// <summary>The figures in words.</summary>
    public string InWords => Factors switch
    {
        [] => "nothing was asked for",
        [("shape", _)] => string.Create(
            CultureInfo.InvariantCulture, $"{Joint:P1} show the shape that was asked for (by chance 25 %)"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{Joint:P1} show all that was asked for ({Each})"),
    };

    private string Each => string.Join(
        ", ", Factors.Select(f => string.Create(CultureInfo.InvariantCulture, $"the {f.Name} {f.Value:P1}")));

    // Those that were asked for.
    private List<(string Name, double Value)> Factors =>
        new List<(string Name, double Value)>
        {
            ("shape", Share(pair => pair.Asked.Compare(pair.Shown).Shape)),
            ("colour", Share(pair => pair.Asked.Compare(pair.Shown).Colour)),
            ("place", Share(pair => pair.Asked.Compare(pair.Shown).Place)),
        }.FindAll(factor => !double.IsNaN(factor.Value));

    private double Share(Func<(ShapeRequest Asked, ShapeFactors? Shown), bool?> right)
    {
        var answers = _pairs.Select(right).OfType<bool>().ToList();
        return answers.Count == 0 ? double.NaN : answers.Count(answer => answer) / (double)answers.Count;
    }
}

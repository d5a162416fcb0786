using Saddle.Data;

namespace Saddle.Metrics;

/// <summary>
/// Pictures that somebody painted beside the true ones, and beside what grey, the median colour and an honest draw
/// would have painted: no figure of a colouriser says anything without theirs.
/// </summary>
/// <param name="seed">The seed of the honest draw.</param>
public sealed class ColourComparison(ulong seed)
{
    private const int Baselines = 3;

    private readonly MedianColour _median = new();
    private readonly HonestDraw _honest = new(seed);
    private readonly List<double> _own = [];
    private readonly HueHistogram _hues = new();
    private readonly List<ColourFigures>[] _figures =
        [.. Enumerable.Range(0, Baselines + 1).Select(_ => (List<ColourFigures>)[])];

    private readonly HueHistogram[] _painted =
        [.. Enumerable.Range(0, Baselines + 1).Select(_ => new HueHistogram())];

    /// <summary>The mean colourfulness of the true pictures.</summary>
    public double Colourfulness => _own.Average();

    /// <summary>The entropy of their hues.</summary>
    public double HueEntropy => _hues.Entropy;

    /// <summary>Takes in a picture that the baselines learn the colours of each lightness from.</summary>
    /// <param name="picture">The picture.</param>
    public void Learn(Image picture)
    {
        _median.Add(picture);
        _honest.Add(picture);
    }

    /// <summary>Takes in a pair, after all that is to be learnt from.</summary>
    /// <param name="real">The true picture.</param>
    /// <param name="made">What somebody painted from its lightness, of the same size.</param>
    /// <exception cref="DataException">They are of two sizes.</exception>
    public void Add(Image real, Image made)
    {
        _own.Add(PictureDifference.Colourfulness(real));
        _hues.Add(real);
        Image[] painted = [made, MedianColour.Grey(real), _median.Paint(real), _honest.Paint(real)];
        foreach (var (i, picture) in painted.Index())
        {
            _figures[i].Add(ColourFigures.Of(real, picture));
            _painted[i].Add(picture);
        }
    }

    /// <summary>All painters: who was looked at, then the baselines.</summary>
    /// <param name="name">The name of who was looked at.</param>
    public IReadOnlyList<Painter> Painters(string name) =>
    [
        .. ((string[])[name, "grey", "median colour", "honest draw"]).Select((painter, i) =>
        {
            var mean = ColourFigures.Mean(_figures[i]);
            return new Painter(painter, mean, mean.Colourfulness / Colourfulness, _painted[i].Entropy);
        }),
    ];
}

using Saddle.Scalars;

namespace Saddle.Metrics;

/// <summary>What a curve of a sanity check draws.</summary>
/// <param name="Setting">What is held fixed, as <c>dim=8</c>.</param>
/// <param name="X">What runs along it, rising.</param>
/// <param name="Reference">Draws the reference: so many rows at a place.</param>
/// <param name="Generated">Draws the other side.</param>
internal sealed record SanityLaw(
    string Setting,
    IReadOnlyList<double> X,
    Func<Philox, int, double, SampleRows> Reference,
    Func<Philox, int, double, SampleRows> Generated)
{
    private const int Usual = 1000;

    // More than any curve has.
    private const long Places = 1024;

    /// <summary>Whether each place has a reference of its own, where it is usually one for all.</summary>
    public bool ReferenceOfEach { get; init; }

    /// <summary>The numbers of rows at a place.</summary>
    public Func<double, (int Reference, int Generated)> Counts { get; init; } = _ => (Usual, Usual);

    /// <summary>Draws both sides.</summary>
    /// <param name="place">Which place of <see cref="X"/>.</param>
    /// <param name="seed">The seed of the check.</param>
    /// <param name="stream">The number of curve and repeat.</param>
    public (SampleRows Reference, SampleRows Generated) Draw(int place, ulong seed, long stream)
    {
        var (x, counts) = (X[place], Counts(X[place]));
        long Stream(int at) => (stream * Places) + at;
        return (
            Reference(new(seed, Stream(ReferenceOfEach ? place + 1 : 0), Purpose.Item), counts.Reference, x),
            Generated(new(seed, Stream(place + 1), Purpose.Latent), counts.Generated, x));
    }
}

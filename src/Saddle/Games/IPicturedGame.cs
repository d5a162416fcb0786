namespace Saddle.Games;

/// <summary>
/// A game whose state is a picture over the line that the data lie on: densities, a discriminator, points.
/// </summary>
public interface IPicturedGame
{
    /// <summary>
    /// Why these settings have no picture (points of several dimensions, say); null where they have one.
    /// </summary>
    string? WhyNoPicture { get; }

    /// <summary>
    /// How many of a state's coordinates, from the first on, are places on the line, which a hand can move.
    /// </summary>
    int Movable { get; }

    /// <summary>The part of the line that is worth showing.</summary>
    (double Low, double High) Window { get; }

    /// <summary>What stays as it is during training.</summary>
    /// <param name="grid">Where to evaluate curves.</param>
    Picture Target(ReadOnlySpan<double> grid);

    /// <summary>What changes during training.</summary>
    /// <param name="state">A state.</param>
    /// <param name="grid">Where to evaluate curves.</param>
    Picture Draw(ReadOnlySpan<double> state, ReadOnlySpan<double> grid);
}

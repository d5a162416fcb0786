using System.Globalization;

namespace Saddle.Gans.Windows;

/// <summary>
/// Whether a state is near rest: whether what is predicted there holds for as many updates as it is said for. The run's
/// own updates are made on the held batch, with the present rates; the spectrum is taken where they lead, and again
/// where as many updates with rates near the edge lead from there. Where it has changed, it is looked at from there.
/// </summary>
/// <param name="Field">The length of the field at the state.</param>
/// <param name="Rates">
/// By what both rates were multiplied for the updates: so that they were a sixth below the edge, or at the map's end.
/// </param>
/// <param name="Settled">The updates on the held batch that lead from the checkpoint to the state.</param>
/// <param name="Moved">How far the updates from there move the parameters, as a share of their length.</param>
/// <param name="All">How far all of them do, from the checkpoint.</param>
/// <param name="Margin">By what both rates can be multiplied at the state.</param>
/// <param name="MarginAfter">The same after the updates.</param>
/// <param name="Shifted">The edges on the chosen lines of the map that are elsewhere after the updates.</param>
public sealed record RestCheck(
    double Field,
    double Rates,
    long Settled,
    double Moved,
    double All,
    double Margin,
    double MarginAfter,
    int Shifted)
{
    /// <summary>How often it is looked at.</summary>
    public const int MostRounds = 6;

    /// <summary>The most that the parameters may move in one round, as a share of their length.</summary>
    public const double MostMoved = 0.05;

    /// <summary>The most that they may move in all.</summary>
    public const double MostMovedInAll = 0.2;

    /// <summary>The most that an edge may move in the last round, as a factor.</summary>
    public const double MostShifted = 1.1;

    /// <summary>
    /// Whether the present settings leave by the prediction, and yet held: what seems to be rest only drifts.
    /// </summary>
    public bool IsContradicted { get; init; }

    /// <summary>Whether the state is near rest, and near the checkpoint.</summary>
    public bool IsAtRest => !IsContradicted && Moved <= MostMoved
        && All <= MostMovedInAll
        && Shifted == 0
        && !double.IsNaN(Margin)
        && (Margin == MarginAfter || Math.Abs(Math.Log(Margin / MarginAfter)) <= Math.Log(MostShifted));

    /// <summary>What was seen, as the middle of a sentence.</summary>
    /// <param name="updates">The updates that a prediction is about.</param>
    public string Told(long updates)
    {
        if (!double.IsFinite(All))
        {
            return $"{updates} updates on the held batch lead beyond the range of numbers";
        }

        var moved = string.Create(
            CultureInfo.InvariantCulture,
            $"in {updates} updates the parameters move by {100 * Moved:G3} % of their length, "
            + $"{100 * All:G3} % from the checkpoint");
        return IsContradicted ? $"the spectrum has the present settings leave, and yet {moved}: they drift"
            : double.IsNaN(Margin) ? moved
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{moved}, the factor on both rates at which the networks leave from {Margin:G4} to "
                + $"{MarginAfter:G4}, and {Shifted} edges by more than a tenth");
    }
}

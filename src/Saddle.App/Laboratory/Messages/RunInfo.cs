using Saddle.Papers;

namespace Saddle.App.Laboratory.Messages;

/// <summary>
/// One rule's run: recorded steps and states (of a game that has no plane only the last), distances, the measured and
/// the predicted verdict, and the command line that gives the same.
/// </summary>
internal sealed record RunInfo(
    string Rule,
    IReadOnlyList<long> Steps,
    IReadOnlyList<IReadOnlyList<double?>> States,
    IReadOnlyList<double?> Distances,
    MeasuredInfo Measured,
    PredictedInfo Predicted,
    IReadOnlyList<EigenvalueInfo> Eigenvalues,
    string? Explanation,
    KnownRadius? ClosedForm,
    string Command);

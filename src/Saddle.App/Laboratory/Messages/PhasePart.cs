using Saddle.App.Reports;

namespace Saddle.App.Laboratory.Messages;

/// <summary>
/// A part of a diagram. The first has the axes, the command line and the closed-form boundary; the last has the
/// agreement; the others have cells.
/// </summary>
internal sealed record PhasePart(
    IReadOnlyList<double>? X,
    IReadOnlyList<double>? Y,
    string? Command,
    BoundaryInfo? Boundary,
    IReadOnlyList<PhaseCell> Cells,
    double Done,
    AgreementInfo? Agreement);

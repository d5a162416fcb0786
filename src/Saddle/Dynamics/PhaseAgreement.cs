namespace Saddle.Dynamics;

/// <summary>
/// How far the measured verdicts of a phase diagram are the predicted ones. Only clear cells count: there the
/// prediction is so far from every boundary that a measurement has to agree. Nothing is compared before every cell is
/// predicted and measured.
/// </summary>
public sealed class PhaseAgreement
{
    private readonly PhaseDiagram _diagram;

    private PhaseAgreement(PhaseDiagram diagram) => _diagram = diagram;

    /// <summary>Whether every cell is predicted and measured, so that the two are compared.</summary>
    public bool IsComplete { get; private init; }

    /// <summary>Whether any cell has a prediction: no cell has one where there is no linearisation.</summary>
    public bool IsPredicted { get; private init; }

    /// <summary>The number of clear cells.</summary>
    public int Clear { get; private init; }

    /// <summary>The number of predicted cells that are not clear.</summary>
    public int Excluded { get; private init; }

    /// <summary>The clear cells in which the two verdicts differ, by number.</summary>
    public IReadOnlyList<Disagreement> Disagreements { get; private init; } = [];

    /// <summary>
    /// The number of clear cells in which the two verdicts are the same; 0 where nothing is compared.
    /// </summary>
    public int Agreeing => IsComplete ? Clear - Disagreements.Count : 0;

    /// <summary>The share of the clear cells that agree; null where nothing is compared, or no cell is clear.</summary>
    public double? Share => IsComplete ? ShareWithout(0) : null;

    /// <summary>
    /// The share of the clear cells that agree, without those in which what the linearisation drops makes the
    /// difference; null where nothing is compared, or nothing is left.
    /// </summary>
    public double? LinearShare => IsComplete ? ShareWithout(Disagreements.Count(d => d.IsNonlinear)) : null;

    /// <summary>The number of cells of each kind of disagreement, the most frequent first.</summary>
    public IReadOnlyDictionary<string, int> Kinds => Disagreements
        .GroupBy(d => d.Kind, StringComparer.Ordinal)
        .OrderByDescending(kind => kind.Count())
        .ToDictionary(kind => kind.Key, kind => kind.Count(), StringComparer.Ordinal);

    /// <summary>Compares predictions with measurements.</summary>
    /// <param name="diagram">The diagram.</param>
    /// <param name="predicted">The cells that are predicted, in any order.</param>
    /// <param name="measured">The cells that are measured, in any order.</param>
    public static PhaseAgreement Between(
        PhaseDiagram diagram,
        IReadOnlyCollection<PredictedCell> predicted,
        IReadOnlyCollection<MeasuredCell> measured)
    {
        ArgumentNullException.ThrowIfNull(diagram);
        ArgumentNullException.ThrowIfNull(predicted);
        ArgumentNullException.ThrowIfNull(measured);
        var clear = predicted.Where(diagram.IsClear).ToList();
        var isComplete = predicted.Count == diagram.Cells && measured.Count == diagram.Cells;
        return new(diagram)
        {
            IsComplete = isComplete,
            IsPredicted = predicted.Any(p => p.Verdict is not null),
            Clear = clear.Count,
            Excluded = predicted.Count - clear.Count,
            Disagreements = isComplete ? Differing(clear, measured) : [],
        };
    }

    /// <summary>
    /// Runs the differing cells from a start a thousand times nearer the equilibrium, which tells those that only what
    /// the linearisation drops makes differ from the others.
    /// </summary>
    /// <param name="cancellation">Stops; cells that were not run by then stay unexamined.</param>
    public PhaseAgreement Examine(CancellationToken cancellation = default)
    {
        var nearer = _diagram.Measure(
            [.. Disagreements.Select(d => d.Cell)],
            nearer: true,
            cancellation: cancellation).Cells
            .ToDictionary(m => m.Cell, m => m.Measured.Verdict);
        return new(_diagram)
        {
            IsComplete = IsComplete,
            IsPredicted = IsPredicted,
            Clear = Clear,
            Excluded = Excluded,
            Disagreements =
                [
                    .. Disagreements.Select(d =>
                        nearer.TryGetValue(d.Cell, out var verdict) ? d with { Nearer = verdict } : d),
                ],
        };
    }

    private static IReadOnlyList<Disagreement> Differing(List<PredictedCell> clear, IEnumerable<MeasuredCell> measured)
    {
        var verdicts = measured.ToDictionary(m => m.Cell, m => m.Measured.Verdict);
        return
        [
            .. clear
                .Where(p => p.Verdict != verdicts[p.Cell])
                .OrderBy(p => p.Cell)
                .Select(p => new Disagreement(p.Cell, p.Verdict!.Value, verdicts[p.Cell])),
        ];
    }

    private double? ShareWithout(int left) =>
        Clear > left ? 1 - ((Disagreements.Count - left) / (double)(Clear - left)) : null;
}

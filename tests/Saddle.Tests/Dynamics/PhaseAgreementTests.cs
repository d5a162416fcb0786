using Saddle.Dynamics;

namespace Saddle.Tests.Dynamics;

public sealed class PhaseAgreementTests
{
    // After so many updates a radius of 0.5 predicts a ratio far below 0.01, and one of 2 a ratio far above 1.5.
    private static readonly PhaseDiagram Diagram = new(
        new Setup("dirac-gan", "simultaneous", [("penalty", "r1")]),
        new("eta", [0.1, 0.2, 0.3]),
        new("gamma", [0.5, 1]),
        100);

    private static readonly PredictedCell[] Predicted =
    [
        new(0, Verdict.Converges, 0.5, "spiral"),
        new(1, Verdict.Converges, 0.5, "spiral"),
        new(2, Verdict.Diverges, 2, "spiral"),
        new(3, Verdict.Diverges, 2, "spiral"),
        new(4, Verdict.Oscillates, 1.001, "spiral"),
        new(5, null, null, null),
    ];

    [Fact]
    public void Only_clear_cells_count()
    {
        var agreement = PhaseAgreement.Between(Diagram, Predicted, Measured("ccddds"));
        Assert.Equal((4, 2, 4), (agreement.Clear, agreement.Excluded, agreement.Agreeing));
        Assert.Equal(1, agreement.Share);
        Assert.Equal(1, agreement.LinearShare);
        Assert.Empty(agreement.Disagreements);
        Assert.True(agreement.IsPredicted);
    }

    [Fact]
    public void Cells_that_differ_are_counted_by_kind()
    {
        // In any order.
        var agreement = PhaseAgreement.Between(Diagram, [.. Predicted.Reverse()], [.. Measured("csoods").Reverse()]);
        Assert.Equal([1, 2, 3], agreement.Disagreements.Select(d => d.Cell));
        Assert.Equal((4, 1, 0.25), (agreement.Clear, agreement.Agreeing, agreement.Share));
        string[] kinds =
        [
            "2 cells: predicted diverges, measured oscillates; not examined",
            "1 cells: predicted converges, measured stalls; not examined",
        ];
        Assert.Equal(kinds, agreement.Kinds.Select(kind => $"{kind.Value} cells: {kind.Key}"), StringComparer.Ordinal);
        Assert.Equal("predicted converges, measured stalls", agreement.Disagreements[0].Verdicts);
    }

    [Fact]
    public void Nothing_is_compared_before_every_cell_is_done()
    {
        foreach (var agreement in (PhaseAgreement[])
        [
            PhaseAgreement.Between(Diagram, Predicted, [.. Measured("ssssss").Take(5)]),
            PhaseAgreement.Between(Diagram, Predicted, []),
        ])
        {
            Assert.False(agreement.IsComplete);
            Assert.Equal((4, 2, 0), (agreement.Clear, agreement.Excluded, agreement.Agreeing));
            Assert.Null(agreement.Share);
            Assert.Null(agreement.LinearShare);
            Assert.Empty(agreement.Kinds);
        }
    }

    [Fact]
    public void Without_a_linearisation_there_is_nothing_to_agree_with()
    {
        PredictedCell[] none = [.. Enumerable.Range(0, 6).Select(cell => new PredictedCell(cell, null, null, null))];
        var agreement = PhaseAgreement.Between(Diagram, none, Measured("cccccc"));
        Assert.False(agreement.IsPredicted);
        Assert.Equal((0, 6), (agreement.Clear, agreement.Excluded));
        Assert.Null(agreement.Share);
    }

    [Fact]
    public void A_nearer_start_tells_what_the_linearisation_drops_from_what_it_gets_wrong()
    {
        // The prediction of cell 0 is turned round, so that it differs from any start; the measurement of cell 1 is, so
        // that a run from nearby agrees.
        var diagram = Diagram with { X = new("eta", [0.1, 1.9]), Y = new("gamma", [1]), Steps = 2000 };
        var predicted = diagram.Predict([0, 1]);
        Assert.Equal([Verdict.Converges, Verdict.Converges], predicted.Select(p => p.Verdict));
        PredictedCell[] given = [predicted[0] with { Verdict = Verdict.Diverges }, predicted[1]];
        MeasuredCell[] measured = [.. diagram.Measure([0]).Cells, new(1, new(Verdict.Oscillates, "made up", 1, 1))];
        var agreement = PhaseAgreement.Between(diagram, given, measured).Examine();
        string[] kinds =
        [
            "predicted diverges, measured converges; differs also from a start 1000 times nearer",
            "predicted converges, measured oscillates; nonlinear: agrees from a start 1000 times nearer",
        ];
        Assert.Equal(kinds, agreement.Disagreements.Select(d => d.Kind), StringComparer.Ordinal);
        Assert.Equal(0, agreement.Share);
        Assert.Equal(0, agreement.LinearShare);
        Assert.Equal([false, true], agreement.Disagreements.Select(d => d.IsNonlinear));
    }

    [Fact]
    public void The_linear_share_leaves_out_what_only_the_distance_of_the_start_decides()
    {
        var diagram = Diagram with { X = new("eta", [0.1, 0.2, 0.3, 0.4]), Y = new("gamma", [1]), Steps = 2000 };
        var predicted = diagram.Predict([0, 1, 2, 3]);
        var measured = diagram.Measure([0, 1, 2, 3]).Cells.ToArray();
        measured[2] = measured[2] with { Measured = measured[2].Measured with { Verdict = Verdict.Stalls } };
        var agreement = PhaseAgreement.Between(diagram, predicted, measured).Examine();
        Assert.Equal(0.75, agreement.Share);
        Assert.Equal(1, agreement.LinearShare);
    }

    private static MeasuredCell[] Measured(string initials) =>
    [
        .. initials.Select((initial, cell) => new MeasuredCell(
            cell,
            new(
                Enum.GetValues<Verdict>().Single(v => char.ToLowerInvariant(v.ToString()[0]) == initial),
                "given",
                1,
                1))),
    ];
}

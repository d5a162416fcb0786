namespace Saddle.Dynamics;

/// <summary>A clear cell of a phase diagram whose measured verdict is not the predicted one.</summary>
/// <param name="Cell">The cell's number.</param>
/// <param name="Predicted">The predicted verdict.</param>
/// <param name="Measured">The measured verdict.</param>
public sealed record Disagreement(int Cell, Verdict Predicted, Verdict Measured)
{
    /// <summary>
    /// The verdict from a start a thousand times nearer the equilibrium; null where it was not examined.
    /// </summary>
    public Verdict? Nearer { get; init; }

    /// <summary>
    /// Whether the cell differs only because of what the linearisation drops: from a start a thousand times nearer it
    /// agrees.
    /// </summary>
    public bool IsNonlinear => Nearer == Predicted;

    /// <summary>The two verdicts, in words.</summary>
    public string Verdicts => $"predicted {Predicted}, measured {Measured}".ToLowerInvariant();

    /// <summary>The two verdicts and what is known of the reason, in words.</summary>
    public string Kind => $"{Verdicts}; {Reason}";

    private string Reason => Nearer is null ? "not examined"
        : IsNonlinear ? "nonlinear: agrees from a start 1000 times nearer"
        : "differs also from a start 1000 times nearer";
}

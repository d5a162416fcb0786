namespace Saddle.Papers;

/// <summary>
/// A claim in its two parts: what is measured, as typed numbers, and what is said, drawn and laid out about it.
/// </summary>
/// <remarks>
/// The parts meet in <typeparamref name="TMeasured"/> alone. So numbers that nobody measured can be put before
/// <see cref="Report"/>: a test asks whether the pass condition tells those that meet it from those that do not.
/// </remarks>
/// <typeparam name="TMeasured">What is measured: a record of numbers, with no words.</typeparam>
public abstract record Claim<TMeasured> : Claim
    where TMeasured : notnull
{
    /// <inheritdoc/>
    /// <remarks>A main figure that is no number meets no condition and misses none: it decides nothing.</remarks>
    public sealed override Finding Find(ClaimSetting setting)
    {
        var finding = Report(Measure(setting), setting);
        return double.IsNaN(finding.Measured) && finding.Outcome is (Outcome.Holds or Outcome.Contradicted)
            ? finding with
            {
                Outcome = Outcome.Undecided,
                Reason = $"{finding.Reason} The main figure is no number, which decides nothing.",
            }
            : finding;
    }

    /// <summary>Measures; says nothing.</summary>
    /// <param name="setting">How thoroughly, and with which seed.</param>
    public abstract TMeasured Measure(ClaimSetting setting);

    /// <summary>Judges by the pass condition, words, draws and lays the table; measures nothing.</summary>
    /// <param name="measured">What was measured.</param>
    /// <param name="setting">How it was measured.</param>
    public abstract Finding Report(TMeasured measured, ClaimSetting setting);
}

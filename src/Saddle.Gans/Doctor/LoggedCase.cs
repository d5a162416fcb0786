using Saddle.Data.Logs;

namespace Saddle.Gans.Doctor;

/// <summary>What is known of a run that another program logged, beside its series.</summary>
public sealed record LoggedCase
{
    /// <summary>The objective as its user states it; null where nobody does.</summary>
    public string? Objective { get; init; }

    /// <summary>Whether the objective is seen in what a script computes, and nobody has to state it.</summary>
    public bool IsObjectiveSeen { get; init; }

    /// <summary>The names of the columns that the series were taken from: their words tell of objectives.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary>What its steps count.</summary>
    public LogUnit Unit { get; init; } = LogUnit.Update;

    /// <summary>The generator's learning rate; null where nobody states it.</summary>
    public double? GeneratorRate { get; init; }

    /// <summary>The discriminator's learning rate; null where nobody states it.</summary>
    public double? DiscriminatorRate { get; init; }

    /// <summary>What the reader of the log had to decide or to leave out, a sentence each.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];
}

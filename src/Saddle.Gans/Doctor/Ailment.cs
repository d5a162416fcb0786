using Saddle.Catalog;

namespace Saddle.Gans.Doctor;

/// <summary>
/// One way for training to fail, and how it is recognised. A sealed record in one file, marked with its catalogue name;
/// found by itself. Thresholds are constants with their reason beside them, never fitted to a run.
/// </summary>
/// <remarks>
/// To add one: (1) a sealed record with <c>[Entry]</c> in this folder, file and type named after its diagnosis; (2) a
/// <see cref="Place"/> that no other has (those there are lie ten apart); (3) <see cref="Examine"/>, which asks the
/// series and the probes of the run and answers with evidence and advice, the first thing to try first; (4) a run that
/// is made to fail so, in the tests.
/// </remarks>
[Family]
public abstract record Ailment : ICheckedEntry
{
    /// <summary>
    /// The ailment's place: of several that are found the first is the diagnosis, because it explains those behind it.
    /// </summary>
    public abstract int Place { get; }

    /// <summary>Whether nothing can be said of other ailments where this one is.</summary>
    public virtual bool Conclusive => false;

    /// <summary>Whether it is asked only where no other was found.</summary>
    public virtual bool OnlyAlone => false;

    /// <inheritdoc/>
    IEnumerable<Mistake> ICheckedEntry.FindMistakes()
    {
        // One that throws is told, and left out.
        _ = (Place, Conclusive, OnlyAlone);
        return [];
    }

    /// <summary>Looks for it.</summary>
    /// <param name="run">The run.</param>
    /// <returns>What was found; null where it is not there or cannot be told.</returns>
    public abstract Diagnosis? Examine(CaseHistory run);
}

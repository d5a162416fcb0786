using Saddle.Catalog;

namespace Saddle.Gans.Doctor;

/// <summary>What is the matter with a run.</summary>
/// <param name="Name">The ailment's catalogue name, or healthy, or no-failure-seen where only series were read.</param>
/// <param name="Sentence">What was found, in plain words.</param>
/// <param name="Evidence">The figures that it rests on, each by a name of its own.</param>
/// <param name="Advice">What to change, the first thing first.</param>
/// <exception cref="InvalidOperationException">Two figures have the same name.</exception>
public sealed record Diagnosis(
    string Name, string Sentence, IReadOnlyList<(string Name, double Value)> Evidence, IReadOnlyList<Advice> Advice)
{
    /// <summary>The figures that it rests on, by name: those that could be had.</summary>
    public IReadOnlyList<(string Name, double Value)> Evidence { get; init; } =
        Names.Distinct([.. Evidence.Where(e => !double.IsNaN(e.Value))], "figure");

    /// <summary>Whether it says no more than that nothing is seen: another look may see something.</summary>
    internal bool IsOpen => Name is NothingSeen or Healthy or "cannot-tell" or "too-short";

    /// <summary>The name where nothing is wrong.</summary>
    public const string Healthy = "healthy";

    /// <summary>The name where nothing wrong shows in series alone, from which much cannot be told.</summary>
    public const string NothingSeen = "no-failure-seen";
}

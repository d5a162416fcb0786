namespace Saddle.Gans.Doctor;

/// <summary>What is the matter with a run.</summary>
/// <param name="Name">The ailment's catalogue name, or healthy, or no-failure-seen where only series were read.</param>
/// <param name="Sentence">What was found, in plain words.</param>
/// <param name="Evidence">The figures that it rests on, by name.</param>
/// <param name="Advice">What to change, the first thing first.</param>
public sealed record Diagnosis(string Name, string Sentence, IReadOnlyList<(string Name, double Value)> Evidence, IReadOnlyList<Advice> Advice)
{
    /// <summary>The name where nothing is wrong.</summary>
    public const string Healthy = "healthy";

    /// <summary>The name where nothing wrong shows in series alone, from which much cannot be told.</summary>
    public const string NothingSeen = "no-failure-seen";
}

/// <summary>Something to change.</summary>
/// <param name="Change">What to do; a setting as <c>--set</c> takes it where there is one.</param>
/// <param name="Why">Why that should help.</param>
/// <param name="Source">The paper and its section.</param>
public sealed record Advice(string Change, string Why, string Source)
{
    /// <summary>The change as settings of the run's configuration, by path, as <c>train CONFIG --set PATH=VALUE</c> takes them; empty where it is none.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Settings { get; init; } = [];
}

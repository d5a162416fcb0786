namespace Saddle.Papers.Measuring;

/// <summary>
/// A claim on what ways of conditioning make of two classes that overlap (<see cref="OverlappingClasses"/>), judged by
/// the medians over the seeds.
/// </summary>
public abstract record OverlappingClassesClaim : Claim<OverlappingClassesClaim.Measurements>
{
    /// <summary>What the runs are kept under.</summary>
    private protected abstract string Runs { get; }

    /// <summary>The ways of conditioning, each as a configuration has it.</summary>
    private protected abstract IReadOnlyList<(string Name, string Conditioning)> Arms { get; }

    /// <summary>What is derived for each.</summary>
    private protected abstract IReadOnlyList<ClassMoments> Derived { get; }

    /// <summary>The main figure: of which way, which one, and in words.</summary>
    private protected abstract (int Arm, Func<ClassMoments, double> Of, string Unit) Main { get; }

    /// <inheritdoc/>
    public sealed override Measurements Measure(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        return new(OverlappingClasses.Each(Runs, Arms, setting));
    }

    /// <inheritdoc/>
    public sealed override Finding Report(Measurements measured, ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(measured);
        ArgumentNullException.ThrowIfNull(setting);
        string[] names = [.. Arms.Select(arm => arm.Name)];
        var medians = measured.Arms.Select(Median).ToList();
        var main = measured.Arms[Main.Arm].Select(Main.Of).ToList();
        return new(
            IsMet(medians) ? Outcome.Holds : Outcome.Contradicted,
            main.Median(),
            Main.Unit,
            Found(medians),
            OverlappingClasses.Figure(names, measured.Arms, Derived))
        {
            Interval = main.MedianInterval(),
            Seeds = main.Count,
            Settings = OverlappingClasses.Settings(Arms, setting),
            Table = OverlappingClasses.Table(names, measured.Arms, Derived),
        };
    }

    /// <summary>Whether the condition is met.</summary>
    /// <param name="medians">Of each way, the medians over the seeds.</param>
    private protected abstract bool IsMet(IReadOnlyList<ClassMoments> medians);

    /// <summary>What was found, in words.</summary>
    /// <param name="medians">Of each way, the medians over the seeds.</param>
    private protected abstract string Found(IReadOnlyList<ClassMoments> medians);

    private static ClassMoments Median(IReadOnlyList<ClassMoments> runs) =>
        new(runs.Select(m => m.Mean).Median(), runs.Select(m => m.Sd).Median());

    /// <summary>What is measured.</summary>
    /// <param name="Arms">Of each way of conditioning, the classes of its runs, seed by seed.</param>
    public sealed record Measurements(IReadOnlyList<IReadOnlyList<ClassMoments>> Arms);
}

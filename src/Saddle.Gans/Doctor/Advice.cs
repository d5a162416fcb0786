namespace Saddle.Gans.Doctor;

/// <summary>Something to change.</summary>
/// <param name="Change">What to do; a setting as <c>--set</c> takes it where there is one.</param>
/// <param name="Why">Why that should help.</param>
/// <param name="Source">The paper and its section.</param>
public sealed record Advice(string Change, string Why, string Source)
{
    /// <summary>The source of what no paper says.</summary>
    internal const string OwnRule = "a rule of this laboratory's";

    /// <summary>
    /// The change as settings of the run's configuration, by path, as <c>train CONFIG --set PATH=VALUE</c> takes them;
    /// empty where it is none.
    /// </summary>
    public IReadOnlyList<KeyValuePair<string, string>> Settings { get; init; } = [];

    /// <summary>
    /// The change as lines of PyTorch, for a run that another program made; empty where there is nothing to write.
    /// </summary>
    public IReadOnlyList<string> Code { get; init; } = [];

    /// <summary>Samples, where losses do not tell.</summary>
    /// <param name="run">The run.</param>
    internal static Advice Look(CaseHistory run) => new(
        "look at samples: saddle doctor LOG --real DATA --fake SAMPLES counts how many different ones there are",
        "losses show how the players stand to each other, and no collapse: a collapsed run's may lie at chance",
        "Che et al. 2017 (arXiv:1612.02136), section 2")
    {
        Code = PyTorchCode.Samples(run),
    };

    /// <summary>More updates.</summary>
    /// <param name="run">The run.</param>
    /// <param name="steps">How many in all.</param>
    /// <param name="why">Why that should help.</param>
    internal static Advice GoOn(CaseHistory run, long steps, string why) => new(
        run.InPyTorch
            ? FormattableString.Invariant($"go on to {steps} updates or more, and give the doctor the log of all")
            : FormattableString.Invariant($"go on: train --resume RUN --steps {steps}"),
        why,
        OwnRule)
    {
        Settings = Remedy.Longer(run, steps),
    };
}

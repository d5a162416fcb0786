namespace Saddle.Gans.Doctor.Foreign;

/// <summary>What a column of a foreign log can be to the doctor.</summary>
/// <param name="Key">Its name for <c>--columns</c> and in what is printed.</param>
/// <param name="Series">Its name among a run's series.</param>
/// <param name="Doc">What it is.</param>
public sealed record LoggedFigure(string Key, string Series, string Doc)
{
    /// <summary>The discriminator's loss.</summary>
    public static LoggedFigure DiscriminatorLoss { get; } =
        new("loss_d", "loss/discriminator", "the discriminator's loss");

    /// <summary>The generator's loss.</summary>
    public static LoggedFigure GeneratorLoss { get; } = new("loss_g", "loss/generator", "the generator's loss");

    /// <summary>The length of the discriminator's gradient.</summary>
    public static LoggedFigure DiscriminatorGradient { get; } =
        new("grad_d", "gradient-norm/discriminator", "the length of the discriminator's gradient");

    /// <summary>The length of the generator's gradient.</summary>
    public static LoggedFigure GeneratorGradient { get; } =
        new("grad_g", "gradient-norm/generator", "the length of the generator's gradient");

    /// <summary>The length of the discriminator's parameters.</summary>
    public static LoggedFigure DiscriminatorParameters { get; } =
        new("param_d", "parameter-norm/discriminator", "the length of the discriminator's parameters");

    /// <summary>The length of the generator's parameters.</summary>
    public static LoggedFigure GeneratorParameters { get; } =
        new("param_g", "parameter-norm/generator", "the length of the generator's parameters");

    /// <summary>D(x), the probability that the discriminator gives real samples.</summary>
    public static LoggedFigure RealProbability { get; } =
        new("d_real", "probability/real", "D(x), the probability that real samples are given");

    /// <summary>D(G(z)), the probability that it gives generated ones.</summary>
    public static LoggedFigure GeneratedProbability { get; } =
        new("d_fake", "probability/generated", "D(G(z)), the probability that generated samples are given");

    /// <summary>The discriminator's raw output for real samples.</summary>
    public static LoggedFigure RealScore { get; } = new("score_real", "score/real", "the raw output for real samples");

    /// <summary>The discriminator's raw output for generated ones.</summary>
    public static LoggedFigure GeneratedScore { get; } =
        new("score_fake", "score/generated", "the raw output for generated samples");

    /// <summary>A penalty on the discriminator.</summary>
    public static LoggedFigure Penalty { get; } =
        new("penalty", "penalty/discriminator", "a penalty on the discriminator, such as gradient penalty or R1");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<LoggedFigure> All { get; } =
    [
        DiscriminatorLoss,
        GeneratorLoss,
        DiscriminatorGradient,
        GeneratorGradient,
        DiscriminatorParameters,
        GeneratorParameters,
        RealProbability,
        GeneratedProbability,
        RealScore,
        GeneratedScore,
        Penalty,
    ];
}

namespace Saddle.App.Laboratory.Messages;

/// <summary>What is there before training.</summary>
/// <param name="Reach">The plane is shown from minus this to this, along both axes.</param>
/// <param name="Side">The discriminator's scores are on a grid of so many points a side.</param>
/// <param name="Lines">The latent space is shown as so many lines each way.</param>
/// <param name="Real">Real points, x and y in turn.</param>
/// <param name="RealClasses">The class of each real point; empty where nothing is conditioned on it.</param>
/// <param name="Classes">The classes' names; empty where nothing is conditioned on them.</param>
internal sealed record PlaygroundTarget(
    double Reach,
    int Side,
    int Lines,
    IReadOnlyList<double?> Real,
    IReadOnlyList<int> RealClasses,
    IReadOnlyList<string> Classes);

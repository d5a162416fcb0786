using Saddle.Catalog;
using Saddle.Rules;

namespace Saddle.Gans.Training;

/// <summary>
/// A stage before the adversarial one: the generator descends what regularisers add to its loss, an L1 distance say,
/// and encoders of images and sentences learn to match them; nothing is descended of the discriminator, which stays as
/// it is. The rule's memory begins afresh after it.
/// </summary>
/// <param name="Steps">The number of updates, the first of the run's.</param>
/// <param name="Rule">The update rule in one word, such as adam:eta=0.0001; empty for the run's own.</param>
/// <remarks>
/// As in the code of colourisers that train by L1 alone before a GAN goes on (moein-shariatnia, Deep-Learning), and in
/// "NoGAN" (DeOldify).
/// </remarks>
/// <example><code>stages: [{name: pretraining, steps: 2000, rule: "adam:eta=0.0001"}]</code></example>
[Family]
[Entry(
    "pretraining",
    "updates of the generator alone, by what regularisers add to its loss, and of encoders that learn to match",
    @"L_G = \sum_i \lambda_i R_i + \sum_j B_j,\quad L_D = 0",
    "Saddle: the stages of a run")]
public sealed record Pretraining(
    [Parameter("the number of updates, the first of the run's", Min = 1, Max = int.MaxValue)] int Steps = 1000,
    [Parameter("the update rule in one word, such as adam:eta=0.0001; empty for the run's own")] string Rule = "")
    : IValidated
{
    /// <inheritdoc/>
    public void Validate() => RuleFor(null!);

    /// <summary>The rule of this stage.</summary>
    /// <param name="own">The run's own.</param>
    internal Rule RuleFor(Rule own) => Rule.Length == 0 ? own : Spec.Parse<Rule>(Rule);
}

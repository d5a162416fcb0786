namespace Saddle.Games;

/// <summary>
/// Which random sample (minibatch, gradient noise) an evaluation of the field sees. Two evaluations with equal keys see
/// the same sample; a rule asks for a fresh one by the next <see cref="Draw"/>. Deterministic games ignore it.
/// </summary>
/// <param name="Seed">The experiment's seed.</param>
/// <param name="Run">The run's number; of packed runs the first lane's, the others follow on.</param>
/// <param name="Step">The update's number, from 0.</param>
/// <param name="Draw">The evaluation's number within the update, from 0.</param>
/// <param name="Extrapolated">
/// The evaluation is at a point that the rule will not keep, so statistics that a network gathers are not to be
/// committed.
/// </param>
/// <param name="Shared">
/// The other player is about to see this very sample, at the same point of the generator; what costs can be kept.
/// </param>
public readonly record struct SampleKey(
    ulong Seed,
    long Run,
    long Step,
    int Draw,
    bool Extrapolated = false,
    bool Shared = false);

using Saddle.Rules;

namespace Saddle.Gans.Training;

/// <summary>A part of a run: what is descended, and by which rule.</summary>
/// <param name="Until">The number of the first update that is not of it any more.</param>
/// <param name="Gan">Networks, which are those of all stages, and losses.</param>
/// <param name="Rule">The update rule.</param>
internal sealed record Stage(long Until, Gan Gan, Rule Rule);

namespace Saddle.Gans.Objectives;

/// <summary>The derivatives of an objective's losses by one score, where each loss is a mean over scores.</summary>
/// <param name="Real">That of the discriminator's loss, by the score of a real sample.</param>
/// <param name="Generated">That of the discriminator's loss, by the score of a generated sample.</param>
/// <param name="Generator">That of the generator's loss, by the score of a generated sample.</param>
public sealed record ScoreSlopes(
    Func<double, double> Real, Func<double, double> Generated, Func<double, double> Generator);

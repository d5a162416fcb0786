using Saddle.Catalog;
using Saddle.Games;
using Saddle.Gans.Probes;
using Saddle.Rules;
using Saddle.Torch;

namespace Saddle.Gans.Windows;

/// <summary>
/// A run's rule near a checkpoint, as a rule that is linear where the field is: itself, or, of Adam, what it is while
/// the mean squares of the gradients stay as they are at the checkpoint: heavy-ball, each parameter in a unit of its
/// own.
/// </summary>
/// <param name="Units">Both players' units: the root of 1 / (sqrt(vhat) + epsilon) for each parameter, or 1.</param>
/// <param name="Note">What is held; null where nothing is.</param>
/// <param name="With">The rule with a learning rate of the generator and one of the discriminator.</param>
internal sealed record SteadyRule(Tensor[] Units, string? Note, Func<double, double, Rule> With)
{
    private const string Held =
        "Adam's mean squares are held as they are at the checkpoint, in the prediction and in the runs that confirm it";

    /// <summary>The rule of a run at a checkpoint.</summary>
    /// <param name="at">The checkpoint.</param>
    /// <param name="whyNot">Why there is none; null where there is.</param>
    public static SteadyRule? Of(Snapshot at, out string? whyNot)
    {
        var rule = at.Configuration.Rule;
        whyNot = at.Configuration.Regularisers.FirstOrDefault(r => r.OnlyProjects) is { } cut
            ? $"{Catalog<Regularisers.Regulariser>.EntryOf(cut).Name} cuts updates off, where they have no derivative"
            : rule is Adam ? at.Memory.ToArray()[2..].Any(v => v.IsNumber)
                ? "Adam has not seen a gradient here yet, so that its step in each parameter is not known"
                : null
            : rule.WhyNotDifferentiable;
        return whyNot is not null ? null : rule is Adam adam ? Frozen(adam, at)
            : new([1, 1], null, (g, d) => rule with { EtaG = g, EtaD = d });
    }

    // m' = b1 m + (1 - b1) g, z' = z - eta m' / (sqrt(vhat) + eps): of momentum b1 and rate eta (1 - b1), in units of
    // the root of the divisor, which a player's own gradient is multiplied by and its move too.
    private static SteadyRule Frozen(Adam adam, Snapshot at)
    {
        long[] moves = [at.Step, at.Step * adam.K];
        var memory = at.Memory.ToArray();
        var units = new Tensor[2];
        foreach (var player in Enum.GetValues<Player>())
        {
            var corrected = memory[2 + (int)player].Cast(DType.Float64)
                / (1 - Math.Pow(adam.Beta2, Math.Max(1, moves[(int)player])));
            units[(int)player] = (Tensor.Sqrt(corrected) + adam.Epsilon).Power(-0.5);
        }

        var (share, momentum) = (1 - adam.Beta1, adam.Beta1);
        return new(units, Held, (g, d) => new HeavyBall(momentum)
        {
            Order = adam.Order,
            K = adam.K,
            Fresh = adam.Fresh,
            EtaG = share * g,
            EtaD = share * d,
        });
    }
}

using System.Globalization;
using Saddle.Gans.Doctor;

namespace Saddle.Gans.Watched;

/// <summary>
/// What a run of a watched script's networks is set to, as it is seen in what the watch wrote; and what is not seen, a
/// sentence each.
/// </summary>
/// <param name="Objective">What the players descend, by its catalogue name.</param>
/// <param name="Rule">The update rule with its settings.</param>
/// <param name="Latent">The latent vector's shape and law; null where it is not seen.</param>
/// <param name="Output">logits or probability; null where it is not seen.</param>
/// <param name="Batch">Samples a side; 0 where it is not seen.</param>
/// <param name="Notes">What is taken for granted, and what says otherwise.</param>
public sealed record WatchedSettings(
    string Objective, string Rule, string? Latent, string? Output, int Batch, IReadOnlyList<string> Notes)
{
    // Slopes of a loss that is linear in the score differ by rounding alone.
    private const double Rounding = 1e-4;

    // Of so many entries of a unit normal vector some lie outside [-1, 1] but for a chance of 1 in 2,000.
    private const int Telling = 20;

    private static readonly string[] OfLogits = ["BinaryCrossEntropyWithLogits", "Softplus", "LogSigmoid"];
    private static readonly string[] OfProbabilities = ["BinaryCrossEntropy", "Log", "Log1P"];
    private static readonly string[] OfSquares = ["MseLoss", "Square", "Pow"];
    private static readonly string[] OfHinges = ["Relu", "ClampMin", "Clamp", "Hardtanh", "Threshold"];

    /// <summary>Reads them.</summary>
    /// <param name="attempt">The attempt.</param>
    /// <param name="log">Its log, which was looked at.</param>
    /// <param name="until">The step of the export.</param>
    /// <exception cref="Data.DataException">A file is damaged.</exception>
    public static WatchedSettings Of(WatchedAttempt attempt, WatchedLog log, long until)
    {
        ArgumentNullException.ThrowIfNull(attempt);
        ArgumentNullException.ThrowIfNull(log);
        var (facts, notes) = (attempt.Facts(), new List<string>());
        var objective = Seen(facts, log) ?? Inferred(log, notes);
        var rule = RuleOf(attempt, log, notes);
        var batch = WatchedSamples.Last(attempt, WatchedSamples.Real, until)?.Count ?? 0;
        var latent = LatentOf(attempt, until, notes);
        notes.Add("penalties of the script's losses are not seen: probes look at the objective without them");
        return new(objective, rule, latent, OutputOf(facts), batch, notes);
    }

    private static HashSet<string> Operations(WatchedFacts.PlayerFacts facts) =>
        facts.Operations.SelectMany(path => path ?? [])
            .Where(name => name is not null)
            .ToHashSet(StringComparer.Ordinal);

    /// <summary>
    /// The objective as the operations of a script's losses show it, with whether its halves are added where scores
    /// show that: non-saturating, or non-saturating-sum; null where they do not.
    /// </summary>
    /// <param name="attempt">The attempt.</param>
    /// <param name="log">Its log, which was looked at.</param>
    /// <exception cref="Data.DataException">Its facts are damaged.</exception>
    public static string? SeenObjective(WatchedAttempt attempt, WatchedLog log)
    {
        ArgumentNullException.ThrowIfNull(attempt);
        ArgumentNullException.ThrowIfNull(log);
        var facts = attempt.Facts();
        return Seen(facts, log) is { } objective
            ? objective + LossHalves.Of(log, objective, OutputOf(facts) != "probability")
            : null;
    }

    private static string? Seen(WatchedFacts facts, WatchedLog log)
    {
        var (ofD, all) = (Operations(facts.Discriminator), Operations(facts.Generator));
        all.UnionWith(ofD);
        var slopes = facts.Generator.Slope.Concat(facts.Discriminator.Slope);
        var spreads = slopes.Select(slope => slope.Value?.Spread ?? 1).ToList();
        if (all.Overlaps(OfLogits) || all.Overlaps(OfProbabilities))
        {
            var late = new CaseHistory(log.Series()).Late("loss/generator");
            return late < 0 ? "saturating" : "non-saturating";
        }

        if (spreads.Count > 0 && spreads.Max() < Rounding)
        {
            return ofD.Overlaps(OfHinges) ? "hinge" : "wasserstein";
        }

        return all.Overlaps(OfSquares) ? "least-squares" : null;
    }

    private static string Inferred(WatchedLog log, List<string> notes)
    {
        string[] fitting = [.. FormsOf(log).Select(form => form.Objective).Distinct(StringComparer.Ordinal)];
        if (fitting is [var only])
        {
            return only;
        }

        notes.Add("the objective is not seen in the script's losses; non-saturating is taken, --objective of "
            + "'saddle import NEW --watched RUN' says another");
        return "non-saturating";
    }

    private static IReadOnlyList<LossForm> FormsOf(WatchedLog log) => new CaseHistory(log.Series()).Losses.Forms;

    private static string? OutputOf(WatchedFacts facts)
    {
        var all = Operations(facts.Discriminator);
        return all.Overlaps(OfLogits) ? "logits" : all.Overlaps(OfProbabilities) ? "probability" : null;
    }

    // Adam's rule for all that scale their steps by running means; descent for those that do not.
    private static string RuleOf(WatchedAttempt attempt, WatchedLog log, List<string> notes)
    {
        var rounds = log.Rounds.Series();
        double? Now(string name) => rounds.TryGetValue(name, out var points) ? points[^1].Value : null;
        WatchedOptimiser? Of(string player) => attempt.Players.GetValueOrDefault(player)?.Optimiser;
        string Rate(string name, string player) => (Now(name) is > 0 and { } rate ? rate : Of(player)?.Rate) is > 0
            and { } known && double.IsFinite(known)
                ? known.ToString("R", CultureInfo.InvariantCulture)
                : "0.0002";
        var (g, d) = (Of("generator"), Of("discriminator"));
        var steps = Now("d_steps") is > 1 and <= 1000 and { } k ? (int)k : 1;
        var common = $"eta-g={Rate("lr_g", "generator")}:eta-d={Rate("lr_d", "discriminator")}:order=d-first"
            + (steps > 1 ? FormattableString.Invariant($":k={steps}") : string.Empty);
        var kind = (g ?? d)?.Class ?? string.Empty;
        if (g is not null && d is not null && (g.Class != d.Class || !Same(g.Betas, d.Betas)))
        {
            notes.Add($"the players' optimisers differ ({g.Class} and {d.Class}, or their betas); the generator's is "
                + "taken for both, --rule of 'saddle import NEW --watched RUN' says another");
        }

        if (kind == "SGD")
        {
            return $"alternating:{common}";
        }

        if (kind is not ("Adam" or "AdamW"))
        {
            notes.Add($"the optimiser is {(kind.Length > 0 ? kind : "not seen")}; adam is taken, --rule of "
                + "'saddle import NEW --watched RUN' says another");
        }

        return (g ?? d)?.Betas is [>= 0 and < 1 and var beta1, >= 0 and < 1 and var beta2]
            ? string.Create(CultureInfo.InvariantCulture, $"adam:{common}:beta1={beta1:R}:beta2={beta2:R}")
            : $"adam:{common}";
    }

    private static bool Same(IReadOnlyList<double>? a, IReadOnlyList<double>? b) =>
        (a ?? []).SequenceEqual(b ?? []);

    private static string? LatentOf(WatchedAttempt attempt, long until, List<string> notes)
    {
        if (WatchedSamples.Last(attempt, WatchedSamples.Latent, until) is not { } latent)
        {
            return null;
        }

        var values = latent.Values;
        var mean = values.Average(v => (double)v);
        var deviation = Math.Sqrt(values.Average(v => (v - mean) * (v - mean)));
        if (values.Length >= Telling && values.Max(Math.Abs) <= 1 && values.Min() < 0)
        {
            return $"{latent.Lengths}:uniform";
        }

        // Five standard errors of a unit normal's mean, and of its deviation.
        var error = 5 / Math.Sqrt(values.Length);
        if (Math.Abs(mean) > error || Math.Abs(deviation - 1) > error)
        {
            notes.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"what the generator is fed has a mean of {mean:G2} and a deviation of {deviation:G2}, and is no unit ")
                + "normal vector, which is fed here in its place");
        }

        return latent.Lengths;
    }
}

using System.Globalization;

namespace Saddle.Gans.Doctor;

/// <summary>
/// What the losses of a run mean of which nothing else is known: under each objective that they can be those of, and by
/// D(x) and D(G(z)) where those are logged.
/// </summary>
internal sealed class LossReading
{
    // Chances that samples are taken for real at which every one is told, or is not; and half way there from chance.
    private const double Sure = 0.95;
    private const double Most = 0.75;
    private const double Apart = 0.5;

    private readonly ObjectiveInference _inferred;

    /// <summary>Reads them.</summary>
    /// <param name="run">The run.</param>
    /// <exception cref="Catalog.SettingsException">The objective that is stated is none that is known.</exception>
    public LossReading(CaseHistory run)
    {
        Figures = new(run);
        _inferred = ObjectiveInference.Of(run, Figures);
        IsCritic = Forms.Count > 0 && Forms.All(f => f.Family == LossFamily.Wasserstein);
        Standings = [.. Combined()];
    }

    /// <summary>The figures that it rests on.</summary>
    public LossFigures Figures { get; }

    /// <summary>The objectives that the losses can be those of; none where no one that is known fits.</summary>
    public IReadOnlyList<LossForm> Forms => _inferred.Forms;

    /// <summary>
    /// Whether the losses are means of scores: those have no value at chance, and the generator's means nothing.
    /// </summary>
    public bool IsCritic { get; }

    /// <summary>Who is ahead, under each form; without one where only chances tell.</summary>
    public IReadOnlyList<(LossForm? Form, Standing Standing)> Standings { get; }

    /// <summary>Who is ahead, where all readings agree; null where they do not, or nothing tells.</summary>
    public Standing? Agreed =>
        Standings.Select(s => s.Standing).Distinct().ToList() is [var standing] ? standing : null;

    /// <summary>The figures in words, what they are read as, and why so: a part of a sentence.</summary>
    public string Read => Forms.Count == 0 || Figures.Discriminator is null
        ? Said
        : $"{Said}, read as "
            + $"{string.Join(", or as ", Forms.Select(Named).Distinct(StringComparer.Ordinal))}, {_inferred.Why}"
            + (_inferred.Aside ? "; D(x) and D(G(z)) are left aside, because no such loss goes with them" : "")
            + (IsCritic ? "; a critic's loss has no value at chance, and its generator's means nothing by itself" : "");

    /// <summary>The figures in words.</summary>
    public string Said => string.Join(
        ", ",
        Figures.Known.Select(f => string.Create(
            CultureInfo.InvariantCulture, $"{LossFigures.Words[f.Name]} is {f.Value:G3}")));

    /// <summary>The figures, with the value at chance where there is one.</summary>
    public IReadOnlyList<(string Name, double Value)> Evidence =>
        Forms.Select(f => f.Chance).Where(double.IsFinite).Distinct().ToList() is [var chance]
            ? [.. Figures.Known, ($"{LossFigures.OfDiscriminator}/chance", chance)]
            : Figures.Known;

    /// <summary>A form with its value at chance.</summary>
    /// <param name="form">The form.</param>
    public static string Named(LossForm form) => form.Family == LossFamily.Wasserstein
        ? form.Words
        : string.Create(CultureInfo.InvariantCulture, $"{form.Words} (chance {form.Chance:G4})");

    /// <summary>What a standing is called in sentences.</summary>
    /// <param name="standing">The standing.</param>
    public static string Told(Standing standing) => standing switch
    {
        Standing.DiscriminatorPerfect => "the discriminator is perfect",
        Standing.DiscriminatorLeads => "the discriminator is well ahead",
        Standing.GeneratorLeads => "the generator is well ahead",
        Standing.GeneratorWins => "the generator wins",
        _ => "neither player is far ahead",
    };

    // Scores of a hinge loss or a critic make no chances, though some programs write them down as if they did.
    private IEnumerable<(LossForm? Form, Standing Standing)> Combined()
    {
        var chances = _inferred.Aside ? null : Chances();
        if (Figures.Dead)
        {
            return [];
        }

        var readings = Forms.Where(f => f.StandingOf(Figures.Discriminator, Figures.Generator) is not null)
            .Select(f => (Form: f, Standing: f.StandingOf(Figures.Discriminator, Figures.Generator)!.Value))
            .ToList();
        if (readings.Count == 0)
        {
            return chances is { } alone && !IsCritic && Figures.Discriminator is null ? [(null, alone)] : [];
        }

        if (chances is not { } told || readings.All(r => r.Form.Family == LossFamily.Hinge))
        {
            return readings.Select(r => ((LossForm?)r.Form, r.Standing));
        }

        var near = readings.Where(r => Math.Abs(r.Standing - told) <= 1).ToList();
        return near.Count > 0
            ? near.Select(r => ((LossForm?)r.Form, Further(r.Standing, told)))
            : [.. readings.Select(r => ((LossForm?)r.Form, r.Standing)), (null, told)];
    }

    // A mean hides a part of what a loss shows, and the other way round: the further of two neighbours is there.
    private static Standing Further(Standing a, Standing b) => Math.Abs((int)a) > Math.Abs((int)b) ? a : b;

    private Standing? Chances() => Figures switch
    {
        { Real: > Sure, Generated: < 1 - Sure } => Standing.DiscriminatorPerfect,
        { Generated: > Sure } => Standing.GeneratorWins,
        { Generated: > Most } => Standing.GeneratorLeads,
        { Real: { } real, Generated: { } generated } =>
            real - generated > Apart ? Standing.DiscriminatorLeads : Standing.Even,
        _ => null,
    };
}

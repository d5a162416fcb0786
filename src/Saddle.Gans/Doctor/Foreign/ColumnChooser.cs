using Saddle.Data.Logs;

namespace Saddle.Gans.Doctor.Foreign;

/// <summary>
/// Decides which columns of a log are the players' losses and what else the doctor looks at: totals before parts,
/// training before what is held out, the densest where there are several, parts summed where there is no total.
/// </summary>
/// <param name="curves">A run's curves, steps in order.</param>
internal sealed class ColumnChooser(IEnumerable<Curve> curves)
{
    private readonly IReadOnlyList<(ColumnName Name, Curve Curve)> _columns =
        [.. curves.Where(c => c.Points.Count > 0).Select(c => (ColumnName.Of(c.Name), c))];

    /// <summary>
    /// The pairs of players that a log has losses of, as A and B of a CycleGAN; one without a name in most.
    /// </summary>
    public IReadOnlyList<string?> Pairs()
    {
        var pairs = Losses(true).Concat(Losses(false))
            .Where(c => c.Name.Pair is not null)
            .GroupBy(c => c.Name.Pair, StringComparer.Ordinal)
            .Where(g => g.Any(c => c.Name.Discriminator == true))
            .Select(g => g.Key)
            .Order(StringComparer.Ordinal)
            .ToList();
        return pairs.Count > 1 && Pick(Losses(true).Where(c => c.Name.Pair is null)) is null ? pairs : [null];
    }

    /// <summary>The figures of one pair of players.</summary>
    /// <param name="pair">Which; null where there is one.</param>
    public IEnumerable<ColumnChoice> Choose(string? pair)
    {
        var discriminator = Discriminator(pair);
        var generator = Generator(pair);
        var outputs = Outputs(discriminator);
        return new[]
            {
                discriminator,
                generator,
                One(LoggedFigure.DiscriminatorGradient, Of(ColumnKind.GradientNorm, true, pair)),
                One(LoggedFigure.GeneratorGradient, Of(ColumnKind.GradientNorm, false, pair)),
                One(LoggedFigure.DiscriminatorParameters, Of(ColumnKind.ParameterNorm, true, pair)),
                One(LoggedFigure.GeneratorParameters, Of(ColumnKind.ParameterNorm, false, pair)),
                One(LoggedFigure.Penalty, _columns.Where(c => c.Name.Kind == ColumnKind.Penalty)),
            }
            .Concat(outputs)
            .OfType<ColumnChoice>();
    }

    private ColumnChoice? Discriminator(string? pair)
    {
        var own = Losses(true).Where(c => pair is null || c.Name.Pair == pair).ToList();
        if (Pick(own.Where(c => c.Name.Real is null)) is { } total)
        {
            return new(LoggedFigure.DiscriminatorLoss, [total]);
        }

        // Parts; those without a player's name are the discriminator's: nobody else sees real samples.
        var parts = own.Concat(_columns.Where(c => c.Name is { Kind: ColumnKind.SidedPlayer, Discriminator: true }))
            .Concat(_columns.Where(c => c.Name is { Kind: ColumnKind.Loss, Discriminator: null, Real: not null }))
            .Where(c => pair is null || c.Name.Pair == pair)
            .ToList();
        Curve[] found =
        [
            .. new[] { Pick(parts.Where(c => c.Name.Real == true)), Pick(parts.Where(c => c.Name.Real == false)) }
                .OfType<Curve>(),
        ];
        return found.Length > 0 ? new(LoggedFigure.DiscriminatorLoss, found) : null;
    }

    private ColumnChoice? Generator(string? pair)
    {
        var own = Losses(false).Where(c => pair is null || c.Name.Pair == pair || c.Name.Pair is null).ToList();
        own = pair is not null && own.Exists(c => c.Name.Pair == pair)
            ? own.FindAll(c => c.Name.Pair == pair)
            : own;

        // Beside a distance of pixels and the like the total says little of the discriminator: its part is looked at.
        var mixed = _columns.Any(c => c.Name is { Kind: ColumnKind.OtherLoss, Discriminator: false });
        var part = mixed ? own.Where(c => c.Name.IsAdversarial) : [];
        var found = Pick(part)
            ?? Pick(own)
            ?? Pick(_columns.Where(c => c.Name is { Kind: ColumnKind.Loss, Discriminator: null, Real: null }));
        return found is null ? null : new(LoggedFigure.GeneratorLoss, [found]);
    }

    // Probabilities where all lie within 0 and 1; what some call D_real is none where it is the loss already.
    private IEnumerable<ColumnChoice?> Outputs(ColumnChoice? loss)
    {
        var outputs = _columns
            .Where(c => c.Name.Kind is ColumnKind.Output
                || (c.Name is { Kind: ColumnKind.SidedPlayer, Discriminator: true }
                    && loss?.Columns.Contains(c.Curve) != true))
            .ToList();
        var (real, generated) = (
            Pick(outputs.Where(c => c.Name.Real == true)), Pick(outputs.Where(c => c.Name.Real == false)));
        var probabilities = new[] { real, generated }.OfType<Curve>().All(IsProbability);
        yield return One(probabilities ? LoggedFigure.RealProbability : LoggedFigure.RealScore, real);
        yield return One(probabilities ? LoggedFigure.GeneratedProbability : LoggedFigure.GeneratedScore, generated);
    }

    private static bool IsProbability(Curve curve) =>
        curve.Points.All(p => !double.IsFinite(p.Value) || p.Value is >= 0 and <= 1);

    private IEnumerable<(ColumnName Name, Curve Curve)> Losses(bool discriminator) =>
        _columns.Where(c => c.Name.Kind == ColumnKind.Loss && c.Name.Discriminator == discriminator);

    private IEnumerable<(ColumnName Name, Curve Curve)> Of(ColumnKind kind, bool discriminator, string? pair) =>
        _columns.Where(c => c.Name.Kind == kind
            && c.Name.Discriminator == discriminator
            && (pair is null || c.Name.Pair is null || c.Name.Pair == pair));

    private static ColumnChoice? One(LoggedFigure figure, IEnumerable<(ColumnName Name, Curve Curve)> columns) =>
        One(figure, Pick(columns));

    private static ColumnChoice? One(LoggedFigure figure, Curve? column) =>
        column is null ? null : new(figure, [column]);

    private static Curve? Pick(IEnumerable<(ColumnName Name, Curve Curve)> columns) => columns
        .OrderBy(c => c.Name.IsHeldOut)
        .ThenBy(c => !c.Curve.Points.Any(p => double.IsFinite(p.Value)))
        .ThenBy(c => !c.Name.SaysLoss)
        .ThenBy(c => !c.Name.IsTotal)
        .ThenByDescending(c => c.Curve.Points.Count)
        .ThenBy(c => c.Name.IsAverage)
        .ThenBy(c => c.Curve.Name.Length)
        .ThenBy(c => c.Curve.Name, StringComparer.Ordinal)
        .Select(c => c.Curve)
        .FirstOrDefault();
}

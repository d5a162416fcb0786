using System.Diagnostics;
using System.Globalization;
using Saddle.Catalog;
using Saddle.Data;
using Saddle.Games;
using Saddle.Gans.Probes;
using Saddle.Scalars;
using Saddle.Torch;

namespace Saddle.Gans.Windows;

/// <summary>
/// The window of settings in which a run's networks hold: predicted by the update's spectrum at a checkpoint, and
/// confirmed by short runs from there on either side of the edge.
/// </summary>
/// <remarks>
/// Everything that is predicted is about one large batch that every evaluation sees, in double precision: then an
/// update is a function, and its Jacobian decides. Settings <em>leave</em> where a small displacement grows by half as
/// much again within the updates that the answer is about, and else <em>hold</em>. It must be used and closed on the
/// thread that made it.
/// </remarks>
public sealed partial class WindowStudy : IDisposable
{
    private const double Nudge = 1e-6; // of the parameters' length
    private const double RandomShare = 0.1; // of the nudge's field
    private const int Searches = 8;
    private const double Side = 1.1; // the first runs are this factor from the predicted edge
    private const double BelowEdge = 1.2;
    private const double Found = 1.05; // both sides of a measured edge are this near
    private const int FewestProducts = 2;
    private const string Stream = "settings";

    private readonly TensorScope _scope = new();
    private readonly Snapshot _at;
    private readonly DataFolder _data;
    private readonly int _batch;
    private readonly SteadyRule? _rule;
    private readonly Dictionary<string, HeldGame> _held = new(StringComparer.Ordinal);
    private LocalModel? _model;
    private Tensor[]? _origin; // where the held batch is at rest; the checkpoint where nothing was looked for

    /// <summary>Prepares a study.</summary>
    /// <param name="at">The checkpoint, which must outlive this.</param>
    /// <param name="data">Where data sets lie.</param>
    /// <param name="space">The run's settings there.</param>
    /// <param name="map">The map.</param>
    /// <param name="options">How much is computed.</param>
    /// <exception cref="SettingsException">The networks cannot be evaluated on such a batch.</exception>
    public WindowStudy(Snapshot at, DataFolder data, SettingSpace space, WindowMap map, WindowOptions options)
    {
        ArgumentNullException.ThrowIfNull(at);
        ArgumentNullException.ThrowIfNull(options);
        (_at, _data, Space, Map, Options) = (at, data, space, map, options);
        try
        {
            _rule = SteadyRule.Of(at, out var whyNot);
            WhyUnpredicted = whyNot;
            _batch = options.Batch > 0 ? options.Batch : Usual(at);
            _ = Held(Space.Present.Weights);
        }
        catch
        {
            _scope.Dispose();
            throw;
        }
    }

    /// <summary>The run's settings.</summary>
    public SettingSpace Space { get; }

    /// <summary>The map.</summary>
    public WindowMap Map { get; }

    /// <summary>How much is computed.</summary>
    public WindowOptions Options { get; }

    /// <summary>The number of samples a side of the batch that is held.</summary>
    public int Batch => _batch;

    /// <summary>Why nothing is predicted; null where something is, or may be.</summary>
    public string? WhyUnpredicted { get; private set; }

    /// <summary>What the prediction holds still beside the batch; null where nothing.</summary>
    public string? Note => _rule?.Note;

    /// <summary>Whether the state is near rest; null before it was looked at, or where nothing is predicted.</summary>
    public RestCheck? Rest { get; private set; }

    /// <summary>Whether the state is near rest, so that the spectrum predicts.</summary>
    public bool IsAtRest => Rest is { IsAtRest: true };

    /// <summary>The number of products with the Jacobian that were made at the checkpoint.</summary>
    public int Products => _model?.Space.Size ?? 0;

    /// <summary>Whether the directions found hold all that the Jacobian acts in.</summary>
    public bool IsWhole => _model is { Space.IsWhole: true };

    /// <summary>Why nothing is predicted, as part of a sentence; null where something is, or before it was looked at.
    /// </summary>
    public string? WhyNot => WhyUnpredicted is { } why ? $"nothing is predicted: {why}"
        : Rest is { IsAtRest: false } rest
            ? $"the checkpoint is not near rest ({rest.Told(Options.Updates)}), so its spectrum predicts nothing for "
                + "so long"
        : null;

    /// <summary>
    /// How much of the product with the direction that leaves first, as both rates grow, lies outside of them, as a
    /// share; NaN where none leaves.
    /// </summary>
    public double Outside => _model is { } model && model.Margin(Space.Present) is > 0 and < double.PositiveInfinity
        and { } margin ? model.Outside(Space.Present.Times(margin)) : double.NaN;

    /// <summary>Measures what one product with the Jacobian and one update cost, in seconds.</summary>
    public (double Product, double Update) Cost()
    {
        using var scope = new TensorScope();
        var held = Held(Space.Present.Weights);
        var rest = Origin(held);
        var field = held.Field(rest);
        var clock = Stopwatch.StartNew();
        _ = held.Field(rest);
        var update = clock.Elapsed.TotalSeconds;
        if (_rule is null)
        {
            return (0, update);
        }

        clock.Restart();
        _ = held.Product(rest, field);
        return (clock.Elapsed.TotalSeconds, update);
    }

    /// <summary>Finds the spectrum at the checkpoint, and whether it is near rest.</summary>
    /// <param name="progress">Told the share done.</param>
    /// <param name="cancellation">Stops with <see cref="OperationCanceledException"/>.</param>
    public void Look(IProgress<double>? progress, CancellationToken cancellation)
    {
        if (_rule is null)
        {
            return;
        }

        try
        {
            Settle(progress, cancellation);
        }
        catch (NotSupportedException declined)
        {
            (WhyUnpredicted, _model) = (declined.Message, null);
        }
    }

    /// <summary>Predicts all cells, row by row.</summary>
    /// <param name="progress">Told the share done.</param>
    /// <param name="cancellation">Stops with <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="InvalidOperationException">Nothing is predicted.</exception>
    public IReadOnlyList<WindowCell> Predict(IProgress<double>? progress, CancellationToken cancellation)
    {
        var (model, cells) = (Required, new WindowCell[Map.Cells]);
        for (var cell = 0; cell < cells.Length; cell++)
        {
            cancellation.ThrowIfCancellationRequested();
            var (column, row) = (cell % Map.Columns, cell / Map.Columns);
            cells[cell] = Predict(model, Map.At(column, row), column, row);
            progress?.Report((cell + 1.0) / cells.Length);
        }

        return cells;
    }

    /// <summary>What is predicted of any settings: the cell has no place.</summary>
    /// <param name="settings">The settings.</param>
    public WindowCell Predict(GanSettings settings) => Predict(Required, settings, -1, -1);

    /// <summary>By what both rates can be multiplied until some settings leave; less than 1 where they do.</summary>
    /// <param name="settings">The settings.</param>
    public double Margin(GanSettings settings) => Required.Margin(settings);

    /// <summary>The edges that are predicted on a line: where neighbouring cells differ, and exactly where between.
    /// </summary>
    /// <param name="line">The line's number.</param>
    public IReadOnlyList<WindowEdge> Edges(int line) => Edges(Required, line);

    /// <summary>The lines on which edges are confirmed: of those that have one.</summary>
    /// <param name="edges">The edges of all lines.</param>
    public IReadOnlyList<int> Chosen(IReadOnlyList<WindowEdge> edges) =>
        Map.Chosen(Options.Lines, [.. edges.Select(edge => edge.Line).Distinct().Order()]);

    private List<WindowEdge> Edges(LocalModel model, int line)
    {
        var (values, edges) = (Map.Along.Values, new List<WindowEdge>());
        var leaves = Array.ConvertAll(values, v => model.Leaves(Map.On(line, v)));
        for (var i = 1; i < values.Length; i++)
        {
            if (leaves[i] != leaves[i - 1])
            {
                var (before, known) = (leaves[i - 1], values[i - 1]);
                var edge = LocalModel.Crossing(known, values[i], v => model.Leaves(Map.On(line, v)) == before);
                edges.Add(new(line, !before, edge, null, null));
            }
        }

        return edges;
    }

    /// <summary>Confirms a predicted edge by twin runs on either side, or finds where it is.</summary>
    /// <param name="edge">The edge.</param>
    /// <param name="run">Makes a run of the first settings, or recalls it, disturbed as the second leave.</param>
    public WindowEdge Confirm(WindowEdge edge, Func<GanSettings, GanSettings, ShortRun> run)
    {
        ArgumentNullException.ThrowIfNull(edge);
        ArgumentNullException.ThrowIfNull(run);
        var (predicted, side) = (edge.Predicted!.Value, Side);
        var leaving = Map.On(edge.Line, edge.HoldsBelow ? predicted * Side : predicted / Side);
        var (low, high) = ((double?)null, (double?)null);
        for (var i = 0; i < Searches && (low is null || high is null); i++)
        {
            // the lower side first, then the upper; further out where what is there is like the other side
            low ??= IsAsBelow(predicted / side) ? predicted / side : null;
            high ??= IsAsBelow(predicted * side) ? null : predicted * side;
            side *= Side * Side;
        }

        while (low is { } under && high is { } over && over > Found * under)
        {
            var middle = Math.Sqrt(under * over);
            (low, high) = IsAsBelow(middle) ? (middle, over) : (under, middle);
        }

        return edge with { Low = low, High = high };

        bool IsAsBelow(double value) => run(Map.On(edge.Line, value), leaving).Leaves != edge.HoldsBelow;
    }

    /// <summary>Finds an edge on a line by runs alone, between neighbouring cells.</summary>
    /// <param name="line">The line's number.</param>
    /// <param name="run">Makes a run, or recalls it.</param>
    /// <returns>The edge; null where both ends of the line are alike.</returns>
    public WindowEdge? Search(int line, Func<GanSettings, ShortRun> run)
    {
        ArgumentNullException.ThrowIfNull(run);
        var values = Map.Along.Values;
        var (low, high) = (0, values.Length - 1);
        var below = run(Map.On(line, values[low])).Leaves;
        if (run(Map.On(line, values[high])).Leaves == below)
        {
            return null;
        }

        while (high - low > 1)
        {
            var middle = (low + high) / 2;
            (low, high) = run(Map.On(line, values[middle])).Leaves == below ? (middle, high) : (low, middle);
        }

        return new(line, !below, null, values[low], values[high]);
    }

    /// <summary>Runs a twin of some settings: from the checkpoint and from close by, on the held batch.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="leaving">
    /// Settings that leave by the prediction: most of the disturbance is what grows fastest with those.
    /// </param>
    /// <param name="cancellation">Stops with <see cref="OperationCanceledException"/>.</param>
    public ShortRun Twin(GanSettings settings, GanSettings leaving, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(leaving);
        using var scope = new TensorScope();
        var held = Held(settings.Weights);
        var run = new TwinRun(held, _rule!.With(settings.EtaG, settings.EtaD), Options.Updates);
        var (ratio, updates) = run.Measure(Displacement(held, leaving), cancellation);
        return new(settings, true, ratio, ratio, updates, TwinRun.Leaves(ratio));
    }

    /// <summary>Goes on training with some settings, on batches of its own, and measures the field on the held one.
    /// </summary>
    /// <param name="settings">The settings.</param>
    /// <param name="usual">The largest ratio that training shows with the present settings; null for those.</param>
    /// <param name="cancellation">Stops with <see cref="OperationCanceledException"/>.</param>
    public ShortRun Train(GanSettings settings, double? usual, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return new TrainingRun(_at, _data, Space.Configuration(settings), Plain(settings.Weights), Options.Updates)
            .Measure(settings, usual, cancellation);
    }

    /// <inheritdoc/>
    public void Dispose() => _scope.Dispose();

    private string Device => _at.Players[0].Device;

    private LocalModel Required => _model
        ?? throw new InvalidOperationException("Nothing is predicted: there is no spectrum, or it was not looked at.");

    private static int Usual(Snapshot at)
    {
        var four = 4L * at.Configuration.Settings.Batch;
        var unit = 1;
        foreach (var player in Enum.GetValues<Player>())
        {
            var blueprint = at.Game.Network(player).Blueprint;
            unit = Math.Max(unit, Math.Max(blueprint.BatchUnit, blueprint.Packed));
        }

        // the whole data, where no network takes samples by the dozen
        return (int)(at.Items.Count is { } count && count <= four && unit == 1 ? count : four);
    }

    private Tensor[] Origin(HeldGame held) =>
        [.. held.Lengths.Select(length => Tensor.Zeros([length], DType.Float64, Device))];

    private static double Length(ReadOnlySpan<Tensor> parts) =>
        Math.Sqrt(parts.ToArray().Sum(p => p.IsNumber ? 0 : Tensor.Sum(p.Square()).Item()));

    private WindowCell Predict(LocalModel model, GanSettings settings, int column, int row)
    {
        var leading = model.Leading(settings);
        var remaining = model.Leaves(leading) ? double.PositiveInfinity : model.Remaining(settings);
        return new(column, row, leading, remaining, Options.Updates);
    }

    // The game with penalties' weights, and the state of the checkpoint.
    private (NeuralGame Game, Tensor[] State) Game(IReadOnlyList<double> weights)
    {
        var (game, state) = _at.With(
            regularisers: Space.Regularisers(weights), type: DType.Float64, batch: _batch);
        return (game, [state[0].Clone(), state[1].Clone()]);
    }

    /// <summary>The game on the held batch with penalties' weights, around where that batch is at rest.</summary>
    /// <param name="weights">The weights.</param>
    internal HeldGame Held(IReadOnlyList<double> weights) => Kept("units", weights, _rule?.Units ?? [1, 1], _origin);

    // At the checkpoint itself, of which training goes on.
    private HeldGame Plain(IReadOnlyList<double> weights) => Kept("plain", weights, [1, 1], null);

    private HeldGame Kept(string kind, IReadOnlyList<double> weights, Tensor[] units, Tensor[]? origin)
    {
        var key = $"{kind} {string.Join(' ', weights.Select(w => w.ToString("R", CultureInfo.InvariantCulture)))}";
        if (_held.TryGetValue(key, out var known))
        {
            return known;
        }

        using var scope = new TensorScope();
        var (game, state) = Game(weights);
        foreach (var part in state)
        {
            scope.Give(part, _scope);
        }

        return _held[key] = new(game, origin ?? state, units, _at.Key(Stream, 0));
    }

    // Mostly where the prediction says that it grows fastest, so that a short run tells; and some of everything, so
    // that what the prediction does not know grows too.
    private Tensor[] Displacement(HeldGame held, GanSettings leaving)
    {
        var origin = Origin(held);
        var any = Random(2, held);
        var (lead, ofAny) = (Required.Space.Lift(Required.Direction(leaving)), Length(held.Product(origin, any)));
        var ofLead = Length(held.Product(origin, lead));
        var share = ofLead > 0 && ofAny > 0 ? RandomShare * ofLead / ofAny : 1;
        Tensor[] both = [lead[0] + (share * any[0]), lead[1] + (share * any[1])];
        var start = held.At(origin);
        var there = held.At(both);
        var scale = Nudge * Length(start) / Length([there[0] - start[0], there[1] - start[1]]);
        return [scale * both[0], scale * both[1]];
    }

    private Tensor[] Random(int number, HeldGame held)
    {
        var random = new RandomTensors(_at.Key(Stream, number), Purpose.Noise, DType.Float64, Device);
        return [.. held.Lengths.Select(length => random.Normal(length))];
    }

    private sealed class Part(IProgress<double>? whole, double from, double share) : IProgress<double>
    {
        public void Report(double value) => whole?.Report(from + (share * value));
    }
}

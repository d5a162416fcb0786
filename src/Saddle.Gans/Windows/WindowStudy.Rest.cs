using Saddle.Games;
using Saddle.Torch;

namespace Saddle.Gans.Windows;

/// <content>The spectrum, and whether the state is near rest.</content>
public sealed partial class WindowStudy
{
    private const double Deeper = 10; // by how much the field falls in a round that leads nearer to rest
    private const double Nothing = 1e-10;

    // The batch that is held has a rest of its own, a little way from that of the batches that were trained on: the
    // run's own updates lead to it, where there is one near. Only then is a spectrum worth its products.
    private void Settle(IProgress<double>? progress, CancellationToken cancellation)
    {
        using var scope = new TensorScope();
        var held = Held(Space.Present.Weights);
        var field = FieldLength();
        var after = Updated(held, Space.Present, cancellation);
        var all = Apart(after, Checkpoint());
        Rest = new(field, 1, 0, all, all, double.NaN, double.NaN, 0);
        if (!(all <= RestCheck.MostMovedInAll))
        {
            return;
        }

        MoveTo(after, scope);
        var part = 1.0 / (RestCheck.MostRounds + 1);
        _model = Model(new Part(progress, 0, part), cancellation);
        for (var round = 1; round <= RestCheck.MostRounds && Rest is { IsContradicted: false }; round++)
        {
            if (_model.Leaves(Space.Present))
            {
                Rest = Rest with { IsContradicted = true };
            }
            else if (IsSettled(round, new Part(progress, round * part, part), cancellation))
            {
                return;
            }
        }
    }

    // Whether another round of updates, near the edge, changes nothing; else the state is where they lead.
    private bool IsSettled(int round, IProgress<double> progress, CancellationToken cancellation)
    {
        using var scope = new TensorScope();
        var (before, held) = (Required, Held(Space.Present.Weights));
        var margin = before.Margin(Space.Present);
        var (rates, field) = (MostRates(margin), FieldLength());
        var from = held.At(Origin(held));
        var after = Updated(held, Space.Present.Times(rates), cancellation);
        var (moved, all) = (Apart(after, from), Apart(after, Checkpoint()));
        var settled = round * Options.Updates;
        if (!double.IsFinite(moved))
        {
            Rest = new(field, rates, settled, moved, all, margin, double.NaN, 0);
            return false;
        }

        MoveTo(after, scope);
        var there = Model(progress, cancellation);
        var shifted = Shifted(before, there) + Shifted(there, before);
        Rest = new(field, rates, settled, moved, all, margin, there.Margin(Space.Present), shifted);

        // what drifts still would hide what grows: where the field falls yet, nearer to rest is better
        if (Rest.IsAtRest && (FieldLength() >= field / Deeper || field < Nothing || round == RestCheck.MostRounds))
        {
            MoveTo(from, scope);
            return true;
        }

        _model = there;
        return false;
    }

    private Tensor[] Checkpoint() => [.. _at.Players.ToArray().Select(p => p.Cast(DType.Float64))];

    private double FieldLength()
    {
        using var scope = new TensorScope();
        var held = Held(Space.Present.Weights);
        return Length(held.Field(Origin(held)));
    }

    private void MoveTo(Tensor[] origin, TensorScope scope)
    {
        foreach (var part in origin)
        {
            scope.Give(part, _scope);
        }

        _origin = origin;
        _held.Clear();
    }

    // By what both rates are multiplied at most in what is said: near the edge, or to the end of the map. So much
    // further than with the present rates the state moves in as many updates, and must stay near rest all the same.
    private double MostRates(double margin)
    {
        var (end, now) = (Map.At(Map.Columns - 1, Map.Rows - 1), Space.Present);
        var most = Math.Max(1, Math.Max(end.EtaG / now.EtaG, end.EtaD / now.EtaD));
        return margin > 0 ? Math.Min(margin / BelowEdge, most) : Math.Min(1, most);
    }

    // The edges of one model, on the chosen lines, that are no edges of the other within the factor that is allowed.
    private int Shifted(LocalModel one, LocalModel other)
    {
        List<WindowEdge> edges = [.. Enumerable.Range(0, Map.Lines).SelectMany(line => Edges(one, line))];
        var chosen = Chosen(edges);
        return edges.Count(edge => chosen.Contains(edge.Line)
            && (!IsBelow(edge, 1 / RestCheck.MostShifted) || IsBelow(edge, RestCheck.MostShifted)));

        bool IsBelow(WindowEdge edge, double factor) =>
            other.Leaves(Map.On(edge.Line, factor * edge.Predicted!.Value)) != edge.HoldsBelow;
    }

    private static double Apart(Tensor[] one, Tensor[] other) =>
        Length([one[0] - other[0], one[1] - other[1]]) / Length(other);

    private Tensor[] Updated(HeldGame held, GanSettings settings, CancellationToken cancellation)
    {
        using var scope = new TensorScope();
        var update = _rule!.With(settings.EtaG, settings.EtaD).Bind<Tensor>(held);
        Tensor[] all = [.. Origin(held), .. new Tensor[update.MemorySize]];
        update.Begin(all.AsSpan(0, 2), all.AsSpan(2), default);
        for (var step = 0L; step < Options.Updates; step++)
        {
            cancellation.ThrowIfCancellationRequested();
            update.Step(all.AsSpan(0, 2), all.AsSpan(2), new SampleKey(0, 0, step, 0));
            scope.Sweep(all);
        }

        return [.. held.At(all.AsSpan(0, 2)).Select(scope.Keep)];
    }

    /// <summary>What the spectrum says where the held batch is at rest, as far as that is known by now.</summary>
    /// <param name="progress">Told the share done.</param>
    /// <param name="cancellation">Stops with <see cref="OperationCanceledException"/>.</param>
    internal LocalModel Model(IProgress<double>? progress, CancellationToken cancellation)
    {
        // each term's product: of the game with the weights that vary at 0, and what each adds at 1
        using var scope = new TensorScope();
        var (varied, present) = (Map.Varied, Held(Space.Present.Weights));
        var origin = Origin(present);
        HeldGame[] games = [varied.Count == 0 ? present : Held(Weights(-1)), .. varied.Select(w => Held(Weights(w)))];
        var direction = Random(1, present);
        var start = present.Product(origin, direction);
        var space = PlayerSubspace.Find(
            Products,
            games.Length,
            [Some(start[0], direction[0]), Some(start[1], direction[1])],
            Math.Max(FewestProducts, Options.Products),
            _scope,
            progress,
            cancellation);
        return new(space, varied, _rule!.With, Options.Updates);

        static Tensor Some(Tensor found, Tensor otherwise) =>
            found.IsNumber || found.Norm() == 0 ? otherwise : found;

        IReadOnlyList<double> Weights(int one) =>
            [.. Space.Present.Weights.Select((w, i) => !varied.Contains(i) ? w : i == one ? 1.0 : 0.0)];

        IReadOnlyList<Tensor[]> Products(Tensor[] v)
        {
            var first = games[0].Product(origin, v);
            return [first, .. games.Skip(1).Select(game => game.Product(origin, v)).Select(p => Less(p, first))];
        }

        static Tensor[] Less(Tensor[] product, Tensor[] first) => [product[0] - first[0], product[1] - first[1]];
    }
}

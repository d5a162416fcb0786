using Saddle.Games;
using Saddle.Torch;

namespace Saddle.Gans.Windows;

/// <content>The spectrum, and whether the state is near rest.</content>
public sealed partial class WindowStudy
{
    // The batch that is held has a rest of its own, a little way from that of the batches that were trained on: the
    // run's own updates lead to it, where there is one near.
    private void Settle(IProgress<double>? progress, CancellationToken cancellation)
    {
        var part = 1.0 / (RestCheck.MostRounds + 1);
        _model = Model(new Part(progress, 0, part), cancellation);
        for (var round = 1; round <= RestCheck.MostRounds; round++)
        {
            using var scope = new TensorScope();
            var (before, held) = (_model, Held(Space.Present.Weights));
            var margin = before.Margin(Space.Present);
            var most = MostRates(margin);
            var rates = round == 1 ? 1 : most;
            var field = Length(held.Field(Origin(held)));
            var from = held.At(Origin(held));
            var after = Updated(held, Space.Present.Times(rates), cancellation);
            var start = _at.Players.ToArray().Select(p => p.Cast(DType.Float64)).ToArray();
            var (moved, all) = (Apart(after, from), Apart(after, start));
            if (!double.IsFinite(moved))
            {
                Rest = new(field, rates, (round - 1) * Options.Updates, moved, all, margin, double.NaN);
                if (round == 1 && most < 1)
                {
                    continue;
                }

                return;
            }

            MoveTo(after, scope);
            var there = Model(new Part(progress, round * part, part), cancellation);
            Rest = new(
                field, rates, (round - 1) * Options.Updates, moved, all, margin, there.Margin(Space.Present));
            if (Rest.IsAtRest && rates >= most)
            {
                MoveTo(from, scope);
                return;
            }

            if (round == 1 && most < 1 && !Rest.IsAtRest)
            {
                MoveTo(from, scope); // the present rates lead away, as predicted: lower ones may not
                continue;
            }

            _model = there;
        }
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

    // Each term's product at a state: the game with the weights that vary at 0, and what each adds at 1.
    private LocalModel Model(IProgress<double>? progress, CancellationToken cancellation)
    {
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

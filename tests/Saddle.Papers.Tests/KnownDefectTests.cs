using MathNet.Numerics.LinearAlgebra;
using Saddle.Catalog;
using Saddle.Dynamics;
using Saddle.Games;
using Saddle.Rules;
using Saddle.Scalars;

namespace Saddle.Papers.Tests;

/// <summary>
/// Errors found in public code: each check here passes on Saddle's rule and fails on the same rule with the error built
/// in.
/// </summary>
public sealed class KnownDefectTests
{
    private const double CompetitiveEta = 0.4;

    private static readonly Game Smooth = new RandomSmooth([0.5, 1], [0.3, 0.8], [0.7, 1.2], 2, 3, 0.5, 0.4);

    [Fact]
    public void Consensus_descends_half_the_squared_norm_of_the_field()
    {
        Assert.True(IsConsensus(new Consensus(0.7)));
        Assert.False(IsConsensus(new Variant((z, field, memory, game, key) =>
        {
            // A spurious factor 1/2.
            var pull = new Real[z.Length];
            game.TransposedJacobianProduct(z, field, pull, key);
            return [.. field.Zip(pull, (f, p) => f + (0.5 * 0.7 * p))];
        })));
    }

    [Fact]
    public void The_formula_for_consensus_tells_the_spurious_factor_apart()
    {
        var game = new Bilinear([0.5, 1, 1.5], [], 3);
        static Consensus Rule(double gamma) => new(gamma) { EtaG = 0.2, EtaD = 0.2 };
        var formula = ClosedForm.Find(game, Rule(1))!.Radius;
        Assert.Equal(Spectrum.Of(game, Rule(1)).Radius!.Value, formula, 12);
        Assert.True(Math.Abs(Spectrum.Of(game, Rule(0.5)).Radius!.Value - formula) > 0.01);
    }

    [Fact]
    public void Optimistic_descent_is_the_trial_points_of_past_extragradient()
    {
        Assert.True(IsOptimistic(new Optimistic()));

        // One factor 2 lost; the wrong sign of the last field; the last field never kept.
        Assert.False(IsOptimistic(Remembering((f, last) => f - last)));
        Assert.False(IsOptimistic(Remembering((f, last) => (2.0 * f) + last)));
        Assert.False(IsOptimistic(new Variant(
            (_, field, memory, _, _) => [.. field.Zip(memory, (f, last) => (2.0 * f) - last)],
            Memory: true)));
    }

    [Fact]
    public void Optimistic_descent_converges_on_bilinear_games_where_its_variants_do_not()
    {
        var game = new Bilinear([0.5, 1], [], 2);
        var start = Starts.OnSphere(game, 1, 1, 0);
        Assert.True(Ends(new Optimistic { EtaG = 0.3, EtaD = 0.3 }) < 1e-6);
        Assert.True(Ends(Remembering((f, last) => (2.0 * f) + last) with { EtaG = 0.3, EtaD = 0.3 }) > 1);

        double Ends(Rule rule)
        {
            var bound = game.Bind<Real>();
            var update = rule.Bind(bound);
            var (state, memory) = (start.ToScalars<Real>(), new Real[update.MemorySize]);
            update.Begin(state, memory, default);
            for (var i = 0; i < 2000; i++)
            {
                update.Step(state, memory, default);
            }

            return bound.Distance(state).Value;
        }
    }

    [Fact]
    public void The_simultaneous_formula_is_wrong_for_alternating_dynamics()
    {
        var (cells, wrong) = (0, 0);
        foreach (var eta in new[] { 0.03, 0.1, 0.2, 0.3, 0.5 })
        {
            foreach (var gamma in new[] { 0.01, 0.03, 0.1, 0.2 })
            {
                var game = new DiracGan(Penalty: DiracPenalty.R1, Gamma: gamma);
                var alternating = new Alternating { EtaG = eta, EtaD = eta };
                var formula = ClosedForm.Find(game, alternating)!.Radius;
                var other = ClosedForm.Find(game, new Simultaneous { EtaG = eta, EtaD = eta })!.Radius;
                Assert.Equal(Spectrum.Of(game, alternating).Radius!.Value, formula, 12);
                Assert.NotEqual(other, formula, 6);

                // What runs do is what the formula of their own order says.
                var rate = MeasuredRate.Of(game, alternating, Starts.OnSphere(game, 1e-6, 1, 0), 1000, 5000);
                Assert.True(rate < 0 && formula < 1, $"eta {eta}, gamma {gamma}");
                cells++;
                wrong += other > 1 ? 1 : 0;
            }
        }

        Assert.InRange(wrong, 1, cells - 1);
    }

    [Fact]
    public void A_discriminator_that_silently_uses_the_generators_rate_is_found()
    {
        var game = new TturSaddle([0.5, -0.4]);
        var rule = new Alternating { Order = Order.GFirst, EtaG = 0.0001, EtaD = 0.3 };
        var formula = ClosedForm.Find(game, rule)!.Radius;
        Assert.Equal(0.98, formula, 12);
        Assert.Equal(formula, Spectrum.Of(game, rule).Radius!.Value, 12);
        Assert.NotEqual(formula, Spectrum.Of(game, rule with { EtaD = rule.EtaG }).Radius!.Value, 3);
    }

    [Fact]
    public void Every_rule_moves_each_player_by_its_own_rate()
    {
        foreach (var entry in Catalog<Rule>.Entries)
        {
            var rule = entry.Create(new Dictionary<string, string>(StringComparer.Ordinal));
            if (!rule.UsesBestResponse)
            {
                Assert.True(HasOwnRates(rule, r => r), entry.Name);
                Assert.False(HasOwnRates(rule, r => r with { EtaD = r.EtaG }), entry.Name);
            }
        }
    }

    [Fact]
    public void Competitive_descent_solves_its_equation_and_a_wrong_first_residual_does_not()
    {
        Assert.InRange(CompetitiveResidual(new Competitive()), 0, 1e-14);
        Assert.InRange(CompetitiveResidual(Solver(rightResidual: true)), 0, 1e-12);
        Assert.True(CompetitiveResidual(Solver(rightResidual: false)) > 1e-3);

        // Conjugate gradients from a guess that is not 0, taking the right-hand side for the first residual or not.
        static Variant Solver(bool rightResidual) => new((z, field, _, game, key) =>
        {
            var interaction = Interaction(z, game, key);
            var matrix = Matrix<double>.Build.DenseIdentity(z.Length) + (CompetitiveEta * interaction);
            var right = -CompetitiveEta * Vector<double>.Build.Dense(z.Length, i => field[i].Value);
            var (square, image) = (matrix.Transpose() * matrix, matrix.Transpose() * right);
            var solution = ConjugateGradients(square, image, guess: right, rightResidual);
            return [.. solution.Select(d => (Real)(-d / CompetitiveEta))];
        });
    }

    /// <summary>
    /// By how much one update misses <c>d = -eta (F + K d)</c>, K the interaction's part of the Jacobian.
    /// </summary>
    private static double CompetitiveResidual(Rule rule)
    {
        var game = Smooth.Bind<Real>();
        var start = Starts.OnSphere(Smooth, 0.5, 1, 0);
        var state = start.ToScalars<Real>();
        var update = (rule with { EtaG = CompetitiveEta, EtaD = CompetitiveEta }).Bind(game);
        var interaction = Interaction(state, game, default);
        update.Step(state, new Real[update.MemorySize], default);
        var moved = Vector<double>.Build.Dense(start.Length, i => state[i].Value - start[i]);
        var field = Vector<double>.Build.DenseOfArray(Field(game, start));
        return (moved + (CompetitiveEta * (field + (interaction * moved)))).InfinityNorm();
    }

    /// <summary>The part of the Jacobian by which each player's gradient depends on the other's coordinates.</summary>
    private static Matrix<double> Interaction(Real[] state, IGame<Real> game, SampleKey key)
    {
        var interaction = Matrix<double>.Build.Dense(state.Length, state.Length);
        for (var j = 0; j < state.Length; j++)
        {
            var (unit, column) = (new Real[state.Length], new Real[state.Length]);
            unit[j] = 1.0;
            game.JacobianProduct(state, unit, column, key);
            for (var i = 0; i < state.Length; i++)
            {
                interaction[i, j] = i < game.GeneratorSize != j < game.GeneratorSize ? column[i].Value : 0;
            }
        }

        return interaction;
    }

    private static Vector<double> ConjugateGradients(
        Matrix<double> matrix,
        Vector<double> right,
        Vector<double> guess,
        bool rightResidual)
    {
        var (x, residual) = (guess, rightResidual ? right - (matrix * guess) : right);
        var direction = residual;
        for (var i = 0; i < 3 * right.Count && residual.L2Norm() > 1e-16; i++)
        {
            var image = matrix * direction;
            var length = residual.DotProduct(residual) / direction.DotProduct(image);
            var next = residual - (length * image);
            x += length * direction;
            direction = next + (next.DotProduct(next) / residual.DotProduct(residual) * direction);
            residual = next;
        }

        return x;
    }

    /// <summary>With a rate of 0 a player stays and the other one moves, for either player.</summary>
    private static bool HasOwnRates(Rule rule, Func<Rule, Rule> error) => Enum.GetValues<Player>().All(still =>
    {
        var (etaG, etaD) = still == Player.Generator ? (0.0, 0.1) : (0.1, 0.0);
        var start = Starts.OnSphere(Smooth, 0.5, 1, 0);
        var end = Simulation.Run(Smooth, error(rule with { EtaG = etaG, EtaD = etaD }), start, 10).Final;
        var moved = start.Zip(end, (s, e) => s != e).ToList();
        var (first, second) = (moved.Take(Smooth.GeneratorSize), moved.Skip(Smooth.GeneratorSize));
        return still == Player.Generator
            ? !first.Contains(true) && !second.Contains(false)
            : !first.Contains(false) && !second.Contains(true);
    });

    /// <summary>One update against the gradient of |F|^2 / 2 by central differences.</summary>
    private static bool IsConsensus(Rule rule)
    {
        const double Eta = 0.1;
        const double H = 1e-5;
        var game = Smooth.Bind<Real>();
        var update = (rule with { EtaG = Eta, EtaD = Eta }).Bind(game);
        var start = Starts.OnSphere(Smooth, 0.5, 1, 0);
        var state = start.ToScalars<Real>();
        update.Step(state, new Real[update.MemorySize], default);
        var field = Field(game, start);
        return start.Select((z, i) =>
        {
            var (up, down) = (start.ToArray(), start.ToArray());
            (up[i], down[i]) = (z + H, z - H);
            var pull = (Half(up) - Half(down)) / (2 * H);
            return Math.Abs(z - (Eta * (field[i] + (0.7 * pull))) - state[i].Value);
        }).All(off => off < 1e-8);

        double Half(double[] at) => Field(game, at).Sum(f => f * f) / 2;
    }

    /// <summary>
    /// Past extragradient's trial points w obey w'' = w' - 2 eta F(w') + eta F(w): optimistic descent from the first of
    /// them passes through all others.
    /// </summary>
    private static bool IsOptimistic(Rule rule)
    {
        const double Eta = 0.1;
        const int Count = 50;
        var game = Smooth.Bind<Real>();
        var past = new PastExtragradient { EtaG = Eta, EtaD = Eta }.Bind(game);
        var state = Starts.OnSphere(Smooth, 0.5, 1, 0).ToScalars<Real>();
        var memory = new Real[past.MemorySize];
        past.Begin(state, memory, default);
        var trials = new List<double[]>();
        for (var i = 0; i < Count; i++)
        {
            // The trial point is where the field in memory leads.
            trials.Add([.. state.Zip(memory, (z, f) => z.Value - (Eta * f.Value))]);
            past.Step(state, memory, default);
        }

        var update = (rule with { EtaG = Eta, EtaD = Eta }).Bind(game);
        var point = trials[1].ToScalars<Real>();
        var last = new Real[update.MemorySize];
        Field(game, trials[0]).ToScalars<Real>().CopyTo(last, 0);
        for (var i = 2; i < Count; i++)
        {
            update.Step(point, last, default);
            if (point.Zip(trials[i], (p, t) => Math.Abs(p.Value - t)).Max() > 1e-12)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A rule whose direction is made of the field and the last one.</summary>
    private static Variant Remembering(Func<Real, Real, Real> direction) =>
        new((_, field, memory, _, _) => Swap(field, memory, direction), Memory: true);

    /// <summary>A direction from the field and the one remembered, which the field then replaces.</summary>
    private static Real[] Swap(Real[] field, Real[] memory, Func<Real, Real, Real> direction)
    {
        Real[] result = [.. field.Zip(memory, direction)];
        field.CopyTo(memory, 0);
        return result;
    }

    private static double[] Field(AnalyticGame<Real> game, double[] at)
    {
        var (state, field) = (at.ToScalars<Real>(), new Real[at.Length]);
        foreach (var player in Enum.GetValues<Player>())
        {
            game.Gradient(player, player, state, game.Slice(player, field.AsSpan()), default);
        }

        return ((ReadOnlySpan<Real>)field).ToDoubles();
    }

    /// <summary>What a rule with an error in it descends along; it may change the memory.</summary>
    private delegate Real[] Direction(Real[] state, Real[] field, Real[] memory, IGame<Real> game, SampleKey key);

    /// <summary>A rule with an error built in, on plain numbers.</summary>
    private sealed record Variant(Direction Along, bool Memory = false) : Rule
    {
        public override Update<T> Bind<T>(Pack<Rule> settings, IGame<T> game) =>
            (Update<T>)(object)new Bound(settings, (IGame<Real>)game, this);

        private sealed class Bound(Pack<Rule> settings, IGame<Real> game, Variant variant)
            : Update<Real>(settings, game)
        {
            public override int MemorySize => variant.Memory ? Game.Size() : 0;

            public override void Begin(ReadOnlySpan<Real> state, Span<Real> memory, in SampleKey key)
            {
                if (variant.Memory)
                {
                    Field(state, memory, key);
                }
            }

            public override void Step(Span<Real> state, Span<Real> memory, in SampleKey key)
            {
                var (field, kept) = (new Real[state.Length], memory.ToArray());
                Field(state, field, key);
                DescendBoth(state, variant.Along(state.ToArray(), field, kept, Game, key), key.Step);
                kept.CopyTo(memory);
            }
        }
    }
}

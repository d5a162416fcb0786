using Saddle.Games;
using Saddle.Scalars;

namespace Saddle.Tests.Games;

/// <summary>What holds of every game of the catalogue, in each combination of its choices.</summary>
public sealed class GameConformanceTests
{
    private const double Step = 1e-5; // of central differences: their error is of order Step^2 and 1e-16/Step

    public static TheoryData<string> Games => Cases.GameData;

    [Theory]
    [MemberData(nameof(Games))]
    public void Every_block_of_the_gradients_is_the_derivative_of_the_loss(string text)
    {
        var game = Cases.Game(text);
        var (plain, dual) = (game.Bind<Real>(), game.Bind<Dual<Real>>());
        foreach (var state in States(game))
        {
            for (var loss = Player.Generator; loss <= Player.Discriminator; loss++)
            {
                for (var by = Player.Generator; by <= Player.Discriminator; by++)
                {
                    var first = by == Player.Generator ? 0 : game.GeneratorSize;
                    var gradient = new Real[by == Player.Generator ? game.GeneratorSize : game.DiscriminatorSize];
                    plain.Gradient(loss, by, state.ToScalars<Real>(), gradient, default);
                    for (var i = 0; i < gradient.Length; i++)
                    {
                        var where = $"loss of the {loss} by coordinate {first + i}";
                        Numbers.AssertClose(Slope(dual, loss, state, first + i), gradient[i].Value, 1e-12, where);
                        Numbers.AssertClose(
                            Difference(plain, loss, state, first + i),
                            gradient[i].Value,
                            1e-7,
                            $"{where}, by differences");
                    }
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Games))]
    public void A_gradient_on_dual_numbers_has_the_values_of_the_plain_one(string text)
    {
        var game = Cases.Game(text);
        var (plain, dual) = (game.Bind<Real>(), game.Bind<Dual<Real>>());
        foreach (var state in States(game))
        {
            var (expected, actual) = (
                Field(plain, state.ToScalars<Real>()),
                Field(dual, state.ToScalars<Dual<Real>>()));
            for (var i = 0; i < expected.Length; i++)
            {
                Numbers.AssertClose(expected[i].Value, actual[i].Value.Value, 1e-14, $"coordinate {i}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Games))]
    public void The_product_with_the_jacobian_is_the_change_of_the_field_along_the_direction(string text)
    {
        var game = Cases.Game(text);
        var plain = game.Bind<Real>();
        foreach (var (state, v) in States(game).Zip(States(game, seed: 2)))
        {
            var product = Product(plain, state, v);
            var (above, below) = (Field(plain, Along(state, v, Step)), Field(plain, Along(state, v, -Step)));
            for (var i = 0; i < product.Length; i++)
            {
                Numbers.AssertClose(
                    (above[i].Value - below[i].Value) / (2 * Step),
                    product[i],
                    1e-7,
                    $"coordinate {i}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Games))]
    public void The_product_with_the_transposed_jacobian_is_its_adjoint(string text)
    {
        var game = Cases.Game(text);
        var plain = game.Bind<Real>();
        foreach (var ((state, v), w) in States(game).Zip(States(game, seed: 2)).Zip(States(game, seed: 3)))
        {
            var transposed = new Real[w.Length];
            plain.TransposedJacobianProduct(state.ToScalars<Real>(), w.ToScalars<Real>(), transposed, default);
            Numbers.AssertClose(
                Dot(Product(plain, state, v), w),
                Dot(v, ((ReadOnlySpan<Real>)transposed).ToDoubles()),
                1e-12,
                "<J v, w> and <v, J' w>");
        }
    }

    [Theory]
    [MemberData(nameof(Games))]
    public void The_adjoint_of_projecting_is_the_transposed_jacobian_of_projecting(string text)
    {
        var game = Cases.Game(text);
        var (plain, dual) = (game.Bind<Real>(), game.Bind<Dual<Real>>());
        foreach (var state in States(game))
        {
            for (var player = Player.Generator; player <= Player.Discriminator; player++)
            {
                var (first, size) = player == Player.Generator
                    ? (0, game.GeneratorSize)
                    : (game.GeneratorSize, game.DiscriminatorSize);
                for (var row = 0; row < size; row++)
                {
                    // Row by row: P' applied to a unit vector is that row of P.
                    var v = new Real[size];
                    v[row] = 1.0;
                    plain.ProjectAdjoint(player, state.ToScalars<Real>(), v);
                    for (var column = 0; column < size; column++)
                    {
                        var moved = state.ToScalars<Dual<Real>>();
                        moved[first + column] = new(state[first + column], 1.0);
                        dual.Project(player, moved);
                        Numbers.AssertSameBits(
                            [moved[first + row].Slope.Value],
                            [v[column].Value],
                            $"{player}, row {row}, column {column}");
                    }
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Games))]
    public void Projecting_moves_only_the_player_and_once_is_enough(string text)
    {
        var game = Cases.Game(text);
        var plain = game.Bind<Real>();
        foreach (var state in States(game))
        {
            for (var player = Player.Generator; player <= Player.Discriminator; player++)
            {
                var once = state.ToScalars<Real>();
                plain.Project(player, once);
                var twice = (Real[])once.Clone();
                plain.Project(player, twice);
                Numbers.AssertSameBits(Doubles(once), Doubles(twice), "projecting twice");
                var other = player == Player.Generator ? game.GeneratorSize..game.StateSize : ..game.GeneratorSize;
                Numbers.AssertSameBits(state[other], Doubles(once)[other], "the other player");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Games))]
    public void A_best_response_is_better_than_any_other_or_declined_with_the_reason_that_the_game_states(string text)
    {
        var game = Cases.Game(text);
        var plain = game.Bind<Real>();
        var random = new Philox(41, 0, Purpose.Noise);
        foreach (var state in States(game))
        {
            var best = state.ToScalars<Real>();
            if (game.WhyNoBestResponse is { } why)
            {
                Assert.Equal(why, Assert.Throws<NotSupportedException>(() => plain.BestRespond(best)).Message);
                Assert.NotEmpty(why);
                continue;
            }

            plain.BestRespond(best);
            Numbers.AssertSameBits(
                state.AsSpan(0, game.GeneratorSize),
                Doubles(best).AsSpan(0, game.GeneratorSize),
                "the generator");
            var least = plain.Loss(Player.Discriminator, best, default).Value;
            for (var trial = 0; trial < 20; trial++)
            {
                var other = Array.ConvertAll(best, b => b + random.Uniform(-0.1, 0.1) * random.Uniform());
                best.AsSpan(0, game.GeneratorSize).CopyTo(other);
                plain.Project(Player.Discriminator, other);
                var loss = plain.Loss(Player.Discriminator, other, default).Value;
                Assert.True(loss >= least - 1e-13, $"{loss:R} is less than {least:R}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Games))]
    public void Lanes_may_have_settings_each_of_its_own(string text)
    {
        // The gradients of a pack of sixteen settings are those of each of them alone.
        var game = Cases.Game(text);
        var members = Enumerable.Range(0, 16).Select(i => Scaled(game, 1 / (1 + (0.05 * i)))).ToArray();
        var packed = game.Bind<Lanes>(new Pack<Game>(members));
        var state = States(game)[0];
        var field = Field(packed, state.ToScalars<Lanes>());
        for (var lane = 0; lane < 16; lane++)
        {
            Numbers.AssertSameBits(
                Doubles(Field(members[lane].Bind<Real>(), state.ToScalars<Real>())),
                ((ReadOnlySpan<Lanes>)field).ToDoubles(lane),
                $"lane {lane}");
        }
    }

    [Theory]
    [MemberData(nameof(Games))]
    public void Sizes_names_and_the_equilibrium_fit_together(string text)
    {
        var game = Cases.Game(text);
        Assert.Equal(game.GeneratorSize + game.DiscriminatorSize, game.StateSize);
        Assert.Equal(game.StateSize, game.CoordinateNames.Count);
        Assert.Equal(game.StateSize, game.CoordinateNames.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(game.StateSize, game.Equilibrium().Length);
        Assert.Equal(0, game.Distance(game.Equilibrium()));
        Assert.All(game.SuccessRules, rule => Assert.True(rule.Holds(game.Equilibrium()), rule.Name));
        Assert.NotEmpty(game.SuccessRules);
        Assert.Equal(game.Bind<Real>().GeneratorSize, game.GeneratorSize);
        foreach (var start in Cases.Starts(game, 100))
        {
            for (var i = 0; i < start.Length; i++)
            {
                Assert.InRange(start[i], game.StartRange(i).Low, game.StartRange(i).High);
            }

            Assert.True(game.Distance(start) > 0);
        }
    }

    [Theory]
    [MemberData(nameof(Games))]
    public void The_field_vanishes_at_the_equilibrium_or_the_game_says_why_it_has_no_derivative_there(string text)
    {
        var game = Cases.Game(text);
        if (game.WhyNotDifferentiable(game.Equilibrium(), bestResponse: false) is { } why)
        {
            Assert.NotEmpty(why);
        }
        else
        {
            Assert.All(
                Field(game.Bind<Real>(), game.Equilibrium().ToScalars<Real>()),
                g => Assert.Equal(0, g.Value, 1e-15));
        }
    }

    [Theory]
    [MemberData(nameof(Games))]
    public void A_failure_always_has_a_class(string text)
    {
        var game = Cases.Game(text);
        foreach (var (final, earlier) in States(game).Zip(States(game, seed: 5)))
        {
            Assert.NotEmpty(game.ClassifyFailure(final, earlier));
            Assert.False(game.ClassifyFailure(final, final) == "still moving", "nothing moved");
        }

        Assert.Equal(
            "runaway",
            game.ClassifyFailure(Array.ConvertAll(game.Equilibrium(), _ => double.NaN), game.Equilibrium()));
    }

    /// <summary>
    /// States anywhere near the equilibrium: also such as no start is, with interval ends out of order.
    /// </summary>
    private static double[][] States(Game game, ulong seed = 1) =>
        [.. Enumerable.Range(0, 12).Select(run =>
        {
            var random = new Philox(seed, run, Purpose.Noise);
            return Array.ConvertAll(game.Equilibrium(), e => e + random.Uniform(-2, 2));
        })];

    /// <summary>
    /// The same game with its continuous settings scaled, but for those that change what its coordinates mean.
    /// </summary>
    private static Game Scaled(Game game, double factor)
    {
        var entry = Saddle.Catalog.Catalog<Game>.EntryOf(game);
        var settings = entry.SettingsOf(game);
        var scaled = game;
        var continuous = entry.Parameters.Where(p => p.Kind is "number" or "list" && settings[p.Name].Length > 0);
        foreach (var parameter in continuous)
        {
            var values = settings[parameter.Name].Split(',')
                .Select(v => factor * double.Parse(v, System.Globalization.CultureInfo.InvariantCulture));
            var text = string.Join(
                ',',
                values.Select(v => v.ToString("R", System.Globalization.CultureInfo.InvariantCulture)));
            var next = entry.With(scaled, (parameter.Name, text));
            scaled = next.Shape == game.Shape ? next : scaled;
        }

        return scaled;
    }

    private static double Slope(AnalyticGame<Dual<Real>> game, Player loss, double[] state, int coordinate)
    {
        var moved = state.ToScalars<Dual<Real>>();
        moved[coordinate] = new(state[coordinate], 1.0);
        return game.Loss(loss, moved, default).Slope.Value;
    }

    private static double Difference(AnalyticGame<Real> game, Player loss, double[] state, int coordinate)
    {
        var (above, below) = (state.ToScalars<Real>(), state.ToScalars<Real>());
        above[coordinate] += Step;
        below[coordinate] -= Step;
        return (game.Loss(loss, above, default).Value - game.Loss(loss, below, default).Value) / (2 * Step);
    }

    private static T[] Field<T>(AnalyticGame<T> game, T[] state)
        where T : struct, IPacked<T>
    {
        var field = new T[state.Length];
        game.Gradient(Player.Generator, Player.Generator, state, field.AsSpan(0, game.GeneratorSize), default);
        game.Gradient(Player.Discriminator, Player.Discriminator, state, field.AsSpan(game.GeneratorSize), default);
        return field;
    }

    private static double[] Product(AnalyticGame<Real> game, double[] state, double[] v)
    {
        var product = new Real[state.Length];
        game.JacobianProduct(state.ToScalars<Real>(), v.ToScalars<Real>(), product, default);
        return Doubles(product);
    }

    private static Real[] Along(double[] state, double[] v, double by) =>
        [.. state.Zip(v, (x, d) => (Real)(x + (by * d)))];

    private static double[] Doubles(Real[] values) => ((ReadOnlySpan<Real>)values).ToDoubles();

    private static double Dot(double[] x, double[] y) => x.Zip(y, (a, b) => a * b).Sum();
}

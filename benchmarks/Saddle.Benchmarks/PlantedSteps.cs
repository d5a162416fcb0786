using System.CommandLine;
using System.Globalization;
using MathNet.Numerics.LinearAlgebra;
using Saddle.Catalog;
using Saddle.Data;
using Saddle.Games;
using Saddle.Gans;
using Saddle.Gans.Probes;
using Saddle.Gans.Training;
using Saddle.Rules;
using Saddle.Torch;

namespace Saddle.Benchmarks;

/// <summary>
/// Does the spectrum of one update foretell what the rule does? Small smooth GANs with R1 are trained on one fixed
/// minibatch until stationary; the spectrum probe's eigenvalues give the step at which one update stops holding the
/// equilibrium; the rule is then run from close by with smaller and larger steps. Seeds whose training does not come to
/// rest, or rests where even small steps do not hold (an eigenvalue of the field has a negative real part), have no
/// such step; they are passed over before any verdict, and counted.
/// </summary>
internal sealed class PlantedSteps : Benchmark
{
    private const int Updates = 2000;
    // as saddle simulate judges: the distance over the last tenth, by that at the start
    private const double Diverges = 1.5;
    private const double Nudge = 1e-6;
    private const double Difference = 1e-6;
    private const double Outside = 1e-4; // flat directions have eigenvalues 1, up to the error of differences
    private const double AtRest = 1e-9;
    private const double Holds = 1e-6;

    private static readonly double[] Sides = [0.85, 1.15];

    public override string Name => "spectrum-steps";

    public override string Summary =>
        "20 planted cases: the verdict of the spectrum probe, and what the rule then does";

    public override Command ToCommand()
    {
        var gans = new Option<int>("--gans")
        {
            Description = "the number of GANs; each gives two cases",
            DefaultValueFactory = _ => 10,
        };
        var seed = new Option<long>("--seed") { Description = "the first seed", DefaultValueFactory = _ => 1 };
        var command = new Command(Name, Summary) { gans, seed };
        command.SetAction(parsed => Run(parsed.GetValue(gans), parsed.GetValue(seed)));
        return command;
    }

    private static int Run(int gans, long first)
    {
        TorchRuntime.SetThreads(1, 1);
        var (right, passedOver, found) = (0, 0, 0);
        Console.WriteLine(
            "| seed | rule | field at rest | predicted boundary | step | radius | predicted | distance over "
                + "start's | measured | |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|---|");
        for (var seed = first; found < gans; seed++)
        {
            using var scope = new TensorScope();
            using var gan = new StationaryGan((ulong)seed);
            if (gan.Field > AtRest || gan.LeastReal < -Holds)
            {
                Console.Error.WriteLine(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"seed {seed} passed over: field {gan.Field:G2}, least real part {gan.LeastReal:G2}"));
                passedOver++;
                continue;
            }

            right += Judge(gan, seed, found % 2 == 0 ? new Simultaneous() : new Alternating());
            found++;
        }

        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"\n{right} of {gans * Sides.Length} verdicts right; {passedOver} seeds passed over"));
        return right * 10 >= gans * Sides.Length * 9 ? 0 : 1;
    }

    private static int Judge(StationaryGan gan, long seed, Rule rule)
    {
        var (right, boundary) = (0, gan.Boundary(rule));
        foreach (var side in Sides)
        {
            var moved = rule with { EtaG = side * boundary, EtaD = side * boundary };
            var (radius, grown) = (gan.Radius(moved), gan.Run(moved));
            var (predicted, measured) = (Math.Pow(radius, Updates) >= Diverges, !(grown < Diverges));
            right += predicted == measured ? 1 : 0;
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"| {seed} | {Catalog<Rule>.EntryOf(rule).Name} | {gan.Field:G2} | {boundary:G4} | "
                        + $"{side * boundary:G4} | {radius:F5} | {Word(predicted)} | {grown:G3} | "
                        + $"{Word(measured)} | {(predicted == measured ? "right" : "WRONG")} |"));
        }

        return right;
    }

    private static string Word(bool diverges) => diverges ? "diverges" : "stays";

    /// <summary>A small GAN on one fixed minibatch, at an equilibrium of it.</summary>
    private sealed class StationaryGan : IDisposable
    {
        private const int Warm = 5000;
        private const int Newton = 100;

        private readonly IItems _items;
        private readonly NeuralGame _game;
        private readonly SampleKey _sample;
        private readonly Tensor[] _state;

        public StationaryGan(ulong seed)
        {
            var configuration = Configuration.Read("""
                data: {name: ring, modes: 2, radius: 1, sd: 0.4}
                generator: {name: mlp, latent: 2, width: 4, depth: 1, activation: tanh}
                discriminator: {name: mlp, width: 2, depth: 1, activation: tanh}
                regularisers: [{name: r1, gamma: 1}]
                rule: {name: alternating, eta: 0.1}
                batch: 128
                """, Environment.CommandLine);
            _items = configuration.Data.Open(DataFolder.FromEnvironment(), seed);
            _game = new(configuration.Gan, _items, seed, DType.Float64);
            _sample = new(seed, 0, 0, 0, Extrapolated: true);
            _state = _game.Start(seed);
            Train();
            Polish();
            LeastReal = Jacobian().Evd().EigenValues.Min(e => e.Real);
        }

        /// <summary>The length of the field.</summary>
        public double Field { get; private set; }

        /// <summary>The least real part of the eigenvalues of the field's Jacobian.</summary>
        public double LeastReal { get; }

        /// <summary>The largest modulus of the eigenvalues of one update, from products alone.</summary>
        public double Radius(Rule rule)
        {
            using var scope = new TensorScope();
            var linearised = new Linearisation(_game, rule, _state, [], _sample);
            return Arnoldi.Leading(
                v => linearised.Update(v, Difference),
                linearised.Direction(1, linearised.WholeSize),
                2,
                70,
                1e-8)[0].Value.Magnitude;
        }

        /// <summary>The smallest step, of both players, at which an eigenvalue leaves the unit circle.</summary>
        public double Boundary(Rule rule)
        {
            var (low, high) = (1e-3, 1e-3);
            while (Radius(rule with { EtaG = high, EtaD = high }) <= 1 + Outside)
            {
                (low, high) = (high, 1.3 * high);
            }

            for (var i = 0; i < 12; i++)
            {
                var middle = Math.Sqrt(low * high);
                (low, high) = Radius(rule with { EtaG = middle, EtaD = middle }) <= 1 + Outside
                    ? (middle, high)
                    : (low, middle);
            }

            return high;
        }

        /// <summary>
        /// How far the rule takes the state, nudged off the equilibrium: the largest distance over the last tenth, by
        /// the nudge.
        /// </summary>
        public double Run(Rule rule)
        {
            using var scope = new TensorScope();
            var update = rule.Bind<Tensor>(_game);
            var nudge = new Linearisation(_game, rule, _state, [], _sample).Direction(2, _state.Sum(s => s.Count))
                .Split([.. _state.Select(s => s.Count)]);
            Tensor[] state = [.. _state.Select((s, i) => s + (Nudge * nudge[i]))];
            var (start, farthest) = (Distance(state), 0.0);
            for (var i = 0; i < Updates; i++)
            {
                update.Step(state, [], _sample);
                scope.Sweep(state, nudge);
                farthest = i >= Updates * 9 / 10 ? Math.Max(farthest, Distance(state)) : farthest;
            }

            return farthest / start;
        }

        public void Dispose() => _items.Dispose();

        private void Train()
        {
            using var scope = new TensorScope();
            Tensor[] state = [.. _state];
            var update = new Alternating { EtaG = 0.05, EtaD = 0.1 }.Bind<Tensor>(_game);
            for (var i = 0; i < Warm; i++)
            {
                update.Step(state, [], _sample);
                scope.Sweep(state);
            }

            Move(scope, state);
        }

        // Levenberg and Marquardt on the field, from where training has come: its last digits would take gradient steps
        // for ever.
        private void Polish()
        {
            var damping = 1e-4;
            Field = Norm(At(_state));
            for (var i = 0; i < Newton && Field > 1e-12; i++)
            {
                using var scope = new TensorScope();
                var jacobian = Jacobian();
                var size = jacobian.RowCount;
                var field = Vector<double>.Build.Dense(At(_state));
                var damped = jacobian.TransposeThisAndMultiply(jacobian)
                    + (damping * Matrix<double>.Build.DenseIdentity(size));
                var step = damped.Solve(jacobian.TransposeThisAndMultiply(field));
                var parts = Tensor.From(step.ToArray(), [size]).Split([.. _state.Select(s => s.Count)]);
                Tensor[] moved = [.. _state.Select((s, k) => s - parts[k])];
                var length = Norm(At(moved));
                damping *= length < Field ? 0.2 : 8;
                if (length < Field)
                {
                    Field = length;
                    Move(scope, moved);
                }
            }
        }

        private Matrix<double> Jacobian()
        {
            using var scope = new TensorScope();
            var linearised = new Linearisation(_game, new Simultaneous(), _state, [], _sample);
            return Matrix<double>.Build.DenseOfColumns(Enumerable.Range(0, (int)linearised.Size).Select(j =>
            {
                using var inner = new TensorScope();
                var unit = new double[linearised.Size];
                unit[j] = 1;
                return linearised.Field(Tensor.From(unit, [linearised.Size])).ToDoubles();
            }));
        }

        private void Move(TensorScope scope, Tensor[] to)
        {
            for (var i = 0; i < to.Length; i++)
            {
                _state[i] = scope.Keep(to[i]);
            }
        }

        private double[] At(Tensor[] state)
        {
            using var scope = new TensorScope();
            var gradient = new Tensor[1];
            return [.. Enum.GetValues<Player>().SelectMany(player =>
            {
                _game.Gradient(player, player, state, gradient, _sample);
                return gradient[0].ToDoubles();
            })];
        }

        private static double Norm(double[] vector) => Math.Sqrt(vector.Sum(v => v * v));

        private double Distance(Tensor[] state) =>
            Math.Sqrt(state.Select((s, i) => Tensor.Sum((s - _state[i]).Square()).Item()).Sum());
    }
}

using System.Numerics;
using System.Runtime.InteropServices;
using Saddle.Dynamics;
using Saddle.Games;
using Saddle.Rules;
using Saddle.Scalars;
using Saddle.Torch;

namespace Saddle.Gans.Windows;

/// <summary>
/// What the update's spectrum at a state says of any settings: the state's Jacobian in the small space of both players,
/// with the weight of each penalty that varies as a factor of a term, and the rule itself run on it.
/// </summary>
/// <param name="Space">The space, of the game with those weights at 0, and of one more term for each.</param>
/// <param name="Varied">The numbers of those weights.</param>
/// <param name="Rule">The rule with a rate of the generator and one of the discriminator.</param>
/// <param name="Updates">The number of updates that a verdict is about.</param>
internal sealed record LocalModel(
    PlayerSubspace Space, IReadOnlyList<int> Varied, Func<double, double, Rule> Rule, long Updates)
{
    private const int Starts = 16;
    private const int Squarings = 14;

    // A margin further away than this is none.
    private const double Farthest = 1e6;
    private const double Nearest = 1e-3; // relative: how well an edge is found

    /// <summary>
    /// The eigenvalue of one update whose modulus is the largest; infinite beyond the range of numbers.
    /// </summary>
    /// <param name="settings">The settings.</param>
    /// <exception cref="NotSupportedException">The rule asks for more than the field.</exception>
    public Complex Leading(GanSettings settings)
    {
        using var scope = new TensorScope();
        var update = Update(settings);
        if (!update.IsFinite())
        {
            return double.PositiveInfinity;
        }

        var parts = update.Eigenvalues().ToDoubles();
        var leading = Complex.Zero;
        for (var i = 0; i < parts.Length; i += 2)
        {
            var value = new Complex(parts[i], Math.Abs(parts[i + 1]));
            leading = value.Magnitude > leading.Magnitude ? value : leading;
        }

        return leading;
    }

    /// <summary>
    /// What is left of the field after the updates: the root of the mean of |F|^2 over random displacements, as a share
    /// of that at the start. Directions in which the field does not change count for nothing.
    /// </summary>
    /// <param name="settings">Settings that hold.</param>
    public double Remaining(GanSettings settings)
    {
        using var scope = new TensorScope();
        var (power, updates) = (Update(settings), Updates);
        var start = Start(power.Shape[0]);
        var end = start;
        for (; updates > 0; updates >>= 1)
        {
            end = (updates & 1) == 1 ? power.MatMul(end) : end;
            power = power.MatMul(power);
        }

        var jacobian = Flat(Jacobian(settings.Weights));
        return Field(end) / Field(start);

        double Field(Tensor displaced) => jacobian.MatMul(displaced.Narrow(0, 0, Space.Size)).Norm();
    }

    /// <summary>
    /// The direction of the state that grows fastest, or shrinks slowest: where random displacements point after very
    /// many updates. Of a pair of complex eigenvalues it is one direction in their plane.
    /// </summary>
    /// <param name="settings">The settings.</param>
    /// <returns>Coordinates in the space; all 0 where nothing is left.</returns>
    public double[] Direction(GanSettings settings)
    {
        using var scope = new TensorScope();
        var power = Update(settings);
        for (var i = 0; i < Squarings; i++)
        {
            power = power.MatMul(power);
            power /= Math.Max(power.Norm(), double.Epsilon);
        }

        return power.MatMul(Start(power.Shape[0])).Narrow(0, 0, Space.Size).Narrow(1, 0, 1).ToDoubles();
    }

    /// <summary>Whether a small displacement grows to half as much again within the updates.</summary>
    /// <param name="settings">The settings.</param>
    public bool Leaves(GanSettings settings) => Leaves(Leading(settings));

    /// <summary>Whether an eigenvalue makes a small displacement grow so.</summary>
    /// <param name="leading">The eigenvalue.</param>
    public bool Leaves(Complex leading) => !(Math.Pow(leading.Magnitude, Updates) < Thresholds.Diverged);

    /// <summary>By what both rates can be multiplied until the settings leave, or must be until they hold.</summary>
    /// <param name="settings">The settings.</param>
    /// <returns>More than 1 within the window, less outside; infinite where no rate leaves, 0 where all do.</returns>
    public double Margin(GanSettings settings)
    {
        var inside = !Leaves(settings);
        var (known, beyond) = (1.0, inside ? 2.0 : 0.5);
        while (Leaves(settings.Times(beyond)) == !inside)
        {
            (known, beyond) = (beyond, inside ? 2 * beyond : beyond / 2);
            if (beyond is > Farthest or < 1 / Farthest)
            {
                return inside ? double.PositiveInfinity : 0;
            }
        }

        return Crossing(known, beyond, factor => Leaves(settings.Times(factor)) == !inside);
    }

    /// <summary>Where a question's answer changes between two positive values.</summary>
    /// <param name="known">Where the answer is yes.</param>
    /// <param name="beyond">Where it is no.</param>
    /// <param name="holds">The question.</param>
    public static double Crossing(double known, double beyond, Func<double, bool> holds)
    {
        while (Math.Abs(beyond - known) > Nearest * Math.Abs(known))
        {
            var middle = known > 0 && beyond > 0 ? Math.Sqrt(known * beyond) : (known + beyond) / 2;
            (known, beyond) = holds(middle) ? (middle, beyond) : (known, middle);
        }

        return (known + beyond) / 2;
    }

    /// <summary>
    /// How much of the product with the direction that leads lies outside of the space, as a share of it: how far the
    /// prediction can be off where the space does not hold the whole range.
    /// </summary>
    /// <param name="settings">The settings.</param>
    public double Outside(GanSettings settings)
    {
        var direction = Direction(settings);
        var jacobian = Jacobian(settings.Weights);
        var (inside, outside) = (0.0, 0.0);
        for (var i = 0; i < direction.Length; i++)
        {
            var row = 0.0;
            for (var j = 0; j < direction.Length; j++)
            {
                row += jacobian[i, j] * direction[j];
            }

            inside += row * row;
            outside += Math.Pow(direction[i] * Space.Outside[i], 2);
        }

        return Math.Sqrt(outside / inside);
    }

    private static Tensor Flat(double[,] matrix) => Tensor.From<double>(
        MemoryMarshal.CreateReadOnlySpan(ref matrix[0, 0], matrix.Length), [matrix.GetLength(0), matrix.GetLength(1)]);

    private Tensor Update(GanSettings settings) => Flat(LinearUpdate.Matrix(
        Jacobian(settings.Weights), Space.Split, Rule(settings.EtaG, settings.EtaD)));

    // Displacements of the state; the memory begins empty.
    private Tensor Start(long size)
    {
        var state = new RandomTensors(new SampleKey(1, 0, 0, 0), Purpose.Start, DType.Float64, "cpu")
            .Normal(Space.Size, Starts);
        return size == Space.Size
            ? state
            : Tensor.Concatenate([state, Tensor.Zeros([size - Space.Size, Starts], DType.Float64)]);
    }

    private double[,] Jacobian(IReadOnlyList<double> weights)
    {
        var jacobian = (double[,])Space.Matrices[0].Clone();
        foreach (var (k, weight) in Varied.Index())
        {
            var term = Space.Matrices[k + 1];
            for (var i = 0; i < Space.Size; i++)
            {
                for (var j = 0; j < Space.Size; j++)
                {
                    jacobian[i, j] += weights[weight] * term[i, j];
                }
            }
        }

        return jacobian;
    }
}

using System.Globalization;
using Saddle.Catalog;
using Saddle.Torch;

namespace Saddle.Gans.Probes;

/// <summary>
/// The game's spectrum at the current parameters, without a matrix: the leading eigenvalues of the Jacobian J of both
/// players' gradients, and of one update of the rule in use, each with its residual; and how much of the game is
/// rotation. Near an equilibrium displacements shrink if every eigenvalue of an update lies within the unit circle.
/// Imaginary parts are rotation: J = S + A with S symmetric, A antisymmetric, and the share of rotation is |A|^2 /
/// |J|^2, 0 for a common potential, 1 for a bilinear game.
/// </summary>
/// <param name="Count">The number of eigenvalues.</param>
/// <param name="Dimension">The most products with the Jacobian for each spectrum.</param>
/// <param name="Tolerance">The relative residual that is good enough.</param>
/// <param name="Directions">The number of random directions that the share of rotation is estimated from.</param>
/// <remarks>
/// Mescheder et al. 2017, arXiv:1705.10461, section 3; Balduzzi et al. 2018, arXiv:1802.05642, for S and A; Hutchinson
/// 1990 for norms from random directions. In float64, on one minibatch. Products with an update's Jacobian are central
/// differences of the update itself, state and memory together.
/// </remarks>
[Entry(
    "spectrum",
    "the leading eigenvalues of the field and of one update of the rule, and the share of rotation",
    @"J = \partial(\nabla_\theta L_G, \nabla_\psi L_D) / \partial(\theta, \psi),\quad "
    + @"\rho = \|J - J^\top\|_F^2 / 4 \|J\|_F^2",
    "Mescheder et al. 2017 (arXiv:1705.10461), section 3; Saad 2011, section 6.2")]
public sealed record SpectrumProbe(
    [Parameter("the number of eigenvalues", Min = 1, Max = 1000)] int Count = 6,
    [Parameter("the most products for each spectrum", Min = 2, Max = 10000)] int Dimension = 60,
    [Parameter("the relative residual that is good enough", Min = 0, Max = 1)] double Tolerance = 1e-8,
    [Parameter("the random directions that the share of rotation is estimated from", Min = 1, Max = 10000)]
    int Directions = 8) : Probe
{
    // In double precision: the cube root of the rounding error, the best step of a central difference, for parameters
    // of order 0.1.
    private const double Step = 1e-6;

    /// <inheritdoc/>
    public override ProbeResult Measure(Snapshot at)
    {
        ArgumentNullException.ThrowIfNull(at);
        using var scope = new TensorScope();
        var linearised = Linearisation.Of(at, at.Key(StreamName.Spectrum, 0));
        var field = Arnoldi.Leading(
            linearised.Field, linearised.Direction(0, linearised.Size), Count, Math.Max(Count, Dimension), Tolerance);
        var figures = new List<(string Name, double Value)>();
        Add(figures, "field", field);
        var (rotation, error) = Rotation(linearised);
        figures.Add(("rotation", rotation));
        figures.Add(("rotation/sd", error));
        var finding = FormattableString.Invariant(
            $"the field's leading eigenvalue is {Text(field[0])}; {rotation:P0} of the game is rotation");
        if (at.Configuration.Rule.WhyNotDifferentiable is { } why)
        {
            return new(finding, figures) { Note = $"no spectrum of an update: {why}" };
        }

        var update = Arnoldi.Leading(
            v => linearised.Update(v, Step),
            linearised.Direction(1, linearised.WholeSize),
            Count,
            Math.Max(Count, Dimension),
            Tolerance);
        Add(figures, "update", update);
        figures.Add(("update/radius", update[0].Value.Magnitude));
        figures.Add(("update/moved", linearised.Moved()));
        return new(
            FormattableString.Invariant(
                $"{finding}; one update's is {Text(update[0])}, of modulus {update[0].Value.Magnitude:G6}"),
            figures)
        {
            Note = string.Create(
                CultureInfo.InvariantCulture,
                $"one update moves the state by {linearised.Moved():G3}: "
                + $"only near a fixed point does the modulus decide the long run"),
        };
    }

    private static void Add(List<(string Name, double Value)> figures, string name, IReadOnlyList<RitzValue> values)
    {
        foreach (var (i, value) in values.Index())
        {
            figures.Add((FormattableString.Invariant($"{name}/{i + 1}/re"), value.Value.Real));
            figures.Add((FormattableString.Invariant($"{name}/{i + 1}/im"), value.Value.Imaginary));
            figures.Add((FormattableString.Invariant($"{name}/{i + 1}/residual"), value.Residual));
        }
    }

    private static string Text(RitzValue value) => value.Value.Imaginary == 0
        ? FormattableString.Invariant($"{value.Value.Real:G5}")
        : FormattableString.Invariant(
            $"{value.Value.Real:G5} {(value.Value.Imaginary < 0 ? '-' : '+')} {Math.Abs(value.Value.Imaginary):G5}i");

    // E |Mv|^2 over unit normal v is the squared Frobenius norm of M.
    private (double Share, double Error) Rotation(Linearisation linearised)
    {
        var (rotating, whole) = (new double[Directions], new double[Directions]);
        for (var i = 0; i < Directions; i++)
        {
            using var scope = new TensorScope();
            var v = linearised.Direction(2 + i, linearised.Size);
            var (product, transposed) = (linearised.Field(v), linearised.Transposed(v));
            rotating[i] = Squared((product - transposed) / 2);
            whole[i] = rotating[i] + Squared((product + transposed) / 2);
        }

        var share = rotating.Sum() / whole.Sum();
        var spread = rotating.Zip(whole, (r, w) => Math.Pow(r - (share * w), 2)).Sum();
        return (share, Directions > 1 ? Math.Sqrt(spread * Directions / (Directions - 1)) / whole.Sum() : double.NaN);
    }

    private static double Squared(Tensor vector) => Tensor.Sum(vector.Square()).Item();
}

using Saddle.Torch;

namespace Saddle.Gans.Networks;

/// <content>The layers.</content>
public sealed partial class Blueprint
{
    /// <summary>Layers one after the other.</summary>
    /// <param name="layers">The layers.</param>
    public static Layer Sequence(params IReadOnlyList<Layer> layers) => new Sequence(layers).Apply;

    /// <summary>A rectifier, or another function of hidden units.</summary>
    /// <param name="activation">The function.</param>
    /// <param name="slope">A rectifier's slope below 0.</param>
    public static Layer Units(Activation activation, double slope = 0) => new Unit(activation, slope).Apply;

    /// <summary>A function without parameters.</summary>
    /// <param name="function">The function.</param>
    public static Layer Function(Func<Tensor, Tensor> function) => (_, x) => function(x);

    /// <summary>
    /// Brings a generator's outputs to where items lie: points anywhere, images in [-1, 1], text on the simplex of each
    /// character's chances.
    /// </summary>
    /// <param name="item">The shape of an item: 1, 3 or 2 lengths.</param>
    public static Layer Range(IReadOnlyList<int> item)
    {
        ArgumentNullException.ThrowIfNull(item);
        return item.Count switch
        {
            1 => Sequence(),
            2 => Function(x => Torch.Layers.Softmax(x, -1)),
            _ => Units(Activation.Tanh),
        };
    }

    /// <summary>Each item in another shape.</summary>
    /// <param name="item">The lengths of an item's dimensions; one may be -1.</param>
    public static Layer Reshape(params long[] item) => new Reshaped(item).Apply;

    /// <summary><c>x W' + b</c>: [n, inputs] to [n, outputs].</summary>
    /// <param name="name">The name.</param>
    /// <param name="inputs">The number of inputs.</param>
    /// <param name="outputs">The number of outputs.</param>
    /// <param name="weight">The weights' law; none for PyTorch's default.</param>
    /// <param name="bias">The biases' law; none for PyTorch's default.</param>
    public Layer Linear(string name, long inputs, long outputs, Initial? weight = null, Initial? bias = null)
    {
        var (w, weigh) = Weighed(name, weight ?? Initial.Default(inputs), outputs, inputs);
        var b = Parameter($"{name}.bias", bias ?? Initial.Default(inputs), outputs);
        return new Linear(w, b, weigh).Apply;
    }

    /// <summary>A two-dimensional convolution: [n, inputs, h, w] to [n, outputs, h', w'].</summary>
    /// <param name="name">The name.</param>
    /// <param name="inputs">The number of input channels.</param>
    /// <param name="outputs">The number of output channels.</param>
    /// <param name="size">The kernel's side.</param>
    /// <param name="stride">The stride.</param>
    /// <param name="padding">Zeros at every side.</param>
    /// <param name="weight">The weights' law; none for PyTorch's default.</param>
    /// <param name="bias">Whether there is a bias.</param>
    /// <param name="biasInitial">The biases' law; none for PyTorch's default.</param>
    public Layer Conv2d(
        string name,
        long inputs,
        long outputs,
        int size,
        int stride = 1,
        int padding = 0,
        Initial? weight = null,
        bool bias = true,
        Initial? biasInitial = null)
    {
        var fanIn = inputs * size * size;
        var w = Weight(name, weight ?? Initial.Default(fanIn), outputs, inputs, size, size);
        var b = bias ? Parameter($"{name}.bias", biasInitial ?? Initial.Default(fanIn), outputs) : null;
        return (pass, x) => Layers.Conv2d(x, w(pass), b is null ? 0 : pass[b], stride, padding);
    }

    /// <summary>Batch normalisation over all dimensions but the second, with running statistics for sampling.</summary>
    /// <param name="name">The name.</param>
    /// <param name="channels">The length of the second dimension.</param>
    /// <param name="momentum">The weight of each batch in the running statistics.</param>
    /// <param name="epsilon">Added to the variance.</param>
    /// <param name="scale">The scales' law; none for 1.</param>
    /// <remarks>Ioffe and Szegedy 2015, arXiv:1502.03167, algorithm 1.</remarks>
    public Layer BatchNorm(
        string name, long channels, double momentum = 0.1, double epsilon = 1e-5, Initial? scale = null)
    {
        MixesBatch = true;
        if (Modulation is { } modulation)
        {
            var modulate = modulation(name, channels, scale ?? Initial.One);
            var plain = Normalised(name, channels, momentum, epsilon, _ => 0, _ => 0);
            return (pass, x) => modulate(pass, plain(pass, x));
        }

        var gamma = Parameter($"{name}.weight", scale ?? Initial.One, channels);
        var beta = Parameter($"{name}.bias", Initial.Zero, channels);
        return Normalised(name, channels, momentum, epsilon, pass => pass[gamma], pass => pass[beta]);
    }

    // Scale and offset are the number 0 for none.
    private Layer Normalised(
        string name,
        long channels,
        double momentum,
        double epsilon,
        Func<Pass, Tensor> scale,
        Func<Pass, Tensor> offset)
    {
        var mean = Buffer($"{name}.running_mean", Initial.Zero, channels);
        var variance = Buffer($"{name}.running_var", Initial.One, channels);
        return (pass, x) =>
        {
            if (!pass.Training)
            {
                return Layers.BatchNorm(
                    x, scale(pass), offset(pass), pass[mean], pass[variance], training: false, momentum, epsilon);
            }

            if (Lockstep.Shards > 1)
            {
                return Synchronised(pass, x);
            }

            var (newMean, newVariance) = (pass[mean].Clone(), pass[variance].Clone());
            var y = Layers.BatchNorm(
                x, scale(pass), offset(pass), newMean, newVariance, training: true, momentum, epsilon, name);
            (pass[mean], pass[variance]) = (newMean, newVariance);
            return y;
        };

        Tensor Synchronised(Pass pass, Tensor x)
        {
            var (y, itsMean, itsVariance) = SynchronisedNorm.Apply(x, scale(pass), offset(pass), epsilon);
            pass[mean] = ((1 - momentum) * pass[mean]) + (momentum * itsMean);
            pass[variance] = ((1 - momentum) * pass[variance]) + (momentum * itsVariance);
            return y;
        }
    }

    /// <summary>A weight, divided by its largest singular value where the blueprint says so.</summary>
    /// <param name="name">The layer's name.</param>
    /// <param name="initial">The law before training.</param>
    /// <param name="shape">The lengths of its dimensions, outputs first.</param>
    public Func<Pass, Tensor> Weight(string name, Initial initial, params long[] shape)
    {
        var (weight, weigh) = Weighed(name, initial, shape);
        return weigh ?? (pass => pass[weight]);
    }

    // The parameter, and what makes of it what a layer computes with; null for nothing.
    private (NetworkParameter Weight, Func<Pass, Tensor>? Weigh) Weighed(
        string name, Initial initial, params long[] shape)
    {
        var weight = Parameter($"{name}.weight", initial, shape);
        return (weight, SpectralNormalisation ? SpectralNorm.Normalise(this, name, weight) : null);
    }
}

using Saddle.Catalog;
using Saddle.Torch;

namespace Saddle.Gans.Networks.Foreign;

/// <summary>
/// A player's network that another program made, at work: parameters and buffers from the pass into the module, and
/// back what the module has written.
/// </summary>
internal abstract class ForeignPlayer
{
    private readonly ForeignNetwork _network;
    private readonly ForeignModule _module;
    private readonly bool _isGenerator;
    private readonly NetworkParameter?[] _parameters;
    private readonly NetworkBuffer?[] _buffers;

    protected ForeignPlayer(ForeignNetwork network, ForeignModule module, bool isGenerator)
    {
        (_network, _module, _isGenerator) = (network, module, isGenerator);
        _parameters = new NetworkParameter?[module.Tensors.Count];
        _buffers = new NetworkBuffer?[module.Tensors.Count];
        Inputs = ForeignArguments.Of(network, module, isGenerator);
    }

    /// <summary>The network's settings.</summary>
    protected ForeignNetwork Network => _network;

    /// <summary>What the module is called with.</summary>
    protected ForeignArguments Inputs { get; }

    /// <summary>Declares the module's tensors, and checks by a trial that it takes what it will be given.</summary>
    /// <param name="blueprint">Takes down the parameters and buffers.</param>
    /// <exception cref="SettingsException">The module does not fit, or has nothing to train.</exception>
    public Layer Declare(Blueprint blueprint)
    {
        if (!_module.Tensors.Any(t => t.Role == TensorRole.Parameter))
        {
            throw Unfit("it has no parameters, so there is nothing to train");
        }

        if (blueprint.SpectralNormalisation)
        {
            throw Unfit("its weights cannot be normalised from outside; expected no spectral normalisation beside it");
        }

        DeclareTensors(blueprint);
        blueprint.PassesApart = true;
        blueprint.ReadsCondition |= Inputs.TakesLabels;
        using var recording = Autograd.NoGradient();
        using var scope = new TensorScope();
        Try(blueprint);
        return Apply;
    }

    /// <summary>The layer.</summary>
    /// <param name="pass">Parameters, buffers and condition.</param>
    /// <param name="x">The input.</param>
    protected abstract Tensor Apply(Pass pass, Tensor x);

    /// <summary>The shape of what the module is called with first, without the batch.</summary>
    protected abstract IReadOnlyList<long> InputShape { get; }

    /// <summary>Looks at what the trial gave.</summary>
    /// <param name="blueprint">Takes down what is found.</param>
    /// <param name="outputs">What the module gave.</param>
    /// <param name="count">The number of items.</param>
    /// <param name="trial">The trial, which can be made again.</param>
    protected abstract void Look(
        Blueprint blueprint, IReadOnlyList<ForeignOutput> outputs, int count, ForeignTrial trial);

    /// <summary>Runs the module.</summary>
    /// <param name="pass">Parameters, buffers and condition.</param>
    /// <param name="x">[n, ...].</param>
    /// <param name="more">Further latent vectors.</param>
    protected IReadOnlyList<ForeignOutput> Run(Pass pass, Tensor x, Tensor[]? more = null)
    {
        var values = new Tensor[_parameters.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = _parameters[i] is { } parameter ? pass[parameter] : pass[_buffers[i]!];
        }

        var inputs = Inputs.For(x, pass.Condition, x.Shape[0], more);
        var outputs = Guarded(() => _module.Forward(values, inputs, pass.Training, pass.NextSeed()));
        for (var i = 0; i < values.Length; i++)
        {
            if (_buffers[i] is { } buffer)
            {
                pass[buffer] = values[i];
            }
        }

        return outputs;
    }

    /// <summary>What is wrong with the file, for its user.</summary>
    /// <param name="why">What.</param>
    protected SettingsException Unfit(string why) => new($"{_network.File}: {why}");

    private void DeclareTensors(Blueprint blueprint)
    {
        for (var i = 0; i < _parameters.Length; i++)
        {
            var tensor = _module.Tensors[i];
            var initial = Initial.Given(tensor.Value);
            if (tensor.Role == TensorRole.Parameter)
            {
                _parameters[i] = blueprint.Parameter(tensor.Name, initial, tensor.Value.Shape);
            }
            else
            {
                var type = tensor.Value.DType;
                _buffers[i] = blueprint.Buffer(tensor.Name, initial, type.IsReal() ? null : type, tensor.Value.Shape);
            }
        }
    }

    private void Try(Blueprint blueprint)
    {
        var trial = new ForeignTrial(_network, _module, _isGenerator);
        var (outputs, count) = trial.Run(InputShape) ?? throw Unfit(trial.Failure);
        blueprint.BatchUnit = Math.Max(blueprint.BatchUnit, trial.Unit);
        Look(blueprint, outputs, count, trial);
    }

    private T Guarded<T>(Func<T> run)
    {
        try
        {
            return run();
        }
        catch (TorchException failure) when (!failure.IsOutOfMemory)
        {
            throw Unfit($"it failed: {ForeignFailure.Tell(failure)}");
        }
    }
}

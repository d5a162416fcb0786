using System.Text;
using System.Text.RegularExpressions;
using Saddle.Catalog;
using Saddle.Data;
using Saddle.Data.Formats;
using Saddle.Torch;

namespace Saddle.Gans.Networks.Foreign;

/// <summary>
/// A network as TorchScript. It is a program, and opening it runs it: whoever opens it has been told so by its user.
/// </summary>
/// <remarks>
/// It runs as it is written, without the optimisations of libtorch's executor: those have given wrong second
/// derivatives from the second call on.
/// </remarks>
public sealed partial class ScriptedModule : ForeignModule
{
    private const int MostCode = 16 << 20;

    private readonly ScriptModule _module;
    private readonly int[] _places; // of each tensor that the module holds, its number among Tensors
    private readonly List<ForeignTensor> _tensors = [];
    private readonly List<string> _notes = [];
    private bool _training;

    private ScriptedModule(ScriptModule module, string code)
    {
        _module = module;
        _places = Hold(module.State());
        Inputs = [.. module.Inputs().Select(i => new ForeignInput(i.Name, null, TypeOf(i), i.HasDefault))];
        StopsGradients = Stops().IsMatch(code);
        FixedMode = code.Contains(".training", StringComparison.Ordinal) || !DependsOnMode().IsMatch(code)
            ? null
            : module.WasTraining;
    }

    /// <inheritdoc/>
    public override string Form => "torchscript";

    /// <inheritdoc/>
    public override IReadOnlyList<ForeignTensor> Tensors => _tensors;

    /// <inheritdoc/>
    public override IReadOnlyList<ForeignInput> Inputs { get; }

    /// <inheritdoc/>
    public override bool? FixedMode { get; }

    /// <inheritdoc/>
    public override bool StopsGradients { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Notes => _notes;

    /// <summary>Opens a file, which runs what is in it.</summary>
    /// <param name="path">The file that <c>torch.jit.save</c> wrote.</param>
    /// <param name="device">The device: cpu, cuda or cuda:N.</param>
    /// <exception cref="DataException">The file is missing or damaged, or libtorch cannot load it.</exception>
    public static ScriptedModule Open(string path, string device = "cpu")
    {
        var code = CodeOf(path);
        try
        {
            using var recording = Autograd.NoGradient();
            using var scope = new TensorScope();
            return new(new ScriptModule(path, device), code);
        }
        catch (TorchException failure)
        {
            throw new DataException(path, $"libtorch cannot load it: {ForeignFailure.Tell(failure)}");
        }
    }

    /// <summary>Whether a file is a TorchScript archive, by what is in it; nothing of it is run.</summary>
    /// <param name="path">The file.</param>
    public static bool IsArchive(string path) => TorchFile.IsScript(path);

    /// <inheritdoc/>
    public override IReadOnlyList<ForeignOutput> Forward(
        Span<Tensor> values, ReadOnlySpan<Tensor> inputs, bool training, ulong seed)
    {
        var held = new Tensor[_places.Length];
        Lend(values);
        for (var i = 0; i < held.Length; i++)
        {
            held[i] = values[_places[i]];
        }

        using var drawn = DrawnNumbers.From(seed);
        if (training != _training)
        {
            _module.Train(training);
            _training = training;
        }

        _module.Assign(held);
        var outputs = _module.Run(inputs);
        _module.Held(held);
        for (var i = held.Length - 1; i >= 0; i--)
        {
            if (_tensors[_places[i]].Role == TensorRole.Buffer)
            {
                values[_places[i]] = held[i];
            }
        }

        return [.. outputs.Select(output => new ForeignOutput(output.Name, output.Value))];
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _module.Dispose();
        base.Dispose(disposing);
    }

    // Buffers may be written in place, so copies are lent.
    private void Lend(Span<Tensor> values)
    {
        using var recording = Autograd.NoGradient();
        for (var i = 0; i < values.Length; i++)
        {
            if (_tensors[i].Role == TensorRole.Buffer)
            {
                values[i] = values[i].Clone();
            }
        }
    }

    private int[] Hold(IReadOnlyList<ScriptTensor> state)
    {
        var places = new int[state.Count];
        for (var i = 0; i < places.Length; i++)
        {
            var held = state[i];
            places[i] = _tensors.FindIndex(known => known.Value.Is(held.Value));
            if (places[i] >= 0)
            {
                var known = _tensors[places[i]];
                _tensors[places[i]] = known with { Aliases = [.. known.Aliases, held.Name] };
                continue;
            }

            places[i] = _tensors.Count;
            var role = !held.IsParameter ? TensorRole.Buffer
                : held.Value.RequiresGradient ? TensorRole.Parameter : TensorRole.Frozen;
            _tensors.Add(new(held.Name, held.Value, role));
        }

        for (var i = 0; i < _tensors.Count; i++)
        {
            var tensor = _tensors[i];
            if (tensor.Value.DType is DType.Float16 or DType.BFloat16)
            {
                _tensors[i] = tensor with { Value = tensor.Value.Cast(DType.Float32) };
            }

            // the module's own, which lives as long as it does, or a copy of single precision
            _ = TensorScope.Release(_tensors[i].Value);
        }

        Note(state);
        return places;
    }

    private void Note(IReadOnlyList<ScriptTensor> state)
    {
        if (state.FirstOrDefault(t => t.Value.DType is DType.Float16 or DType.BFloat16) is { } half)
        {
            _notes.Add($"{half.Value.DType.ToString().ToLowerInvariant()} is taken as float32");
        }

        NoteOnTensors(_notes, _tensors);
    }

    private static DType? TypeOf(ScriptInput input) => input.Type is "Tensor" or "Optional[Tensor]" || input.HasDefault
        ? null
        : throw new SettingsException(
            $"its forward takes '{input.Name}', a value of type {Excerpt.Of(input.Type)} without a default, where "
            + "tensors are expected; save a module whose forward takes tensors alone");

    // All of the module's code, as text.
    private static string CodeOf(string path)
    {
        var code = new StringBuilder();
        using var zip = Zip.Open(path);
        foreach (var entry in zip.Entries)
        {
            if (entry.FullName.EndsWith(".py", StringComparison.Ordinal) && code.Length + entry.Length < MostCode)
            {
                code.Append(Encoding.UTF8.GetString(Zip.Read(entry)));
            }
        }

        return code.ToString();
    }

    [GeneratedRegex(@"BatchNorm|[Dd]ropout|batch_norm|_u\b|running_var", RegexOptions.NonBacktracking)]
    private static partial Regex DependsOnMode();

    [GeneratedRegex(
        @"no_grad|set_grad_enabled|inference_mode|\bdetach|\.data\b|requires_grad_", RegexOptions.NonBacktracking)]
    private static partial Regex Stops();
}

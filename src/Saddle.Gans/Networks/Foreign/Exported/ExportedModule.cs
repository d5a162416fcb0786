using System.Collections.Concurrent;
using System.Text.Json;
using Saddle.Data;
using Saddle.Data.Formats;
using Saddle.Torch;

namespace Saddle.Gans.Networks.Foreign.Exported;

/// <summary>
/// A network from an archive of <c>torch.export</c> (.pt2): a graph and weights, read as data, and run operator by
/// operator. Archives of PyTorch 2.6 and later are read, those of schema 8; what is compiled or pickled in them is
/// not.
/// </summary>
/// <remarks>
/// A file of single or half precision runs in double precision where all its tensors are handed in so. Half precision
/// is taken for single.
/// </remarks>
public sealed class ExportedModule : ForeignModule
{
    private const int Schema = 8;

    private readonly IReadOnlyList<GraphInput> _inputs;
    private readonly ExportedProgram _program;
    private readonly int[] _index;
    private readonly int[] _results;
    private readonly IReadOnlyList<string> _names;
    private readonly int[] _written;
    private readonly (int Index, int Place)[] _mutated;
    private readonly Dictionary<int, Tensor> _constants;
    private readonly Dictionary<int, DType> _constantTypes;
    private readonly ConcurrentDictionary<DType, Dictionary<int, Tensor>> _recast = [];
    private readonly SizeExpression? _batch;
    private readonly DType _precision;
    private readonly int _measure;

    private ExportedModule(string path, ExportedArchive archive, string device)
    {
        CheckSchema(path, archive.Program);
        var module = archive.Program.Need("graph_module");
        var signature = module.Need("signature");
        _inputs = GraphInput.ReadAll(signature);
        var compiler = new GraphCompiler(
            path, module.Need("graph"), device, [.. _inputs.Select(input => input.InGraph)]);
        var held = new HeldTensors(archive, _inputs, compiler);
        Tensors = held.ToTensors(device);
        _index = [.. _inputs.Select((_, i) => held.IndexOf(i) ?? -1)];
        _constantTypes = held.Constants.ToDictionary(entry => entry.Key, entry => entry.Value.Type);
        _constants = held.Constants.ToDictionary(
            entry => entry.Key, entry => TensorScope.Release(entry.Value.ToTensor(device)));
        var outputs = GraphOutputs.Read(signature);
        (_program, var places) = compiler.Finish(
            [.. outputs.Results.OfType<string>(), .. outputs.Buffers.Select(buffer => buffer.InGraph)]);
        var count = outputs.Results.Count(name => name is not null);
        _results = places[..count];
        _mutated = [.. outputs.Buffers.Zip(places[count..], (buffer, place) => (IndexOf(buffer.Buffer), place))];
        _written = [.. compiler.Written.Select(i => _index[i]).Where(index => index >= 0).Distinct()];
        WrittenInputs = [.. compiler.Written.Where(i => _index[i] < 0)];
        var call = module.Need("module_call_graph").Each().FirstOrDefault();
        var calling = call.ValueKind == JsonValueKind.Object ? call.Maybe("signature") : null;
        var fields = module.Maybe("treespec_namedtuple_fields");
        var names = OutputNames.Of(calling?.Maybe("out_spec")?.Text(), outputs.Results.Count, fields);
        _names = [.. names.Where((_, i) => outputs.Results[i] is not null)];
        (Inputs, _batch) = ReadInputs(compiler, calling);
        (_precision, _measure) = Measure(held.Types);
        FixedMode = ModeOf(compiler.Mode);
        Notes = NotesOf(archive.Program, compiler, held);
    }

    /// <inheritdoc/>
    public override string Form => "exported";

    /// <inheritdoc/>
    public override IReadOnlyList<ForeignTensor> Tensors { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<ForeignInput> Inputs { get; }

    /// <inheritdoc/>
    public override bool? FixedMode { get; }

    /// <inheritdoc/>
    public override int BatchUnit => _batch?.Unit ?? 1;

    /// <inheritdoc/>
    public override int? FixedBatch => (int?)_batch?.Fixed;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Notes { get; }

    private HashSet<int> WrittenInputs { get; }

    /// <summary>Opens an archive.</summary>
    /// <param name="path">The file.</param>
    /// <param name="device">The device to run on, whichever it was exported on: cpu, cuda or cuda:N.</param>
    /// <exception cref="DataException">
    /// It is missing, damaged, something else, of a newer schema, compiled, or needs an operator that libtorch lacks.
    /// </exception>
    /// <exception cref="MissingComponentException">libtorch is not there.</exception>
    public static ExportedModule Open(string path, string device = "cpu")
    {
        using var archive = ExportedArchive.Read(path);
        return ExportedArchive.Reading(path, () => new ExportedModule(path, archive, device));
    }

    /// <summary>Whether a file is an archive of <c>torch.export</c>, compiled ones included, by its content.</summary>
    /// <param name="path">The file.</param>
    public static bool IsArchive(string path) => ExportedArchive.IsOne(path);

    /// <inheritdoc/>
    public override IReadOnlyList<ForeignOutput> Forward(
        Span<Tensor> values, ReadOnlySpan<Tensor> inputs, bool training, ulong seed)
    {
        CheckInputs(values, inputs);
        using var scope = new TensorScope();
        var frame = _program.Begin(new(_precision, PrecisionOf(values, inputs)));
        var written = Fill(frame, values, inputs);
        _program.Run(frame, seed);
        foreach (var (index, tensor) in written)
        {
            if (Tensors[index].Role == TensorRole.Buffer)
            {
                values[index] = scope.Keep(tensor.Detach());
            }
        }

        foreach (var (index, place) in _mutated)
        {
            values[index] = scope.Keep(frame.Values[place].Tensor.Detach());
        }

        var outputs = new ForeignOutput[_results.Length];
        for (var i = 0; i < outputs.Length; i++)
        {
            outputs[i] = new(_names[i], scope.Keep(frame.Values[_results[i]].Tensor));
        }

        return outputs;
    }

    private DType PrecisionOf(ReadOnlySpan<Tensor> values, ReadOnlySpan<Tensor> inputs) =>
        _measure >= 0 ? values[_measure].DType
            : ~_measure < inputs.Length ? inputs[~_measure].DType
            : _precision;

    private static void CheckSchema(string path, JsonElement program)
    {
        var version = program.Need("schema_version");
        var (major, minor) = (version.Need("major").Whole(), version.Need("minor").Whole());
        if (major != Schema)
        {
            var made = Excerpt.Of(program.Maybe("torch_version")?.Text() ?? "an unknown version");
            throw new DataException(
                path,
                FormattableString.Invariant($"its schema is {major}.{minor}, of PyTorch {made}; ")
                + FormattableString.Invariant($"expected one of {Schema}, which PyTorch 2.6 and later write: ")
                + (major > Schema ? "a newer Saddle may read it" : "export it again with a newer PyTorch"));
        }
    }

    private int IndexOf(string buffer)
    {
        for (var i = 0; i < _inputs.Count; i++)
        {
            if (_inputs[i].Role == InputRole.Buffer && _inputs[i].Name == buffer)
            {
                return _index[i];
            }
        }

        throw new InvalidDataException($"the buffer '{Excerpt.Of(buffer)}', which the graph writes, is missing");
    }

    private (IReadOnlyList<ForeignInput> Inputs, SizeExpression? Batch) ReadInputs(
        GraphCompiler graph, JsonElement? calling)
    {
        var names = calling?.Maybe("forward_arg_names")?.Each().Select(name => name.Text()).ToList() ?? [];
        List<GraphInput> all = [.. _inputs.Where(input => input.Role is InputRole.User or InputRole.Fixed)];
        var (inputs, batch) = (new List<ForeignInput>(), (SizeExpression?)null);
        foreach (var (i, input) in all.Index().Where(entry => entry.Item.Role == InputRole.User))
        {
            var name = names.Count == all.Count ? names[i] : input.Name;
            if (input.IsNumber)
            {
                inputs.Add(new(name, [], DType.Int64, false));
                continue;
            }

            var meta = graph.Meta(input.InGraph!);
            SizeExpression[] sizes = [.. meta.Need("sizes").Each().Select(SizeExpression.Read)];
            batch ??= sizes.Length > 0 ? sizes[0] : null;
            inputs.Add(new(
                name,
                [.. sizes.Select(size => size.Fixed ?? -1)],
                Precision.Widened(FileEnumerations.Type(meta.Need("dtype").Whole())),
                false));
        }

        return (inputs, batch);
    }

    // The precision of the file is that of its first parameter, or what else has a point; and that tensor, handed in,
    // says in which it is run. An input is counted from the end of the numbers.
    private (DType Precision, int Measure) Measure(IReadOnlyList<DType> types)
    {
        for (var i = 0; i < types.Count; i++)
        {
            if (types[i].IsReal())
            {
                return (Precision.Widened(types[i]), i);
            }
        }

        for (var i = 0; i < Inputs.Count; i++)
        {
            if (Inputs[i].Type is { } type && type.IsReal())
            {
                return (type, ~i);
            }
        }

        return (DType.Float32, ~Inputs.Count);
    }

    private bool? ModeOf(bool? ofOperators)
    {
        var isWritten = _mutated.Length > 0 || _written.Any(index => Tensors[index].Role == TensorRole.Buffer);
        var hasVectors = Tensors.Any(tensor => tensor.Role == TensorRole.Buffer
            && (tensor.Name.EndsWith(".weight_u", StringComparison.Ordinal)
                || tensor.Name.EndsWith("._u", StringComparison.Ordinal)));
        return isWritten ? true : ofOperators ?? (hasVectors ? false : null);
    }

    private IReadOnlyList<string> NotesOf(JsonElement program, GraphCompiler compiler, HeldTensors held)
    {
        var notes = new List<string>();
        if (program.Maybe("verifiers") is { } kinds && !kinds.Each().Any(kind => kind.Text() == "TRAINING"))
        {
            notes.Add(
                "it was decomposed (run_decompositions), which forgets what the network computes without gradients, "
                + "spectral norm's power iteration say: prefer what torch.export.export gives");
        }

        if (held.Types.Any(type => type.IsReal() && Precision.Widened(type) != type))
        {
            notes.Add("its tensors of half precision are taken as single precision");
        }

        AddNames(
            notes,
            Tensors.Where(tensor => tensor.Role == TensorRole.Frozen),
            "what its owner has frozen is not trained");
        if (held.Refound.Count > 0)
        {
            notes.Add($"export had taken parameters for constants; they are trained: {Excerpt.Of(held.Refound)}");
        }

        notes.AddRange(Tensors.Where(tensor => tensor.Aliases.Count > 0).Select(tensor =>
            $"{Excerpt.Of(tensor.Name)} is one tensor with {Excerpt.Of(tensor.Aliases)}"));
        AddNames(
            notes,
            _written.Select(index => Tensors[index]).Where(tensor => tensor.Role != TensorRole.Buffer),
            "the network writes these parameters itself, which is not kept");
        var built = _inputs.Where(input => input is { Role: InputRole.Fixed, Name.Length: > 0 })
            .Select(input => input.Name)
            .ToList();
        if (built.Count > 0)
        {
            notes.Add($"arguments that export has built in: {Excerpt.Of(built)}");
        }

        return [.. notes, .. compiler.Notes];
    }

    private static void AddNames(List<string> notes, IEnumerable<ForeignTensor> tensors, string what)
    {
        if (tensors.Select(tensor => tensor.Name).ToList() is { Count: > 0 } names)
        {
            notes.Add($"{what}: {Excerpt.Of(names)}");
        }
    }

    private void CheckInputs(ReadOnlySpan<Tensor> values, ReadOnlySpan<Tensor> inputs)
    {
        if (values.Length != Tensors.Count || inputs.Length != Inputs.Count)
        {
            throw new TorchException(
                $"the network holds {Tensors.Count} tensors and takes {Inputs.Count}; it is given {values.Length} and "
                + $"{inputs.Length}");
        }

        for (var i = 0; i < inputs.Length; i++)
        {
            var (wanted, given) = (Inputs[i].Shape!, inputs[i].Shape);
            var fits = wanted.Count == given.Length;
            for (var d = 0; fits && d < given.Length; d++)
            {
                fits = wanted[d] < 0 || wanted[d] == given[d];
            }

            if (!fits || (BatchUnit > 1 && wanted is [-1, ..] && given[0] % BatchUnit != 0))
            {
                var unit = BatchUnit > 1 ? $" of a first length that is a multiple of {BatchUnit}" : string.Empty;
                throw new TorchException(
                    $"the network takes '{Inputs[i].Name}' of shape [{string.Join(", ", wanted)}]{unit}, and is given "
                    + $"[{string.Join(", ", given)}]");
            }
        }
    }

    // Inputs that the graph writes are copies: what is handed in stays as it is. Gives the copies of the tensors held.
    private Dictionary<int, Tensor> Fill(Frame frame, ReadOnlySpan<Tensor> values, ReadOnlySpan<Tensor> inputs)
    {
        var written = new Dictionary<int, Tensor>();
        foreach (var index in _written)
        {
            written[index] = values[index].Clone();
        }

        var constants = _constants.Count > 0 ? Constants(frame.Precision) : _constants;
        var given = 0;
        for (var i = 0; i < _inputs.Count; i++)
        {
            if (_index[i] is >= 0 and var index)
            {
                frame.Values[i] = written.TryGetValue(index, out var copy) ? copy : values[index];
                continue;
            }

            if (_inputs[i].Role == InputRole.Fixed)
            {
                continue;
            }

            var tensor = _inputs[i].Role == InputRole.Constant ? constants[i] : inputs[given++];
            frame.Values[i] = _inputs[i].IsNumber
                ? (long)tensor.Item()
                : WrittenInputs.Contains(i) ? tensor.Clone() : tensor;
        }

        return written;
    }

    private Dictionary<int, Tensor> Constants(Precision precision) => precision.IsOther
        ? _recast.GetOrAdd(precision.InRun, _ => _constants.ToDictionary(
            entry => entry.Key,
            entry => TensorScope.Release(entry.Value.Cast(precision.Of(_constantTypes[entry.Key])))))
        : _constants;
}

using System.Text.Json;
using Saddle.Data.Formats;
using Saddle.Torch;

namespace Saddle.Gans.Networks.Foreign.Exported;

/// <content>Calls of operators.</content>
internal sealed partial class GraphCompiler
{
    // They may give what they are given, which their schemas do not say.
    private static readonly HashSet<string> PassingThrough = new(StringComparer.Ordinal)
    {
        "dropout", "native_dropout", "feature_dropout", "alpha_dropout", "feature_alpha_dropout", "pad",
        "constant_pad_nd", "type_as",
        "broadcast_tensors", "broadcast_to", "atleast_1d", "atleast_2d", "atleast_3d", "squeeze", "_conj_physical",
        "resolve_conj", "resolve_neg", "conj_physical", "real", "view_as", "upsample_nearest1d", "upsample_nearest2d",
    };

    // The tensors that they write in training, which their schemas do not say either; and what says that it is.
    private static readonly Dictionary<string, string> Normalisations = new(StringComparer.Ordinal)
    {
        ["batch_norm"] = "training",
        ["native_batch_norm"] = "training",
        ["cudnn_batch_norm"] = "training",
        ["miopen_batch_norm"] = "training",
        ["instance_norm"] = "use_input_stats",
        ["_native_batch_norm_legit"] = "training",
        ["_native_batch_norm_legit_functional"] = "training",
    };

    private void Call(
        string space, string name, string overload, JsonElement node, GraphScope scope, List<Step> steps)
    {
        if (space == "aten" && AllowedOperators.OnlyChecks(name))
        {
            return;
        }

        var full = Excerpt.Of(overload.Length == 0 ? $"{space}::{name}" : $"{space}::{name}.{overload}");
        if (space != "aten")
        {
            throw Refused(
                $"it calls the operator {full}, which is not of PyTorch's own library aten; "
                + "write the network without it and export again");
        }

        if (!AllowedOperators.May(name))
        {
            throw Refused($"it calls the operator {full}, which a network's file may not");
        }

        if (name is "sym_size" or "sym_numel")
        {
            Measure(name == "sym_numel", node, scope, steps);
            return;
        }

        if (!_called.TryGetValue((name, overload), out var called))
        {
            _called.Add((name, overload), called = Known(name, overload, full));
        }

        CallKnown(called, node, scope, steps);
    }

    private CalledOperator Known(string name, string overload, string full)
    {
        if (OperatorsInParts.Find(name, overload) is { } parts)
        {
            return new(name, full, parts.Schema, parts.Call);
        }

        var known = new Operator($"aten::{name}", overload);
        return known.Exists
            ? new(name, full, OperatorSchema.Parse(known.Schema), known.Call)
            : throw Refused(
                $"it calls the operator {full}, which libtorch {TorchRuntime.Version} does not have; use a newer "
                + "libtorch (SADDLE_LIBTORCH), or write the network without it and export again");
    }

    private void CallKnown(CalledOperator called, JsonElement node, GraphScope scope, List<Step> steps)
    {
        var given = GivenTo(called, node);
        var results = Names(node.Need("outputs"));
        var type = results is [{ } single, ..] ? scope.TypeOf(single) : null;
        var sources = new Source[called.Schema.Arguments.Count];
        var places = new List<int>[sources.Length];
        for (var i = 0; i < sources.Length; i++)
        {
            var wanted = called.Schema.Arguments[i];
            places[i] = [];
            sources[i] = given.TryGetValue(wanted.Name, out var value)
                ? ArgumentOf(wanted, value, scope, places[i])
                : MissingOf(called, wanted);
        }

        called = FollowPrecision(called, type, sources, places);
        NoteMode(called, given, places);
        NoteDraws(called, given);
        if (results.Count > 0 && called.Schema.Returns.Count == 0)
        {
            throw new InvalidDataException($"{called.FullName} gives nothing, and a result of it is read");
        }

        int[] made = [.. results.Select(result => result is null ? -1 : Add(scope.TypeOf(result), isMade: true))];
        Trace(called, places, made);
        _mostArguments = Math.Max(_mostArguments, sources.Length);
        _mostResults = Math.Max(_mostResults, Math.Max(made.Length, called.Schema.Returns.Count));
        Emit(steps, called.Step(sources, made, Math.Max(made.Length, called.Schema.Returns.Count)));
        foreach (var (i, result) in results.Index())
        {
            if (result is not null)
            {
                scope.Names[result] = made[i];
            }
        }
    }

    private Dictionary<string, (string Kind, JsonElement Value)> GivenTo(CalledOperator called, JsonElement node)
    {
        var given = new Dictionary<string, (string Kind, JsonElement Value)>(StringComparer.Ordinal);
        foreach (var input in node.Need("inputs").Each())
        {
            var name = input.Need("name").Text();
            var value = input.Need("arg").Union();
            if (called.Schema.Arguments.Any(argument => argument.Name == name))
            {
                given[name] = value;
            }
            else if (value.Kind != "as_none")
            {
                throw Refused(
                    $"it gives the operator {called.FullName} an argument '{Excerpt.Of(name)}', which that of libtorch "
                    + $"{TorchRuntime.Version} does not have; use a newer libtorch (SADDLE_LIBTORCH)");
            }
        }

        return given;
    }

    private static Source MissingOf(CalledOperator called, SchemaPlace wanted) => wanted switch
    {
        { HasDefault: true } => Always(Argument.Default),
        { IsOptional: true } => Always(Argument.None),
        _ => throw new InvalidDataException($"{called.FullName} is given no '{wanted.Name}'"),
    };

    // An operator that makes numbers with a point from nothing, or from whole ones, makes them in the precision of the
    // pass: in its own words where it can be told, else from whole numbers that have become such before.
    private CalledOperator FollowPrecision(CalledOperator called, DType? stated, Source[] sources, List<int>[] places)
    {
        var read = places.SelectMany(list => list).Select(place => _places[place].Declared).ToList();
        if (stated is not { } type || !type.IsReal() || read.Exists(other => other is null || other.Value.IsReal()))
        {
            return called;
        }

        for (var i = 0; i < sources.Length; i++)
        {
            if (called.Schema.Arguments[i] is { Name: "dtype", Type: "ScalarType" })
            {
                sources[i] = read.Count == 0 ? frame => frame.Precision.Of(type) : sources[i];
                return called;
            }
        }

        for (var i = 0; i < sources.Length; i++)
        {
            if (places[i] is [var place] && _places[place].Declared is not DType.Bool)
            {
                var source = sources[i];
                sources[i] = frame => frame.Precision.IsOther
                    ? source(frame).Tensor.Cast(frame.Precision.InRun)
                    : source(frame);
            }
        }

        return called with { Made = type };
    }

    private void NoteDraws(CalledOperator called, Dictionary<string, (string Kind, JsonElement Value)> given)
    {
        if (AllowedOperators.IsDropout(called.Name))
        {
            var isOn = !given.TryGetValue("train", out var train) || train is not ("as_bool", { } flag) || flag.Flag();
            _dropout = _dropout == true || isOn;
            _draws |= isOn;
        }

        var mayDrop = ((string[])["dropout_p", "dropout"]).Any(name =>
            given.TryGetValue(name, out var p) && !(p is ("as_float", { } rate) && rate.Real() == 0));
        _draws |= AllowedOperators.Draws(called.Name) || mayDrop;
    }

    private void NoteMode(
        CalledOperator called, Dictionary<string, (string Kind, JsonElement Value)> given, List<int>[] places)
    {
        if (called.Name is "_native_batch_norm_legit_no_training" or "_batch_norm_no_update")
        {
            _normalisation ??= false;
        }

        if (!Normalisations.TryGetValue(called.Name, out var flag))
        {
            return;
        }

        var isTraining = !given.TryGetValue(flag, out var value) || value is not ("as_bool", { } said) || said.Flag();
        foreach (var (i, argument) in called.Schema.Arguments.Index())
        {
            if (argument.Name is "running_mean" or "running_var" && places[i] is [var place])
            {
                _normalisation = _normalisation == true || isTraining;
                if (isTraining)
                {
                    _written.UnionWith(_places[place].Origins);
                }
            }
        }
    }

    // What the operator writes, and in whose storage its results lie.
    private void Trace(CalledOperator called, List<int>[] places, int[] made)
    {
        var isPassing = PassingThrough.Contains(called.Name);
        foreach (var (i, argument) in called.Schema.Arguments.Index())
        {
            var origins = Together(places[i]);
            if (argument.IsWritten)
            {
                _written.UnionWith(origins);
            }

            foreach (var (j, result) in made.Index())
            {
                var given = called.Schema.Returns[Math.Min(j, called.Schema.Returns.Count - 1)];
                if (result >= 0 && (isPassing || (argument.Alias is { } alias && alias == given.Alias)))
                {
                    _places[result].Origins = Together(_places[result].Origins, origins);
                }
            }
        }
    }

    private IReadOnlySet<int> Together(List<int> places) =>
        places.Select(place => _places[place].Origins).Aggregate<IReadOnlySet<int>, IReadOnlySet<int>>(
            new HashSet<int>(), Together);

    // Sets are shared, and never changed.
    private static IReadOnlySet<int> Together(IReadOnlySet<int> first, IReadOnlySet<int> second) =>
        first.Count == 0 || ReferenceEquals(first, second) ? second
            : second.Count == 0 ? first
            : (HashSet<int>)[.. first, .. second];

    private void Measure(bool isCount, JsonElement node, GraphScope scope, List<Step> steps)
    {
        var inputs = node.Need("inputs").Each().Select(input => input.Need("arg").Union()).ToList();
        if (inputs is not [("as_tensor", var tensor), ..])
        {
            throw new InvalidDataException("a size is asked for of no tensor");
        }

        var place = scope[tensor.Need("name").Text()];
        Use(place);
        if (isCount)
        {
            Emit(steps, node, scope, frame => frame.Values[place].Tensor.Count);
            return;
        }

        var dimension = inputs is [_, ("as_int", var at)]
            ? at.Whole()
            : throw new InvalidDataException("a size is asked for of no dimension");
        Emit(
            steps,
            node,
            scope,
            frame => frame.Values[place].Tensor.Shape is var shape
                && (dimension < 0 ? dimension + shape.Length : dimension) is var index
                && index >= 0 && index < shape.Length
                ? shape[index]
                : throw new TorchException($"a tensor of {shape.Length} dimensions has no dimension {dimension}"));
    }
}

using System.Text.Json;
using Saddle.Data;
using Saddle.Data.Formats;
using Saddle.Torch;

namespace Saddle.Gans.Networks.Foreign.Exported;

/// <summary>
/// Turns a graph into steps, once: operators are looked up, arguments put in the order of their schemas, and values get
/// places, so that a pass only runs.
/// </summary>
/// <remarks>torch/_export/serde/serialize.py of PyTorch says what stands in a graph.</remarks>
internal sealed partial class GraphCompiler
{
    private const int MostNodes = 100_000;
    private const int MostListed = 2048;
    private const string Operators = "torch.ops.";
    private const string HigherOrder = "torch.ops.higher_order.";

    private readonly string _path;
    private readonly string _device;
    private readonly List<Place> _places = [];
    private readonly List<(int Place, Argument Value)> _fixed = [];
    private readonly List<Step> _all = [];
    private readonly List<Step> _steps;
    private readonly HashSet<int> _written = [];
    private readonly HashSet<int> _read = [];
    private readonly Dictionary<(string Name, string Overload), CalledOperator> _called = [];
    private readonly GraphScope _scope;

    private int _nodes;
    private int _mostArguments = 1;
    private int _mostResults = 1;
    private bool _draws;
    private bool? _normalisation;
    private bool? _dropout;

    /// <summary>Begins with a graph.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="graph">The graph.</param>
    /// <param name="device">The device that it will run on, whichever the file names.</param>
    /// <param name="inputs">The inputs of the graph, those without a name null.</param>
    /// <exception cref="InvalidDataException">The graph is damaged.</exception>
    /// <exception cref="DataException">It holds what cannot be run.</exception>
    public GraphCompiler(string path, JsonElement graph, string device, IReadOnlyList<string?> inputs)
    {
        (_path, _device, _scope) = (path, device, new(graph));
        for (var i = 0; i < inputs.Count; i++)
        {
            var place = Add(inputs[i] is { } name ? _scope.TypeOf(name) : null, isMade: false);
            _places[place].Origins = new HashSet<int> { i };
            if (inputs[i] is { } known)
            {
                _scope.Names[known] = place;
            }
        }

        _steps = Compile(_scope);
    }

    /// <summary>The inputs, by their numbers, that the graph writes into.</summary>
    public IReadOnlySet<int> Written => _written;

    /// <summary>The inputs, by their numbers, that a step reads.</summary>
    public IReadOnlySet<int> Read => _read;

    /// <summary>Sentences for the user.</summary>
    public List<string> Notes { get; } = [];

    /// <summary>Whether the graph is of a network in training mode, as far as its operators say.</summary>
    public bool? Mode => _normalisation ?? _dropout;

    /// <summary>What the file states of a tensor, a <c>TensorMeta</c>.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="InvalidDataException">It states nothing.</exception>
    public JsonElement Meta(string name) => _scope.Meta(name)
        ?? throw new InvalidDataException($"the graph does not describe '{Excerpt.Of(name)}'");

    /// <summary>Whether a tensor is trained, as far as the graph says.</summary>
    /// <param name="name">Its name.</param>
    public bool RequiresGradient(string name) => _scope.Meta(name)?.Maybe("requires_grad")?.Flag() ?? true;

    /// <summary>Ends: what is read afterwards is kept, all else freed after its last use.</summary>
    /// <param name="outputs">The names of what is read afterwards.</param>
    /// <returns>The program, and the places of what is read afterwards.</returns>
    public (ExportedProgram Program, int[] Outputs) Finish(IReadOnlyList<string> outputs)
    {
        int[] kept = [.. outputs.Select(name => _scope[name])];
        var isKept = kept.ToHashSet();
        for (var place = 0; place < _places.Count; place++)
        {
            if (_places[place].IsMade && !isKept.Contains(place))
            {
                _all[_places[place].LastUse].Dead.Add(place);
            }
        }

        return (new(_steps, _places.Count, _fixed, _mostArguments, _mostResults, _draws), kept);
    }

    private List<Step> Compile(GraphScope scope)
    {
        var steps = new List<Step>();
        foreach (var node in scope.Graph.Need("nodes").Each())
        {
            if (++_nodes > MostNodes)
            {
                throw new InvalidDataException($"it has more than the {MostNodes} nodes that are allowed");
            }

            Compile(node, scope, steps);
        }

        return steps;
    }

    private void Compile(JsonElement node, GraphScope scope, List<Step> steps)
    {
        var target = node.Need("target").Text();
        if (target.StartsWith(HigherOrder, StringComparison.Ordinal))
        {
            Inline(target[HigherOrder.Length..], node, scope, steps);
        }
        else if (target.StartsWith(Operators, StringComparison.Ordinal)
            && target[Operators.Length..].Split('.') is [var space, var name, var overload])
        {
            Call(space, name, overload == "default" ? string.Empty : overload, node, scope, steps);
        }
        else
        {
            var function = SymbolicFunctions.Find(target)
                ?? throw Refused($"it calls '{Excerpt.Of(target)}', which is no operator of libtorch");
            Compute(function, node, scope, steps);
        }
    }

    // A graph within the graph that is run with gradients on or off. It becomes steps like all others: its inputs are
    // the values that it is given, under other names.
    private void Inline(string name, JsonElement node, GraphScope scope, List<Step> steps)
    {
        var given = node.Need("inputs").Each().Select(input => input.Need("arg").Union()).ToList();
        var at = given.FindIndex(argument => argument.Kind == "as_graph");
        var inner = at < 0 ? default : new GraphScope(given[at].Value.Need("graph"));
        var isKnown = (name, at) is ("wrap_with_set_grad_enabled", 1) or ("wrap_with_autocast", 4);
        if (!isKnown || inner is null)
        {
            throw Refused(
                $"it calls the higher-order operator '{Excerpt.Of(name)}', which Saddle does not run; "
                + "write the network without it and export again");
        }

        Bind(inner, given[(at + 1)..], scope);
        var body = Compile(inner);
        if (name == "wrap_with_set_grad_enabled")
        {
            var isOn = given[0].Value.Flag();
            steps.Add(new(frame =>
            {
                using var mode = isOn ? Autograd.WithGradient() : Autograd.NoGradient();
                Step.RunAll(body, frame);
            }));
        }
        else
        {
            Note("autocast within it is left out: all is computed in the precision of the parameters");
            steps.AddRange(body);
        }

        var results = Names(inner.Graph.Need("outputs"));
        foreach (var (i, result) in Names(node.Need("outputs")).Index())
        {
            if (result is not null)
            {
                scope.Names[result] = inner[results.ElementAtOrDefault(i)
                    ?? throw new InvalidDataException("a graph within the graph gives less than is read of it")];
            }
        }
    }

    private void Bind(GraphScope inner, List<(string Kind, JsonElement Value)> given, GraphScope scope)
    {
        var inputs = Names(inner.Graph.Need("inputs"));
        if (inputs.Count > given.Count)
        {
            throw new InvalidDataException("a graph within the graph takes more than it is given");
        }

        foreach (var (i, input) in inputs.Index())
        {
            if (input is null)
            {
                continue;
            }

            var (kind, value) = given[i];
            if (kind == "as_tensor")
            {
                inner.Names[input] = scope[value.Need("name").Text()];
            }
            else if (NumberOf(kind, value, scope) is { } number)
            {
                inner.Names[input] = number.Fixed is { } constant ? AddFixed(constant) : number.Place;
            }
            else
            {
                throw new InvalidDataException($"a graph within the graph is given {Excerpt.Of(kind)}");
            }
        }
    }

    // Arithmetic of sizes.
    private void Compute(
        Func<IReadOnlyList<Argument>, Argument> function, JsonElement node, GraphScope scope, List<Step> steps)
    {
        var numbers = new List<Number>();
        foreach (var input in node.Need("inputs").Each())
        {
            var (kind, value) = input.Need("arg").Union();
            numbers.AddRange(
                NumberOf(kind, value, scope) is { } number
                    ? [number]
                    : NumbersOf(kind, value, scope)
                        ?? throw new InvalidDataException($"sizes are computed from {Excerpt.Of(kind)}"));
        }

        numbers.ForEach(number => Use(number));
        Emit(steps, node, scope, frame => function([.. numbers.Select(number => number.Of(frame))]));
    }

    private void Emit(List<Step> steps, JsonElement node, GraphScope scope, Source compute)
    {
        if (Names(node.Need("outputs")) is not [{ } result])
        {
            throw new InvalidDataException("a computation of sizes gives one value");
        }

        var place = Add(null, isMade: true);
        scope.Names[result] = place;
        Emit(steps, frame => frame.Values[place] = compute(frame));
    }

    private void Emit(List<Step> steps, Action<Frame> run)
    {
        var step = new Step(run);
        steps.Add(step);
        _all.Add(step);
    }

    private int Add(DType? declared, bool isMade)
    {
        _places.Add(new(declared) { IsMade = isMade, LastUse = _all.Count });
        return _places.Count - 1;
    }

    private int AddFixed(Argument value)
    {
        var place = Add(null, isMade: false);
        _fixed.Add((place, value));
        return place;
    }

    private void Use(int place)
    {
        _places[place].LastUse = _all.Count;
        _read.UnionWith(_places[place].Origins);
    }

    private void Note(string note)
    {
        if (!Notes.Contains(note))
        {
            Notes.Add(note);
        }
    }

    private DataException Refused(string problem) => new(_path, problem);

    // The names of what a graph or node gives or takes, lists one by one; null where it is no name but a value.
    private static List<string?> Names(JsonElement list)
    {
        var names = new List<string?>();
        foreach (var (kind, value) in list.Each().Select(element => element.Union()))
        {
            switch (kind)
            {
                case "as_tensor":
                    names.Add(value.Need("name").Text());
                    break;
                case "as_tensors":
                    names.AddRange(value.Each().Select(element => element.Need("name").Text()));
                    break;
                case "as_optional_tensors":
                    names.AddRange(value.Each().Select(element => element.Maybe("as_tensor")?.Need("name").Text()));
                    break;
                case "as_optional_tensor":
                    names.Add(value.Maybe("as_tensor")?.Need("name").Text());
                    break;
                case "as_sym_int" or "as_sym_float" or "as_sym_bool":
                    names.Add(value.Maybe("as_name")?.Text());
                    break;
                case "as_sym_ints" or "as_sym_floats" or "as_sym_bools":
                    names.AddRange(value.Each().Select(element => element.Maybe("as_name")?.Text()));
                    break;
                default:
                    names.Add(null);
                    break;
            }
        }

        return names.Count <= MostListed ? names : throw TooLong();
    }

    private static InvalidDataException TooLong() =>
        new($"a list in the graph is longer than the {MostListed} that are allowed");
}

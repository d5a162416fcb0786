using System.Globalization;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;

namespace Saddle.Gans.Tests;

/// <summary>An archive as torch.export.save of PyTorch 2.8 and later lays it out, made piece by piece.</summary>
internal sealed class ExportedFile
{
    private readonly JsonObject _values = [];
    private readonly JsonArray _inputs = [];
    private readonly JsonArray _inputSpecs = [];
    private readonly JsonArray _nodes = [];
    private readonly JsonArray _outputs = [];
    private readonly JsonArray _outputSpecs = [];
    private readonly JsonObject _weights = [];
    private readonly JsonObject _constants = [];
    private readonly List<(string Name, byte[] Bytes)> _entries = [];

    public string OutSpec { get; set; } = """[1, {"type": null, "context": null, "children_spec": []}]""";

    public (int Major, int Minor) Schema { get; set; } = (8, 20);

    public static JsonObject None => Of("as_none", true);

    public static JsonObject Of(string kind, JsonNode? value) => new() { [kind] = value };

    public static JsonObject Tensor(string name) => Of("as_tensor", Name(name));

    public static JsonObject Tensors(params string[] names) => Of("as_tensors", List(names, Name));

    public static JsonObject Whole(long number) => Of("as_int", number);

    public static JsonObject Wholes(params long[] numbers) => Of("as_ints", List(numbers, n => JsonValue.Create(n)));

    public static JsonObject Real(double number) => Of("as_float", number);

    public static JsonObject Flag(bool flag) => Of("as_bool", flag);

    public static JsonObject Type(int type) => Of("as_scalar_type", type);

    public static JsonObject Symbol(string name) => Of("as_sym_int", Of("as_name", name));

    public static JsonObject Symbols(params object[] sizes) => Of("as_sym_ints", List(
        sizes, size => size is string name ? Of("as_name", name) : Of("as_int", (int)size)));

    /// <summary>Lengths: numbers, and texts for expressions of free ones.</summary>
    public static JsonObject Meta(int type, object[] sizes, bool requiresGradient = false) => new()
    {
        ["dtype"] = type,
        ["sizes"] = List(sizes, size => size is string expression
            ? Of("as_expr", new JsonObject { ["expr_str"] = expression })
            : Of("as_int", Convert.ToInt64(size, CultureInfo.InvariantCulture))),
        ["requires_grad"] = requiresGradient,
        ["device"] = new JsonObject { ["type"] = "cuda", ["index"] = 0 },
        ["strides"] = Strides(sizes),
        ["storage_offset"] = Of("as_int", 0),
        ["layout"] = 7,
    };

    public ExportedFile Parameter(string name, object[] sizes, params float[] values) =>
        Held("parameter", name, sizes, MemoryMarshal.AsBytes<float>(values).ToArray(), 7);

    public ExportedFile Buffer(string name, object[] sizes, params float[] values) =>
        Held("buffer", name, sizes, MemoryMarshal.AsBytes<float>(values).ToArray(), 7);

    public ExportedFile Constant(string name, object[] sizes, params float[] values) =>
        Held("tensor_constant", name, sizes, MemoryMarshal.AsBytes<float>(values).ToArray(), 7);

    public ExportedFile Held(string kind, string name, object[] sizes, byte[] bytes, int type)
    {
        var graph = $"p_{name}";
        var meta = Meta(type, sizes, kind == "parameter");
        var isConstant = kind == "tensor_constant";
        var entry = $"{(isConstant ? "tensor" : "weight")}_{_entries.Count}";
        _values[graph] = meta.DeepClone();
        _inputs.Add(Tensor(graph));
        _inputSpecs.Add(Of(kind, new JsonObject { ["arg"] = Name(graph), [$"{kind}_name"] = name }));
        _entries.Add(($"data/{(isConstant ? "constants" : "weights")}/{entry}", bytes));
        (isConstant ? _constants : _weights)[name] = new JsonObject
        {
            ["path_name"] = entry,
            ["is_param"] = kind == "parameter",
            ["use_pickle"] = false,
            ["tensor_meta"] = meta,
        };
        return this;
    }

    public ExportedFile Input(string name, params object[] sizes) => Input(name, 7, sizes);

    public ExportedFile Input(string name, int type, object[] sizes)
    {
        _values[name] = Meta(type, sizes);
        _inputs.Add(Tensor(name));
        _inputSpecs.Add(Of("user_input", new JsonObject { ["arg"] = Tensor(name) }));
        return this;
    }

    /// <summary>A node with one result, a tensor of a type; or, where that is 0, a number.</summary>
    public ExportedFile Node(string target, string result, int type, params (string Name, JsonObject Value)[] inputs)
    {
        if (type > 0)
        {
            _values[result] = Meta(type, []);
        }

        return Node(target, [type > 0 ? Tensor(result) : Symbol(result)], inputs);
    }

    public ExportedFile Node(string target, JsonObject[] outputs, params (string Name, JsonObject Value)[] inputs)
    {
        _nodes.Add(MakeNode(target, outputs, inputs));
        return this;
    }

    public static JsonObject MakeNode(
        string target, JsonObject[] outputs, params (string Name, JsonObject Value)[] inputs)
    {
        static JsonObject Named((string Name, JsonObject Value) input) =>
            new() { ["name"] = input.Name, ["arg"] = input.Value.DeepClone(), ["kind"] = 1 };
        return new()
        {
            ["target"] = target,
            ["inputs"] = List(inputs, Named),
            ["outputs"] = List(outputs, output => output.DeepClone()),
            ["metadata"] = new JsonObject(),
        };
    }

    public static JsonObject Graph(string[] inputs, JsonObject[] nodes, string[] outputs)
    {
        var graph = new JsonObject
        {
            ["inputs"] = List(inputs, Tensor),
            ["outputs"] = List(outputs, Tensor),
            ["nodes"] = List(nodes, node => node.DeepClone()),
            ["tensor_values"] = new JsonObject(),
        };
        return Of("as_graph", new JsonObject { ["name"] = "part", ["graph"] = graph });
    }

    public ExportedFile Output(string name) => Output("user_output", Tensor(name), new() { ["arg"] = Tensor(name) });

    public ExportedFile Mutation(string buffer, string name) => Output(
        "buffer_mutation", Tensor(name), new() { ["arg"] = Name(name), ["buffer_name"] = buffer });

    public ExportedFile Output(string kind, JsonObject argument, JsonObject specification)
    {
        _outputs.Add(argument);
        _outputSpecs.Add(Of(kind, specification));
        return this;
    }

    /// <summary>Writes it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="change">Changes the program before.</param>
    /// <param name="weights">Changes the table of weights before.</param>
    public string Save(string path, Action<JsonObject>? change = null, Action<JsonObject>? weights = null)
    {
        var program = Program();
        change?.Invoke(program);
        weights?.Invoke(_weights);
        using var zip = ZipFile.Open(path, ZipArchiveMode.Create);
        Write(zip, "models/model.json", program.ToJsonString());
        Write(zip, "data/weights/model_weights_config.json", new JsonObject { ["config"] = _weights }.ToJsonString());
        var constants = new JsonObject { ["config"] = _constants };
        Write(zip, "data/constants/model_constants_config.json", constants.ToJsonString());
        Write(zip, "archive_format", "pt2");
        Write(zip, "byteorder", "little");
        foreach (var (name, bytes) in _entries)
        {
            using var stream = zip.CreateEntry($"archive/{name}", CompressionLevel.NoCompression).Open();
            stream.Write(bytes);
        }

        return path;
    }

    private JsonObject Program() => new()
    {
        ["graph_module"] = new JsonObject
        {
            ["graph"] = new JsonObject
            {
                ["inputs"] = _inputs,
                ["outputs"] = _outputs,
                ["nodes"] = _nodes,
                ["tensor_values"] = _values,
                ["sym_int_values"] = new JsonObject(),
            },
            ["signature"] = new JsonObject { ["input_specs"] = _inputSpecs, ["output_specs"] = _outputSpecs },
            ["module_call_graph"] = new JsonArray(new JsonObject
            {
                ["fqn"] = string.Empty,
                ["signature"] = new JsonObject { ["in_spec"] = string.Empty, ["out_spec"] = OutSpec },
            }),
        },
        ["schema_version"] = new JsonObject { ["major"] = Schema.Major, ["minor"] = Schema.Minor },
        ["torch_version"] = "2.13.0",
    };

    private static void Write(ZipArchive zip, string name, string text)
    {
        using var writer = new StreamWriter(zip.CreateEntry($"archive/{name}", CompressionLevel.NoCompression).Open());
        writer.Write(text);
    }

    private static JsonObject Name(string name) => new() { ["name"] = name };

    private static JsonArray List<TItem>(IEnumerable<TItem> items, Func<TItem, JsonNode> convert) =>
        [.. items.Select(convert)];

    private static JsonArray Strides(object[] sizes)
    {
        var strides = new JsonArray();
        var step = 1L;
        foreach (var size in sizes.Reverse())
        {
            strides.Insert(0, Of("as_int", step));
            step *= size is string ? 1 : Convert.ToInt64(size, CultureInfo.InvariantCulture);
        }

        return strides;
    }
}

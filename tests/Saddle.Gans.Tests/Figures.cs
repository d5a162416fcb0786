using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json;
using Saddle.Catalog;
using Saddle.Data;
using Saddle.Gans.Conditions;
using Saddle.Gans.Networks;
using Saddle.Gans.Objectives;
using Saddle.Gans.Regularisers;
using Saddle.Torch;

namespace Saddle.Gans.Tests;

/// <summary>The numbers that tests/data/networks/make.py computes too, and what it wrote down.</summary>
internal static class Figures
{
    private const long Modulus = 10007;

    public static string Repository { get; } = typeof(Figures).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(a => a.Key == "RepositoryDirectory")
        .Value!;

    public static string Folder { get; } = Path.Combine(Repository, "tests", "data", "networks");

    public static IEnumerable<string> Names =>
        Directory.EnumerateFiles(Folder, "*.json")
            .Select(f => Path.GetFileNameWithoutExtension(f)!)
            .Order(StringComparer.Ordinal);

    public static JsonElement Read(string name) =>
        JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, $"{name}.json"))).RootElement;

    /// <summary>Whole numbers in [0, 10007) that look random.</summary>
    public static long Whole(string name, long i)
    {
        var h = Encoding.UTF8.GetBytes(name).Select((value, k) => (k + 1L) * value).Sum() % Modulus;
        return (((i + 1) * (i + 1) * (h + 1)) + (7 * i * h) + (13 * i) + h) % Modulus;
    }

    /// <summary>Numbers in [-1, 1).</summary>
    public static double[] Signed(string name, long count) =>
        [.. Enumerable.Range(0, (int)count).Select(i => (2.0 * Whole(name, i) / Modulus) - 1)];

    /// <summary>A player's parameters, flat.</summary>
    public static Tensor State(PlayerNetwork network, DType type)
    {
        var values = network.Blueprint.Parameters.SelectMany(Filled).ToArray();
        return Tensor.From<double>(values, [values.Length]).Cast(type);
    }

    /// <summary>A player's buffers before the evaluation.</summary>
    public static Tensor[] Buffers(PlayerNetwork network, DType type) => [.. network.Blueprint.Buffers.Select(b =>
    {
        var count = b.Shape.Aggregate(1L, (product, length) => product * length);
        var values = b.Name.EndsWith("_u", StringComparison.Ordinal)
            ? Signed(b.Name, count)
            : [.. Enumerable.Repeat(b.Name.EndsWith("var", StringComparison.Ordinal) ? 1.0 : 0, (int)count)];
        return Tensor.From<double>(values, b.Shape).Cast(type);
    })];

    /// <summary>The norm of a tensor, and its scalar product with numbers that both sides compute.</summary>
    public static double[] Of(ReadOnlySpan<double> values)
    {
        var probe = Signed("probe", values.Length);
        var (square, product) = (0.0, 0.0);
        for (var i = 0; i < values.Length; i++)
        {
            square += values[i] * values[i];
            product += values[i] * probe[i];
        }

        return [Math.Sqrt(square), product];
    }

    /// <summary>The GAN that a file is about.</summary>
    public static Gan Gan(JsonElement figures)
    {
        var text = figures.GetProperty("gan");
        var network = Make<Network>(text.GetProperty("network").GetString()!);
        var regulariser = text.GetProperty("regulariser").GetString();
        return new(
            network,
            network,
            Make<Objective>(text.GetProperty("objective").GetString()!),
            regulariser is null ? [] : [Make<Regulariser>(regulariser)],
            figures.GetProperty("batch").GetInt32())
        {
            Conditioning = text.TryGetProperty("conditioning", out var ways)
                ? [.. ways.EnumerateArray().Select(way => Make<Conditioning>(way.GetString()!))]
                : [],
        };
    }

    public static IItems Items(JsonElement figures)
    {
        int[] shape = [.. figures.GetProperty("item").EnumerateArray().Select(e => e.GetInt32())];
        return figures.GetProperty("vocabulary") is { ValueKind: JsonValueKind.Number } count
            ? new Tokens(shape, count.GetInt32())
            : figures.TryGetProperty("given", out var given)
                ? new PairedNumbers(shape, [.. given.EnumerateArray().Select(e => e.GetInt32())])
            : figures.TryGetProperty("sentences", out var said)
                ? new SaidNumbers(shape, [.. said.EnumerateArray().Select(e => e.GetInt32())])
            : figures.TryGetProperty("classes", out var classes)
                ? new LabelledNumbers(shape, classes.GetInt32())
                : new Numbers(shape);
    }

    public static TBase Make<TBase>(string text)
        where TBase : class
    {
        var words = text.Split(' ');
        return Catalog<TBase>.Get(words[0])
            .Create(words.Skip(1).Select(w => w.Split('=')).ToDictionary(p => p[0], p => p[1], StringComparer.Ordinal));
    }

    private static IEnumerable<double> Filled(Networks.NetworkParameter parameter)
    {
        var values = Signed(parameter.Name, parameter.Count);
        if (parameter.Shape.Length > 1)
        {
            var scale = 1.5 / Math.Sqrt(parameter.Count / parameter.Shape[0]);
            return values.Select(u => scale * u);
        }

        return values.Select(
            u => parameter.Name.EndsWith("weight", StringComparison.Ordinal) ? 1 + (0.2 * u) : 0.2 * u);
    }

    private sealed class LabelledNumbers(int[] shape, int classes) : Numbers(shape), ILabelled
    {
        public IReadOnlyList<string> Classes { get; } =
            [.. Enumerable.Range(0, classes).Select(k => k.ToString(CultureInfo.InvariantCulture))];

        public int Label(long index) => (int)(Whole("label", index) % classes);
    }

    private sealed class PairedNumbers(int[] shape, int[] given) : Numbers(shape), IConditioned
    {
        public IReadOnlyList<int> ConditionShape => given;

        public void Read(long index, Span<float> item, Span<float> condition)
        {
            Read(index, item);
            Fill("given", index, condition);
        }

        public Image Picture(ReadOnlySpan<double> whole, int height, int width) => throw new NotSupportedException();
    }

    // The words are letters, so that each one's token is its place in the alphabet.
    private sealed class SaidNumbers(int[] shape, int[] said) : Numbers(shape), ICaptioned
    {
        private const int Different = 997;

        public Words Words { get; } = new(Enumerable.Range('a', said[2] - 1).Select(c => $"{(char)c}"));

        public int SentenceCount => said[0];

        public int WordCount => said[1];

        public IReadOnlyList<string> Sentences(long index) => [.. Enumerable.Range(0, said[0]).Select(k =>
        {
            var at = (Meaning(index) * said[0]) + k;
            var length = 1 + (int)(Whole("length", at) % said[1]);
            return string.Join(' ', Enumerable.Range(0, length).Select(
                j => (char)('a' + (Whole("token", (at * said[1]) + j) % (said[2] - 1)))));
        })];

        public long Meaning(long index) => index % Different;

        public long Meaning(long index, int sentence) => (Meaning(index) * said[0]) + sentence;
    }

    private class Numbers(int[] shape) : IItems
    {
        private readonly int _size = shape.Aggregate(1, (product, length) => product * length);

        public IReadOnlyList<int> Shape => shape;

        public long? Count => null;

        public void Read(long index, Span<float> item) => Fill("real", index, item[.._size]);

        public void Dispose()
        {
        }

        protected static void Fill(string name, long index, Span<float> values)
        {
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = (float)((2.0 * Whole(name, (index * values.Length) + i) / Modulus) - 1);
            }
        }
    }

    private sealed class Tokens(int[] shape, int count) : IItems, IText
    {
        public IReadOnlyList<int> Shape => shape;

        public long? Count => null;

        public Vocabulary Vocabulary { get; } = new(Enumerable.Range('a', count - 1).Select(c => new Rune(c)));

        public void Read(long index, Span<float> item)
        {
            for (var i = 0; i < shape[0]; i++)
            {
                item[i] = Whole("real", (index * shape[0]) + i) * count / Modulus;
            }
        }

        public void Dispose()
        {
        }
    }
}

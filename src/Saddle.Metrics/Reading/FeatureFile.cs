using Saddle.Data;
using Saddle.Data.Formats;
using Saddle.Data.Sets;
using Saddle.Torch;

namespace Saddle.Metrics.Reading;

/// <summary>Features or statistics that were computed before: .npy or .npz.</summary>
public static class FeatureFile
{
    private const long BlockNumbers = 1 << 22;
    private const long MostBytes = 8L << 30;
    private const string Logits = "logits";

    // What tools call features, where an archive has other arrays beside them.
    private static readonly string[] Features =
        ["features", "feats", "pool_3", "act", "activations", "embeddings", "arr_0"];

    /// <summary>Whether a file is read here, by its name.</summary>
    /// <param name="path">The file.</param>
    public static bool Is(string path) => Path.GetExtension(path).ToLowerInvariant() is ".npy" or ".npz";

    /// <summary>
    /// Reads a file: an .npz with mean and covariance, under the names of any of the tools (<c>mu</c> and
    /// <c>sigma</c>, <c>m</c> and <c>s</c>, <c>mean</c> and <c>cov</c> ...), or features [n, d] as .npy or as an array
    /// of an .npz: its only one, or the one called <c>pool_3</c>, <c>act</c>, <c>features</c> ...; <c>logits</c> beside
    /// them are taken, too. Dimensions of length 1 after the second are left out, and whole numbers are numbers.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <exception cref="DataException">It is missing, damaged, or holds something else.</exception>
    public static Side Read(string path)
    {
        if (string.Equals(Path.GetExtension(path), ".npy", StringComparison.OrdinalIgnoreCase))
        {
            using var stream = InputFile.Open(path);
            return Checked(path, ReadMatrix(new NpyReader(stream, path, stream.Length, wholes: true), path));
        }

        using var archive = NpzReader.Open(path);
        if (FeatureStatistics.AreIn(archive))
        {
            return new Side(path) { Stored = FeatureStatistics.Read(archive, path) };
        }

        var name = archive.Names is [var only] ? only : Features
            .SelectMany(known => archive.Names.Where(n => n.Equals(known, StringComparison.OrdinalIgnoreCase)))
            .FirstOrDefault();
        if (name is null)
        {
            throw new DataException(
                path,
                $"it has the arrays {Excerpt.Of(archive.Names)}; expected 'mu' and 'sigma', or one array of features "
                + $"[n, d], or one called {string.Join(", ", Features)}");
        }

        var side = Checked(path, Matrix(archive, name, path));
        return archive.Names.Contains(Logits, StringComparer.Ordinal) && name != Logits
            ? side with { Logits = Matrix(archive, Logits, path) }
            : side;
    }

    /// <summary>Whether a .npy or .npz holds images, an array of bytes with rows and columns: no features.</summary>
    /// <param name="path">The file.</param>
    internal static bool IsOfImages(string path) => File.Exists(path) && ImagesAt.IsArray(path);

    /// <summary>Writes features as .npy of singles, whole or not at all.</summary>
    /// <param name="path">The file.</param>
    /// <param name="features">[n, d].</param>
    public static void Write(string path, Tensor features)
    {
        ArgumentNullException.ThrowIfNull(path);
        var (n, d) = (features.Shape[0], features.Shape[1]);
        var rows = Math.Max(1, BlockNumbers / d);
        AtomicFile.Write(path, stream =>
        {
            stream.Write(Npy.HeaderOfSingles([n, d]));
            for (var start = 0L; start < n; start += rows)
            {
                using var scope = new TensorScope();
                var block = features.Narrow(0, start, Math.Min(rows, n - start)).Cast(DType.Float32).ToArray<float>();
                stream.Write(System.Runtime.InteropServices.MemoryMarshal.AsBytes<float>(block));
            }
        });
    }

    private static Side Checked(string path, Tensor features) => Side.Problem(features) is { } problem
        ? throw new DataException(path, problem)
        : new Side(path) { Features = features };

    private static Tensor Matrix(NpzReader archive, string name, string path) =>
        archive.Read(name, array => ReadMatrix(array, path), wholes: true);

    private static Tensor ReadMatrix(NpyReader array, string path)
    {
        var (n, d) = array.Shape.Count < 2 ? (0, 0) : (array.Shape[0], array.Shape[1]);
        if (n < 1 || d < 1 || array.Shape.Skip(2).Any(length => length != 1))
        {
            throw new DataException(
                path,
                $"the array is [{Excerpt.Of(array.Shape)}]"
                + (array.IsBytes ? " of bytes" : string.Empty)
                + (array.FortranOrder ? " in Fortran's order" : string.Empty)
                + "; expected features [n, d]"
                + (array.Shape.Count is 3 or 4
                    ? ", or images as bytes in C's order, [n, height, width, 3], [n, 3, height, width] or "
                        + "[n, height, width]"
                    : string.Empty));
        }

        if (n > MostBytes / (array.IsDouble ? 8 : 4) / d)
        {
            throw new DataException(
                path, $"the array [{n}, {d}] needs more than the {MostBytes >> 30} GiB that are allowed");
        }

        // A matrix in Fortran's order is its transpose in C's.
        return array.FortranOrder ? ReadRows(array, d, n).Transpose() : ReadRows(array, n, d);
    }

    private static Tensor ReadRows(NpyReader array, long n, long d)
    {
        using var scope = new TensorScope();
        var matrix = Tensor.Zeros([n * d], array.IsDouble ? DType.Float64 : DType.Float32);
        for (var start = 0L; start < n * d; start += BlockNumbers)
        {
            using var inner = new TensorScope();
            var part = matrix.Narrow(0, start, Math.Min(BlockNumbers, (n * d) - start));
            Algebra.CopyInto(part, array.IsDouble ? Next<double>(array, part.Count) : Next<float>(array, part.Count));
        }

        return scope.Keep(matrix.Reshape(n, d));
    }

    private static Tensor Next<TNumber>(NpyReader array, long count)
        where TNumber : unmanaged, System.Numerics.IFloatingPoint<TNumber>
    {
        var numbers = new TNumber[count];
        array.Read<TNumber>(numbers);
        return Tensor.From<TNumber>(numbers, [count]);
    }
}

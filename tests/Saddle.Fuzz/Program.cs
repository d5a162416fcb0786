using System.Globalization;
using Saddle.Fuzz.Readers;
using SharpFuzz;

namespace Saddle.Fuzz;

/// <summary>Reads what afl-fuzz proposes, or files one after another to see what becomes of each.</summary>
internal static class Program
{
    private const double MostSeconds = 1; // of processor time, for one small file

    /// <summary>
    /// <c>fuzz READER</c> under afl-fuzz, <c>read READER FILE...</c>, <c>unpack READER.zip FOLDER</c>,
    /// <c>pack READER READER.zip FILE...</c>, <c>mutate READER COUNT SEED FILE...</c> without afl-fuzz; anything else
    /// lists the readers.
    /// </summary>
    public static int Main(string[] arguments)
    {
        Branches.Begin();
        switch (arguments)
        {
            case ["fuzz", var name]:
                return In(folder => Fuzz(AllReaders.ByName[name], folder));
            case ["read", var name, .. var files]:
                return In(folder => files.Count(file => !Read(AllReaders.ByName[name], file, folder)));
            case ["unpack", var corpus, var folder]:
                return Unpack(corpus, folder);
            case ["pack", var name, var corpus, .. var files]:
                return In(folder => Pack(AllReaders.ByName[name], corpus, files, folder));
            case ["mutate", var name, var count, var seed, .. var files]:
                return In(folder => Mutate(
                    AllReaders.ByName[name], Number(count), Number(seed), files, folder));
            default:
                Console.WriteLine(string.Join('\n', AllReaders.ByName.Keys));
                return 0;
        }
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static int In(Func<string, int> work)
    {
        var folder = Directory.CreateTempSubdirectory("saddle-fuzz-").FullName;
        try
        {
            return Math.Min(1, work(folder));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static int Fuzz(Reader reader, string folder)
    {
        using var held = new MemoryStream();
        Fuzzer.Run(stream =>
        {
            held.SetLength(0);
            stream.CopyTo(held);
            Timed(reader, held.ToArray(), folder);
        });
        return 0;
    }

    private static int Mutate(Reader reader, int count, int seed, string[] files, string folder)
    {
        var (read, defects) = (0, 0);
        IReadOnlyList<byte[]> originals = [.. files.Select(File.ReadAllBytes).Where(f => f.Length > 0)];
        for (var i = seed; i < seed + count; i++)
        {
            var bytes = Mutations.Of(originals, i);
            try
            {
                read += Timed(reader, bytes, folder) is null ? 1 : 0;
            }
            catch (Exception defect)
            {
                defects++;
                var kept = $"{reader.Name}-{i}";
                File.WriteAllBytes(kept, bytes);
                Console.WriteLine($"{kept}: {defect}");
            }
        }

        Console.WriteLine(FormattableString.Invariant(
            $"{count} mutated: {read} read, {count - read - defects} refused, {defects} defects; ")
            + FormattableString.Invariant($"{Environment.WorkingSet >> 20} MiB at the end"));
        return defects;
    }

    private static bool Read(Reader reader, string file, string folder)
    {
        try
        {
            var refusal = Timed(reader, File.ReadAllBytes(file), folder);
            Console.WriteLine($"{file}: {(refusal is null ? "read" : $"refused: {refusal}")}");
            return true;
        }
        catch (Exception defect)
        {
            Console.WriteLine($"{file}: {defect}");
            return false;
        }
    }

    private static int Unpack(string corpus, string folder)
    {
        foreach (var (name, bytes) in Corpus.Read(corpus))
        {
            File.WriteAllBytes(Path.Combine(folder, name), bytes);
        }

        return 0;
    }

    // Small files first: each that takes a branch that none before it took.
    private static int Pack(Reader reader, string corpus, string[] files, string folder)
    {
        var taken = new HashSet<int>();
        var chosen = new List<byte[]>();
        foreach (var bytes in files.Select(File.ReadAllBytes).OrderBy(bytes => bytes.Length))
        {
            _ = Branches.Of(() => Tried(reader, bytes, folder)); // code that is compiled takes branches of its own
            var before = taken.Count;
            taken.UnionWith(Branches.Of(() => Tried(reader, bytes, folder)));
            if (taken.Count > before)
            {
                chosen.Add(bytes);
            }
        }

        Corpus.Write(corpus, chosen);
        Console.WriteLine(
            $"{Path.GetFileName(corpus)}: {chosen.Count} of {files.Length} files, {taken.Count} branches");
        return 0;
    }

    // What is a defect now is a case for a test when it is mended.
    private static void Tried(Reader reader, byte[] bytes, string folder)
    {
        try
        {
            reader.Try(bytes, folder);
        }
        catch (Exception defect)
        {
            Console.Error.WriteLine($"{defect.GetType().Name}: {defect.Message}");
        }
    }

    // Once more where it took long: the first time code is compiled.
    private static string? Timed(Reader reader, byte[] bytes, string folder)
    {
        var (refusal, seconds) = Measure();
        (refusal, seconds) = seconds > MostSeconds ? Measure() : (refusal, seconds);
        return seconds <= MostSeconds
            ? refusal
            : throw new TimeoutException(
                FormattableString.Invariant($"{seconds} seconds of processor time were taken"));

        (string? Refusal, double Seconds) Measure()
        {
            var before = Environment.CpuUsage.TotalTime;
            return (reader.Try(bytes, folder), (Environment.CpuUsage.TotalTime - before).TotalSeconds);
        }
    }
}

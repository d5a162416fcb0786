using System.Text;

namespace Saddle.Fuzz;

/// <summary>Changes files as crashes, editors and other programs do: seeded, the same for the same number.</summary>
internal static class Mutations
{
    private const int MostChanges = 8;
    private const int MostInserted = 64;

    private static readonly byte[][] Odd =
    [
        .. new[]
        {
            "NaN", "-nan(ind)", "inf", "1e999", "-1e-400", "null", "None", "-", "--", "\"", "\"\"", "'", ",", ";", "\t",
            "\n", "\r", "\r\n\r\n", "\0", "\0\0\0\0\0\0\0\0", "{", "}", "[", "]", "[[[[[[[[", ":", "=", "%", "\\u0000",
            "\\", "#", "e", "0", "9999999999999999999", "-9223372036854775808", "\u00e9", "\ufeff", "\u202e", "step",
            "loss_d", "loss_g,loss_g", " - ", "__MAX", "\x1b[31m", "(((",
        }.Select(Encoding.UTF8.GetBytes),
        [0xff, 0xfe], [0xfe, 0xff], [0x1f, 0x8b], [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f], [0x80],
    ];

    /// <summary>A changed file.</summary>
    /// <param name="files">Files to begin with.</param>
    /// <param name="seed">Decides what becomes of which.</param>
    public static byte[] Of(IReadOnlyList<byte[]> files, int seed)
    {
        var random = new Random(seed);
        List<byte> bytes = [.. files[random.Next(files.Count)]];
        for (var left = random.Next(1, MostChanges + 1); left > 0; left--)
        {
            Change(bytes, files, random);
        }

        return [.. bytes];
    }

    private static void Change(List<byte> bytes, IReadOnlyList<byte[]> files, Random random)
    {
        var at = random.Next(bytes.Count + 1);
        var length = Math.Min(random.Next(1, 1 << random.Next(1, 13)), bytes.Count - at);
        switch (random.Next(9))
        {
            case 0 when at < bytes.Count:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1 when at < bytes.Count:
                bytes[at] = (byte)random.Next(256);
                break;
            case 2:
                bytes.RemoveRange(at, length);
                break;
            case 3:
                bytes.InsertRange(at, bytes.GetRange(at, length));
                break;
            case 4:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            case 5:
                bytes.InsertRange(at, Enumerable.Repeat((byte)random.Next(256), random.Next(1, MostInserted)));
                break;
            case 6:
                var other = files[random.Next(files.Count)];
                var from = random.Next(other.Length);
                bytes.InsertRange(at, other[from..Math.Min(other.Length, from + random.Next(1, 2000))]);
                break;
            default:
                bytes.InsertRange(at, Odd[random.Next(Odd.Length)]);
                break;
        }
    }
}

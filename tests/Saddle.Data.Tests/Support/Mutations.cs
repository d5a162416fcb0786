using Saddle.Scalars;

namespace Saddle.Data.Tests.Support;

/// <summary>Damaged copies of a file: the same ones each time.</summary>
internal static class Mutations
{
    /// <summary>Copies with changed, missing, repeated or inserted bytes.</summary>
    public static IEnumerable<byte[]> From(byte[] file, int count) =>
        Enumerable.Range(0, count).Select(i => Mutate(file, new Philox(1, i, Purpose.Start)));

    private static byte[] Mutate(byte[] file, Philox random)
    {
        var bytes = file.ToList();
        for (var change = Pick(random, 4); change >= 0 && bytes.Count > 0; change--)
        {
            var at = Pick(random, bytes.Count);
            switch (Pick(random, 6))
            {
                case 0:
                    bytes[at] ^= (byte)(1 << Pick(random, 8));
                    break;
                case 1:
                    bytes[at] = (byte)(Pick(random, 2) * 255);
                    break;
                case 2:
                    bytes[at] = (byte)Pick(random, 256);
                    break;
                case 3:
                    bytes.RemoveRange(at, Math.Min(bytes.Count - at, 1 + Pick(random, 8)));
                    break;
                case 4:
                    bytes.InsertRange(at, bytes.GetRange(at, Math.Min(bytes.Count - at, 1 + Pick(random, 8))));
                    break;
                default:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
            }
        }

        return [.. bytes];
    }

    private static int Pick(Philox random, int count) => (int)(random.Uniform() * count);
}

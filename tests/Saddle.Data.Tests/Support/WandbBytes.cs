using System.Text;
using static Saddle.Data.Tests.Support.EventBytes;

namespace Saddle.Data.Tests.Support;

/// <summary>Offline files of W&amp;B, byte for byte: a log in the form of LevelDB.</summary>
internal static class WandbBytes
{
    private const int Block = 32768;
    private const int Head = 7;

    /// <summary>A file of records, cut into pieces where blocks end.</summary>
    public static byte[] OfRecords(params IEnumerable<byte[]> records)
    {
        var file = new List<byte>([.. ":W&B"u8, 0xE1, 0xBE, 0]);
        foreach (var record in records)
        {
            var at = 0;
            do
            {
                if (Block - (file.Count % Block) < Head)
                {
                    file.AddRange(new byte[Block - (file.Count % Block)]);
                }

                var length = Math.Min(record.Length - at, Block - (file.Count % Block) - Head);
                var (isFirst, isLast) = (at == 0, at + length == record.Length);
                var kind = isFirst && isLast ? 1 : isFirst ? 2 : isLast ? 4 : 3;
                file.AddRange(Piece((byte)kind, record.AsSpan(at, length)));
                at += length;
            }
            while (at < record.Length);
        }

        return [.. file];
    }

    /// <summary>A record of a step: keys, of which a dot parts those of nested dictionaries, and JSON values.</summary>
    public static byte[] History(params IEnumerable<(string Key, string Json)> items) => Field(2, [.. items.SelectMany(
        i => Field(1, [.. Keys(i.Key), .. Field(16, Encoding.UTF8.GetBytes(i.Json))]))]);

    public static byte[] Run(string id, string name) => Field(17,
        [.. Field(1, Encoding.UTF8.GetBytes(id)), .. Field(8, Encoding.UTF8.GetBytes(name))]);

    private static byte[] Keys(string key) =>
        [.. key.Split('.').SelectMany(k => Field(2, Encoding.UTF8.GetBytes(k)))];

    private static byte[] Piece(byte kind, ReadOnlySpan<byte> data)
    {
        byte[] summed = [kind, .. data];
        return [.. BitConverter.GetBytes(Files.Crc(summed)), (byte)data.Length, (byte)(data.Length >> 8), .. summed];
    }
}

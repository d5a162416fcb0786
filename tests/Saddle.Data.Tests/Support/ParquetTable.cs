using Parquet;
using Parquet.Schema;

namespace Saddle.Data.Tests.Support;

/// <summary>Parquet files by another program's hand: pages of the first version.</summary>
internal static class ParquetTable
{
    /// <summary>A column of bytes called <c>img</c>, and one of numbers before it.</summary>
    /// <param name="groups">The values, group of rows by group; null where one is missing.</param>
    /// <param name="method">What compresses the pages.</param>
    public static byte[] Plain(IReadOnlyList<byte[]?[]> groups, CompressionMethod method = CompressionMethod.Snappy)
    {
        var (number, image) = (new DataField<long>("id"), new DataField<byte[]>("img", nullable: true));
        return Written(new(number, image), method, null, groups, async (writer, group) =>
        {
            await writer.WriteAsync<long>(number, Enumerable.Range(0, group.Length).Select(i => (long)i).ToArray());
            await writer.WriteAsync(image, group);
        });
    }

    /// <summary>A group <c>image</c> of <c>bytes</c> and <c>path</c>, as Hugging Face's data sets have it.</summary>
    /// <param name="rows">The images, and their names; null where either is missing.</param>
    /// <param name="labels">Their labels; null without.</param>
    /// <param name="note">What is said under <c>huggingface</c>.</param>
    public static byte[] Grouped(
        IReadOnlyList<(byte[]? Bytes, string? Path)> rows, long[]? labels = null, string? note = null)
    {
        var (bytes, path) = (new DataField<byte[]>("bytes", true), new DataField<string>("path", true));
        var label = new DataField<long>("label");
        Field[] fields = labels is null
            ? [new StructField("image", bytes, path)]
            : [new StructField("image", bytes, path), label];
        return Written(new(fields), CompressionMethod.Snappy, note, [rows], async (writer, group) =>
        {
            var there = group.Where(row => row.Bytes is not null).Select(row => new ReadOnlyMemory<byte>(row.Bytes));
            var named = group.Where(row => row.Path is not null).Select(row => row.Path.AsMemory());
            await writer.WriteAllPartsAsync<ReadOnlyMemory<byte>>(
                bytes, there.ToArray(), group.Select(row => row.Bytes is null ? 1 : 2).ToArray(), null, default);
            await writer.WriteAllPartsAsync<ReadOnlyMemory<char>>(
                path, named.ToArray(), group.Select(row => row.Path is null ? 1 : 2).ToArray(), null, default);
            if (labels is not null)
            {
                await writer.WriteAsync<long>(label, labels);
            }
        });
    }

    /// <summary>Columns of which each row has the same.</summary>
    /// <param name="fields">The columns: of texts or bytes.</param>
    public static byte[] Of(params DataField[] fields) =>
        Written(new(fields), CompressionMethod.None, null, [1], async (writer, _) =>
        {
            foreach (var field in fields)
            {
                await (field.ClrType == typeof(ReadOnlyMemory<byte>)
                    ? writer.WriteAsync(field, [[1, 2, 3]])
                    : writer.WriteAsync(field, ["text"]));
            }
        });

    private static byte[] Written<TGroup>(
        ParquetSchema schema,
        CompressionMethod method,
        string? note,
        IReadOnlyList<TGroup> groups,
        Func<ParquetRowGroupWriter, TGroup, Task> write)
    {
        async Task<byte[]> All()
        {
            using var stream = new MemoryStream();
            var writer = await ParquetWriter.CreateAsync(schema, stream, new() { CompressionMethod = method });
            await using (writer)
            {
                if (note is not null)
                {
                    writer.CustomMetadata = new Dictionary<string, string>(StringComparer.Ordinal)
                    {
                        ["huggingface"] = note,
                    };
                }

                foreach (var group in groups)
                {
                    using var one = writer.CreateRowGroup();
                    await write(one, group);
                }
            }

            return stream.ToArray();
        }

        return Task.Run(All).GetAwaiter().GetResult();
    }
}

using Saddle.Data.Logs;
using Saddle.Data.Tests.Support;

namespace Saddle.Data.Tests.Logs;

/// <summary>What is no log is named for what it is, in one line, whatever its name says.</summary>
public sealed class NoLogTests : IDisposable
{
    private const string Told = "is no log of a training run but ";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("formats/zip.pth", "a PyTorch checkpoint; 'saddle import RUN")]
    [InlineData("formats/legacy.pth", "a PyTorch checkpoint; 'saddle import RUN")]
    [InlineData("checkpoints/whole-module.pt", "a PyTorch checkpoint")]
    [InlineData("checkpoints/wavegan-gan_run.tar", "a PyTorch checkpoint")]
    [InlineData("checkpoints/G.traced.eval.pt", "a TorchScript module")]
    [InlineData("checkpoints/expected.npz", "an archive of NumPy arrays")]
    [InlineData("formats/compressed.mat", "a file of MATLAB")]
    [InlineData("formats/cifar-protocol2", "a pickle of Python's")]
    [InlineData("images/lossy.webp", "a picture (WebP)")]
    [InlineData("images/cmyk.jpg", "a picture (JPEG)")]
    [InlineData("images/grey-8.png", "a picture (PNG)")]
    [InlineData("networks/make.py", "a Python program")]
    public void A_file_of_tests_is_named(string path, string said)
    {
        var bytes = Peers.Bytes(path.Split('/'));
        Assert.Contains(Told + said, Refusal("loss.csv", bytes), StringComparison.Ordinal);
        Assert.Contains(said.Split(';')[0], Refusal("x", bytes), StringComparison.Ordinal);
    }

    public static TheoryData<byte[], string> Beginnings => new()
    {
        { [0x93, .. "NUMPY\x1\0"u8, .. new byte[100]], "a NumPy array" },
        { [0x89, .. "HDF\r\n\x1a\n"u8, .. new byte[100]], "an HDF5 file" },
        { [.. "PAR1"u8, .. new byte[100]], "a Parquet table" },
        { [.. "GIF89a"u8, .. new byte[100]], "a picture (GIF)" },
        { [.. "BM"u8, 0x36, 0x10, 0, 0, 0, 0, 0, 0, .. new byte[100]], "a picture (BMP)" },
        { [.. "II*\0"u8, .. new byte[100]], "a picture (TIFF)" },
        { [0x58, 0, 0, 0, 0, 0, 0, 0, .. "{\"a\":{\"dtype\":\"F32\"}}"u8], "a safetensors file" },
        { [.. new byte[257], .. "ustar\000"u8, .. new byte[100]], "a tar archive" },
        { [0x28, 0xB5, 0x2F, 0xFD, 1, 2, 3], "a file that zstd compressed" },
        { [.. "%PDF-1.7\n"u8], "a PDF document" },
        { EventBytes.Record([0x0A, 2, 0x0A, 0]), "a data set of TensorFlow's (TFRecord)" },
        { [0x37, 0x7F, 0x06, 0x82, .. new byte[100]], "what SQLite writes beside a database" },
        { [.. "<!DOCTYPE html>\n<html></html>"u8], "a page of HTML" },
        { [.. "#!/bin/sh\nexit 0\n"u8], "a script" },
        { [.. "import torch\n\nclass G(nn.Module):\n    loss_d = 0.5\n"u8], "a Python program" },
        { [.. "{\"cells\": [], \"nbformat\": 4}"u8], "a notebook of Jupyter" },
        { [.. "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 5\n"u8], "a pointer of Git LFS" },
        {
            [.. "name: a\ndata: ring\nnetwork: mlp\nrule: {name: adam, eta: 0.1}\nsteps: 10\n"u8],
            "the configuration of a run of Saddle's; name the run's folder"
        },
        { Files.Zip(("a/data.pkl", [1]), ("a/constants.pkl", [1])), "a TorchScript module" },
        { Files.Zip(("a/models/model.json", [1])), "an archive of torch.export" },
        { Files.Zip(("xl/workbook.xml", [1])), "a workbook of Excel; save the sheet as CSV" },
        { Files.Zip(("model.weights.h5", [1]), ("config.json", [1])), "a network of Keras" },
        { Files.Zip(("log.csv", [1])), "a zip of other files (log.csv); unpack it" },
    };

    [Theory]
    [MemberData(nameof(Beginnings))]
    public void A_file_is_named_by_its_beginning(byte[] bytes, string said)
    {
        Assert.Contains(Told + said, Refusal("log.txt", bytes), StringComparison.Ordinal);
        var packed = Refusal("log.gz", Files.Gzip(bytes));
        Assert.Contains(bytes.AsSpan().StartsWith("PK"u8) ? "a zip" : said, packed, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_file_a_missing_one_and_a_damaged_zip_are_refused_in_one_line()
    {
        Assert.Contains("is empty", Refusal("log.csv", []), StringComparison.Ordinal);
        Assert.Contains(
            "no such file",
            Assert.Throws<DataException>(() => TrainingLog.Read(_folder.At("absent"))).Message,
            StringComparison.Ordinal);
        Assert.Contains("zip", Refusal("a.pt", Peers.Bytes("formats", "zip.pth")[..^100]), StringComparison.Ordinal);
    }

    private string Refusal(string name, byte[] bytes)
    {
        var message = Assert.Throws<DataException>(() => TrainingLog.Read(_folder.Write(name, bytes))).Message;
        Assert.DoesNotContain('\n', message);
        return message;
    }
}

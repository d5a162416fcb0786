using System.IO.Compression;
using System.Text;

namespace Saddle.Data.Tests.Support;

/// <summary>TorchScript archives with code of the test's choice, as torch.jit.save would lay them out.</summary>
internal static class ScriptArchive
{
    private const string Whole = "\u0080\u0002c__torch__\nWhole\n)\u0081}";
    private const string Part = "c__torch__\nPart\n)\u0081K\u0005b";

    /// <summary>Writes a module with the weight [[1, 2], [3, 4]] and a part.</summary>
    /// <param name="path">The file.</param>
    /// <param name="forward">The lines of what it does with a batch x.</param>
    /// <param name="atLoad">The lines of what the part does with its state, a whole number, at load.</param>
    public static void Write(string path, string forward = "return x", string atLoad = "pass")
    {
        var storage = $"({Text("storage")}ctorch\nFloatStorage\n{Text("0")}{Text("cpu")}K\u0004tQ";
        var tensor = $"ctorch._utils\n_rebuild_tensor_v2\n({storage}K\0(K\u0002K\u0002t(K\u0002K\u0001t"
            + "\u0089ccollections\nOrderedDict\n)RtR";
        Write(path, Latin1($"{Whole}({Text("weight")}{tensor}{Text("part")}{Part}ub."), forward, atLoad);
    }

    /// <summary>Writes a module whose attributes are pickled so.</summary>
    /// <param name="path">The file.</param>
    /// <param name="pickle">The pickle of the module.</param>
    /// <param name="forward">The lines of what it does with a batch x.</param>
    /// <param name="atLoad">The lines of what the part does with its state at load.</param>
    public static void Write(string path, byte[] pickle, string forward = "return x", string atLoad = "pass")
    {
        using var zip = ZipFile.Open(path, ZipArchiveMode.Create);
        void Add(string name, byte[] content)
        {
            using var entry = zip.CreateEntry($"m/{name}", CompressionLevel.NoCompression).Open();
            entry.Write(content);
        }

        Add("data.pkl", pickle);
        Add("constants.pkl", Latin1("\u0080\u0002)."));
        Add("version", "3\n"u8.ToArray());
        Add("data/0", [0, 0, 0x80, 0x3F, 0, 0, 0, 0x40, 0, 0, 0x40, 0x40, 0, 0, 0x80, 0x40]); // 1, 2, 3, 4
        Add("code/__torch__.py", Encoding.UTF8.GetBytes(
            $"""
            class Part(Module):
              __parameters__ = []
              __buffers__ = []
              x : int
              def __getstate__(self: __torch__.Part) -> int:
                return self.x
              def __setstate__(self: __torch__.Part, state: int) -> NoneType:
            {Indented(atLoad)}
                self.x = state
                return None
            class Whole(Module):
              __parameters__ = ["weight", ]
              __buffers__ = []
              weight : Tensor
              part : __torch__.Part
              def forward(self: __torch__.Whole,
                x: Tensor) -> Tensor:
            {Indented(forward)}

            """));
    }

    private static string Indented(string lines) =>
        string.Join('\n', lines.Split('\n').Select(line => $"    {line}"));

    private static byte[] Latin1(string text) => Encoding.Latin1.GetBytes(text);

    private static string Text(string text) => $"X{(char)text.Length}\0\0\0{text}";
}

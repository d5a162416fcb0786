using Saddle.Data;
using Saddle.Data.Formats;
using Saddle.Gans.Networks.Foreign.Exported;
using Saddle.Gans.Networks.Foreign.Known;
using Saddle.Gans.Networks.Foreign.States;

namespace Saddle.Gans.Networks.Foreign;

/// <summary>Files of networks that other programs made: which form one has, by its content.</summary>
public static class ForeignFile
{
    /// <summary>The network that a file holds, with all settings at their default.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="DataException">The file is missing, or holds no network.</exception>
    public static ForeignNetwork NetworkOf(string path)
    {
        using (InputFile.Open(path))
        {
            // it is there, and a file
        }

        return ScriptedModule.IsArchive(path)
            ? new TorchScriptNetwork { File = path }
            : ExportedModule.IsArchive(path)
            ? new ExportedNetwork { File = path }
            : OfState(path);
    }

    private static KnownNetwork OfState(string path)
    {
        const string Expected = "expected TorchScript (torch.jit.save), an archive of torch.export, "
            + $"or the state of {KnownCode.Names}";
        StateFile state;
        try
        {
            state = StateFile.Open(path);
        }
        catch (DataException refusal)
        {
            throw new DataException(path, $"it holds no network that can be run: {refusal.Problem}; {Expected}");
        }

        return KnownNetwork.Knows(state)
            ? new KnownNetwork { File = path }
            : throw new DataException(
                path,
                $"it holds no network that can be run, but {state.Held}; {state.Whole ?? Expected}; a state file goes "
                + "beside its network, with --generator-state or --discriminator-state");
    }
}

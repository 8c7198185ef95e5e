namespace Entente.Node.Evidence.Log;

/// <summary>A small file of the node's own that is there as a whole, the old or the new, whenever the process ends.</summary>
internal static class KeptFile
{
    /// <summary>Has the bytes on the disk before it returns.</summary>
    public static void Write(string path, ReadOnlySpan<byte> bytes)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var file = new FileStream(path + ".new", options))
        {
            file.Write(bytes);
            file.Flush(flushToDisk: true);
        }

        File.Move(path + ".new", path, overwrite: true);
    }
}

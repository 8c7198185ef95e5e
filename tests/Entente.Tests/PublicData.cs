namespace Entente.Tests;

/// <summary>Public lists, samples and vectors that are no part of the project: <c>../shared/data</c>, or where <c>ENTENTE_DATA</c> says.</summary>
internal static partial class PublicData
{
    private static readonly string? Folder = Locate();

    /// <summary>A file or folder of the data; <see langword="null"/> where it is not at hand.</summary>
    public static string? Find(string path) =>
        Folder is not null && Path.Combine(Folder, path) is var full && (File.Exists(full) || Directory.Exists(full)) ? full : null;

    private static string? Locate()
    {
#pragma warning disable RS0030 // A test finds its data as its caller says.
        var folder = Environment.GetEnvironmentVariable("ENTENTE_DATA");
#pragma warning restore RS0030
        for (var root = new DirectoryInfo(AppContext.BaseDirectory); folder is null && root is not null; root = root.Parent)
        {
            if (File.Exists(Path.Combine(root.FullName, "Entente.slnx")))
            {
                folder = Path.GetFullPath(Path.Combine(root.FullName, "..", "shared", "data"));
            }
        }

        return folder;
    }
}

namespace Entente.Tests;

internal static partial class PublicData
{
    /// <summary>A file or folder of the data; the test is skipped, with the reason, where it is not at hand.</summary>
    public static string Need(string path)
    {
        var full = Find(path);
        Assert.SkipWhen(full is null, $"{path} of the public data is not at hand (ENTENTE_DATA or ../shared/data).");
        return full!;
    }
}

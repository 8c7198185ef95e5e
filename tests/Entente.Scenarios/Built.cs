namespace Entente.Scenarios;

/// <summary>The programs as they were built beside these tests.</summary>
internal static class Built
{
    public static string Node { get; } = Program("Entente.Node", "Entente.Node.dll");

    public static string Cli { get; } = Program("Entente.Cli", "entente.dll");

    /// <summary>The folder of public lists and hostile strings, if it is at hand.</summary>
    public static string? Data { get; } = new[] { Variable("ENTENTE_DATA"), Path.Combine(Root, "../shared/data") }.FirstOrDefault(Directory.Exists);

    public static string? Chromium { get; } =
        new[] { Variable("TEST_CHROMIUM"), "/usr/bin/chromium", "/usr/bin/chromium-browser" }.FirstOrDefault(File.Exists);

    public static string Root
    {
        get
        {
            var directory = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(directory!.FullName, "Entente.slnx")))
            {
                directory = directory.Parent;
            }

            return directory.FullName;
        }
    }

#pragma warning disable RS0030 // The test run, not the product, is told by the environment what it finds where.
    public static string? Variable(string name) => Environment.GetEnvironmentVariable(name);
#pragma warning restore RS0030

    private static string Program(string project, string file)
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;
        return Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../..", project, configuration, file));
    }
}

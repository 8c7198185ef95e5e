using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Reflection;

namespace Entente.Node.Platform;

/// <summary>
/// All settings that exist, each with default and meaning. They come from one JSON file and from environment variables
/// (<c>ENTENTE_LISTEN</c>, <c>ENTENTE_SELECTIVITY__THRESHOLD</c>); a setting that is not in the table is refused.
/// </summary>
internal sealed class OptionTable
{
    private const string EnvironmentPrefix = "ENTENTE_";

    private readonly List<Option> options = [];

    private OptionTable(IConfiguration configuration) => Configuration = configuration;

    public IReadOnlyList<Option> Options => options;

    private IConfiguration Configuration { get; }

    /// <summary>Reads the file, then the environment, then <paramref name="last"/>, each overriding the one before.</summary>
    /// <param name="file">The configuration file; <see langword="null"/> for <c>entente.json</c> in the current folder, if it is there.</param>
    /// <param name="last">Settings given by a caller, for example on the command line.</param>
    /// <exception cref="InvalidDataException">The file is not JSON.</exception>
    public static OptionTable Read(string? file, IEnumerable<KeyValuePair<string, string?>> last) => new(new ConfigurationBuilder()
        .AddJsonFile(Path.GetFullPath(file ?? "entente.json"), optional: file is null)
        .AddEnvironmentVariables(EnvironmentPrefix)
        .AddInMemoryCollection(last)
        .Build());

    /// <summary>Adds the settings of a record to the table and binds it.</summary>
    /// <param name="section">The module's section, or empty for the node's own.</param>
    /// <exception cref="ValidationException">A value is out of its range; the message names the setting.</exception>
    public T Bind<T>(string section)
        where T : class, new()
    {
        var defaults = new T();
        foreach (var property in typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite))
        {
            var name = section.Length == 0 ? property.Name : $"{section}:{property.Name}";
            var means = property.GetCustomAttribute<DescriptionAttribute>()?.Description
                ?? throw new InvalidOperationException($"The setting {name} has no description.");
            options.Add(new(name, EnvironmentPrefix + name.Replace(":", "__", StringComparison.Ordinal).ToUpperInvariant(), $"{property.GetValue(defaults)}", means));
        }

        IConfiguration values = section.Length == 0 ? Configuration : Configuration.GetSection(section);
        T bound;
        try
        {
            bound = values.Get<T>() ?? defaults;
        }
        catch (InvalidOperationException exception)
        {
            throw new ValidationException($"A setting cannot be read: {exception.Message}", exception);
        }

        Validator.ValidateObject(bound, new ValidationContext(bound), validateAllProperties: true);
        return bound;
    }

    /// <summary>Refuses settings that no module has bound: a misspelt name must not be silently without effect.</summary>
    /// <exception cref="ValidationException">Names the unknown settings and the nearest known one.</exception>
    public void RefuseUnknown()
    {
        var known = options.Select(option => option.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var unknown = Configuration.AsEnumerable().Where(entry => entry.Value is not null && !known.Contains(entry.Key)).Select(entry => entry.Key).ToList();
        if (unknown.Count > 0)
        {
            throw new ValidationException($"Unknown setting: {string.Join(", ", unknown)}. The settings that exist are listed in docs/guides/configuration.md.");
        }
    }

    /// <param name="Name">As in the file, sections joined by a colon.</param>
    /// <param name="Variable">The environment variable.</param>
    /// <param name="Default">The value without a setting.</param>
    /// <param name="Means">Meaning and unit.</param>
    public sealed record Option(string Name, string Variable, string Default, string Means);
}

using System.Reflection;

namespace Entente.Agreements;

/// <summary>The agreements that come with the product: simulated ones between the demonstration's administrations, and templates to adapt.</summary>
/// <remarks>They are embedded, so that the bytes that two nodes of one release sign are the same wherever they are installed.</remarks>
public static class AgreementLibrary
{
    private const string Prefix = "Entente.Agreements.Library.";

    /// <summary>File names, such as <c>nl-ca-cmaa.yaml</c>.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. Assembly.GetExecutingAssembly().GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).Select(name => name[Prefix.Length..]).Order(StringComparer.Ordinal)];

    /// <summary>The bytes of one of <see cref="Names"/>.</summary>
    public static byte[] Read(string name)
    {
        using var resource = Assembly.GetExecutingAssembly().GetManifestResourceStream(Prefix + name)
            ?? throw new ArgumentException($"There is no {name} among the agreements that come with the product.", nameof(name));
        var bytes = new byte[resource.Length];
        resource.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>Every agreement of the library that is not a template, as the demonstration uses them.</summary>
    public static IReadOnlyList<Agreement> Simulated => [.. Agreements.Where(agreement => agreement.Status == AgreementStatus.Simulated)];

    public static IReadOnlyList<Agreement> Templates => [.. Agreements.Where(agreement => agreement.Status == AgreementStatus.Template)];

    private static IEnumerable<Agreement> Agreements => Names.Select(name => AgreementText.Read(Read(name)) switch
    {
        AgreementReading.Accepted accepted => accepted.Agreement,
        AgreementReading.Refused { Faults: [var fault, ..] } => throw new InvalidOperationException($"{name}, {fault.At}: {fault.Detail}"),
        _ => throw new InvalidOperationException(name),
    });
}

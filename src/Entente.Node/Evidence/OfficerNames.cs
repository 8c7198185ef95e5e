using Entente.Node.Platform;

namespace Entente.Node.Evidence;

/// <summary>Whose number an officer's number is, and which authority an id means. Records hold ids; the module that knows officers registers how to name them.</summary>
internal sealed class OfficerNames(
    Func<Database, CancellationToken, Task<IReadOnlyDictionary<string, string>>> all,
    Func<Database, CancellationToken, Task<IReadOnlyDictionary<string, string>>> authorities)
{
    /// <summary>The names by number.</summary>
    public Task<IReadOnlyDictionary<string, string>> AllAsync(Database database, CancellationToken cancellation = default) => all(database, cancellation);

    /// <summary>The names of the authorities in the reader's language, by id.</summary>
    public Task<IReadOnlyDictionary<string, string>> AuthoritiesAsync(Database database, CancellationToken cancellation = default) => authorities(database, cancellation);
}

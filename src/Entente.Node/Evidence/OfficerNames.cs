using Entente.Node.Platform;

namespace Entente.Node.Evidence;

/// <summary>Whose number an officer's number is. Records hold numbers; the module that knows officers registers how to name them.</summary>
internal sealed class OfficerNames(Func<Database, CancellationToken, Task<IReadOnlyDictionary<string, string>>> all)
{
    /// <summary>The names by number.</summary>
    public Task<IReadOnlyDictionary<string, string>> AllAsync(Database database, CancellationToken cancellation = default) => all(database, cancellation);
}

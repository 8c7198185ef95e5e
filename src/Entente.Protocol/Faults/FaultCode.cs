using System.Collections.Frozen;
using System.Reflection;

namespace Entente.Protocol.Faults;

/// <summary>
/// One row per thing that can go wrong with what somebody sent us. A row says what it is, how HTTP answers and whether trying again
/// can help; its page in <c>docs/faults</c> says what to do. Rows are declared in families, one file each.
/// </summary>
/// <remarks>Ids are lower case words joined by hyphens, begin with the family, and are never reused: partners act on them.</remarks>
public sealed partial record FaultCode
{
    private static FrozenDictionary<string, FaultCode>? all;

    private FaultCode(string id, int httpStatus, string title, bool mayRetry = false) =>
        (Id, HttpStatus, Title, MayRetry) = (id, httpStatus, title, mayRetry);

    /// <summary>The stable id, for example <c>trade-dtd-refused</c>; also the name of the page in <c>docs/faults</c>.</summary>
    public string Id { get; }

    /// <summary>The HTTP status of an answer that consists of this fault alone.</summary>
    public int HttpStatus { get; }

    /// <summary>What happened, in one English sentence that officers can read; other languages translate this text.</summary>
    public string Title { get; }

    /// <summary>Whether the same input may succeed later without being changed.</summary>
    public bool MayRetry { get; }

    /// <summary>Every fault code by its id.</summary>
    public static FrozenDictionary<string, FaultCode> All => all ??= typeof(FaultCode)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(row => row.GetValue(null)).OfType<FaultCode>()
        .ToFrozenDictionary(code => code.Id, StringComparer.Ordinal);

    public override string ToString() => Id;
}

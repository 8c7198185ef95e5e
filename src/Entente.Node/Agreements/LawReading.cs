using Entente.Node.Evidence;
using Entente.Node.Platform;

namespace Entente.Node.Agreements;

/// <summary>Who read the law, and what of it: as with the pages of partners, each look is on record before the page leaves.</summary>
internal static class LawReading
{
    /// <param name="page">Which page, for example <c>register</c>.</param>
    /// <param name="shown">The agreements, or what else it shows, by their names.</param>
    public static Task<long> RecordAsync(Database database, HttpContext http, string page, IEnumerable<string> shown) =>
        Reading.RecordAsync(database, http.Actor, AgreementActs.Read, "agreement", null, shown, page);
}

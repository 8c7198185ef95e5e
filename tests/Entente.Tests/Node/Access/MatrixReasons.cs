namespace Entente.Tests.Node.Access;

/// <summary>The routes with a parameter for which "of an authority" means nothing, each with its reason. Every other has a row in <see cref="MatrixObject"/> or <see cref="MatrixChange"/>.</summary>
internal static class MatrixReasons
{
    private const string Agreements = "Agreements bind the administration: each of its authorities acts under the same register.";
    private const string Partners = "Partners, their keys and messages belong to the administration.";
    private const string Lists = "Code lists and holidays are the same for every authority.";
    private const string Officers = "Administrators of any authority see to the officers and feeds of the node.";
    private const string Reviews = "Auditors of any authority review the searches of each, but their own.";

    /// <summary>By method and pattern.</summary>
    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["GET /agreements/templates/{Id}"] = "Templates come with the product.",
        ["POST /agreements/templates/{Id}"] = "A page that takes no form.",
        ["GET /api/agreements/templates/{id}/text"] = "Templates come with the product.",
        ["POST /agreements/suspensions/{number:long}/lift"] = Agreements,
        ["POST /api/agreements/suspensions/{number:long}/resumption"] = Agreements,
        ["POST /api/agreements/{id}/{version:int}/approval"] = Agreements,
        ["POST /api/agreements/{id}/{version:int}/rejection"] = Agreements,
        ["POST /api/agreements/{id}/{version:int}/support"] = Agreements,
        ["PUT /api/assistance/holidays/{country}"] = Lists,
        ["POST /api/reference/{list}/send"] = Lists,
        ["POST /api/reference/offers/{id:guid}/dismiss"] = Lists,
        ["POST /api/reference/offers/{id:guid}/load"] = Lists,
        ["POST /reference/{list}/send"] = Lists,
        ["POST /reference/offers/{id:guid}/dismiss"] = Lists,
        ["POST /reference/offers/{id:guid}/load"] = Lists,
        ["POST /api/lists/{list}"] = "Published lists are taken over for the administration.",
        ["GET /api/messages/{id}/entry"] = Partners,
        ["POST /api/messages/{id}/give-up"] = Partners,
        ["POST /messages/{id}/give-up"] = Partners,
        ["POST /api/messages/{id}/resend"] = Partners,
        ["POST /messages/{id}/resend"] = Partners,
        ["POST /api/partners/{id}/collection"] = Partners,
        ["POST /api/partners/{id}/resumption"] = Partners,
        ["POST /api/partners/{id}/revocations"] = Partners,
        ["POST /api/partners/{id}/suspension"] = Partners,
        ["POST /api/partners/proposals/{id:guid}/approval"] = Partners,
        ["POST /api/partners/proposals/{id:guid}/rejection"] = Partners,
        ["POST /api/partners/proposals/{id:guid}/take-up"] = Partners,
        ["POST /partners/{id}/collect"] = Partners,
        ["POST /partners/{id}/resume"] = Partners,
        ["POST /partners/{id}/revoke"] = Partners,
        ["POST /partners/{id}/suspend"] = Partners,
        ["POST /partners/proposals/{id:guid}/reject"] = Partners,
        ["POST /partners/proposals/{id:guid}/take-up"] = Partners,
        ["POST /feeds/{name}/revoke"] = Officers,
        ["POST /officers/{id:guid}/deactivate"] = Officers,
        ["POST /officers/{id:guid}/reactivate"] = Officers,
        ["POST /api/records/reviews/{record:long}"] = Reviews,
        ["POST /records/reviews/{record:long}/verdict"] = Reviews,
    };
}

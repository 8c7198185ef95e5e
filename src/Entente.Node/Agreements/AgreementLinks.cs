using Entente.Agreements;

namespace Entente.Node.Agreements;

/// <summary>Addresses of agreements, their versions and articles; clause chips and verdicts lead there.</summary>
internal static class AgreementLinks
{
    public const string Register = "/agreements";

    public const string May = "/agreements/may";

    public const string Advise = "/agreements/advise";

    public const string Templates = "/agreements/templates";

    public const string Suspensions = "/agreements/suspensions";

    public const string SuspendAction = "/agreements/suspensions/make";

    public static string Of(string id, int version) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"/agreements/{id}/{version}");

    public static string Of(Agreement agreement) => Of(agreement.Id, agreement.Version);

    /// <summary>The article, as the page of its agreement names it.</summary>
    public static string Of(ClauseRef clause) => $"{Of(clause.Agreement, clause.Version)}#{AnchorOf(clause.Article)}";

    public static string AnchorOf(string article) => $"article-{article}";

    public static string TemplateOf(Agreement template) => $"{Templates}/{template.Id}";

    public static string TemplateFileOf(Agreement template) => $"/api/agreements/templates/{template.Id}/text";

    /// <summary>The exact bytes.</summary>
    public static string FileOf(Agreement agreement) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"/api/agreements/{agreement.Id}/{agreement.Version}/text");

    public static string Compare(string id, int from, int to) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"/agreements/{id}/compare?from={from}&to={to}");
}

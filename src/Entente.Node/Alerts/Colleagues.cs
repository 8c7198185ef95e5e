using Entente.Node.Platform;

namespace Entente.Node.Alerts;

/// <summary>The names behind the ids that hits and alerts carry.</summary>
internal static class Colleagues
{
    public static Task<string?> NameAsync(Session session, string officer) =>
        session.ScalarAsync<string>("SELECT name FROM officer WHERE id = @officer", new { officer });

    public static Task<List<Authority>> AuthoritiesAsync(Session session) => session.QueryAsync<Authority>("SELECT id, name_en AS english, name_fr AS french FROM authority ORDER BY id");

    internal sealed record Authority
    {
        public string Id { get; init; } = "";

        public string English { get; init; } = "";

        public string French { get; init; } = "";

        public string Name => System.Globalization.CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "fr" ? French : English;
    }
}

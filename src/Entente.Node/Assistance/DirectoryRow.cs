using System.Text.Json;
using Entente.Node.Platform;
using Entente.Protocol.Assistance;

namespace Entente.Node.Assistance;

/// <summary>One version of a directory of authorities, own or a partner's.</summary>
internal sealed record DirectoryRow
{
    private const string Columns = "party, version, body, at, record";

    public string Party { get; init; } = "";

    public long Version { get; init; }

    /// <summary>The message as it was published, as JSON.</summary>
    public string Body { get; init; } = "";

    public DateTimeOffset At { get; init; }

    public long Record { get; init; }

    public AuthoritiesPublished Read() => JsonSerializer.Deserialize(Body, AssistanceJson.Default.AuthoritiesPublished)!;

    /// <summary>The latest of a party.</summary>
    public static DirectoryRow? Latest(Session session, string party) =>
        session.Find<DirectoryRow>($"SELECT {Columns} FROM assistance_directory WHERE party = @party ORDER BY version DESC LIMIT 1", new { party });

    /// <summary>The latest of every party.</summary>
    public static Task<List<DirectoryRow>> AllAsync(Session session) => session.QueryAsync<DirectoryRow>(
        $"SELECT {Columns} FROM assistance_directory d WHERE version = (SELECT MAX(l.version) FROM assistance_directory l WHERE l.party = d.party) ORDER BY party");

    public void Insert(Session session) => session.Execute($"INSERT INTO assistance_directory ({Columns}) VALUES (@Party, @Version, @Body, @At, @Record)", this);
}

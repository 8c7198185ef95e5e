using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Entente.Node.Alerts;
using Entente.Screening;
using Entente.TradeData;
using Entente.TradeData.Model;

namespace Entente.Node.Selectivity.Declarations;

/// <summary>A declaration with everything made ready that needs no store, so that the one writer only writes.</summary>
internal sealed record PreparedDeclaration
{
    /// <summary>References that start so come from a simulation, whatever format carried them.</summary>
    public const string SimulatedPrefix = "SIM";

    public required Declaration Declaration { get; init; }

    public required LossReport Loss { get; init; }

    public required DeclarationHead Head { get; init; }

    public required string DuplicateKey { get; init; }

    public required string ContentHash { get; init; }

    public required byte[] Source { get; init; }

    public required int SourceBytes { get; init; }

    /// <summary>The declaration as <see cref="DeclarationJson"/>, compressed.</summary>
    public required byte[] Parsed { get; init; }

    /// <summary>The loss report, likewise.</summary>
    public required byte[] PackedLoss { get; init; }

    public required IReadOnlyCollection<long> Terms { get; init; }

    public required IReadOnlyList<DeclaredSubject> Subjects { get; init; }

    /// <summary>What screening found, best first for each subject.</summary>
    public IReadOnlyList<(DeclaredSubject Subject, Match Match)> Found { get; init; } = [];

    /// <summary>The record up to which the alerts were known when it was screened.</summary>
    public long ScreenedAt { get; init; }

    public static PreparedDeclaration From(Reading.Accepted read, string channel, Func<Declaration, IEnumerable<Remark>> check)
    {
        var declaration = read.Declaration.Simulated || !read.Declaration.Reference.StartsWith(SimulatedPrefix, StringComparison.Ordinal)
            ? read.Declaration
            : read.Declaration with { Simulated = true };
        var head = DeclarationHead.Of(declaration);
        var loss = read.Loss with { Remarks = [.. read.Loss.Remarks, .. check(declaration)] };
        return new()
        {
            Declaration = declaration,
            Loss = loss,
            Head = head,
            DuplicateKey = KeyOf(declaration, channel),
            ContentHash = Convert.ToHexStringLower(SHA256.HashData(read.Source.Span)),
            Source = Packed.Pack(read.Source.Span),
            SourceBytes = read.Source.Length,
            Parsed = Packed.Pack(DeclarationJson.Write(declaration)),
            PackedLoss = Packed.Pack(DeclarationJson.Write(loss)),
            Terms = SearchTerms.Of(declaration, head),
            Subjects = DeclaredSubjects.Of(declaration),
        };
    }

    /// <param name="found">What hits are raised for.</param>
    /// <param name="crowded">The subjects for which more was found than that; the loss report says so, instead of what it said of an earlier screening.</param>
    public PreparedDeclaration Screened(IReadOnlyList<(DeclaredSubject Subject, Match Match)> found, IReadOnlyList<DeclaredSubject> crowded)
    {
        if (crowded.Count == 0 && Loss.Count(RemarkKind.CutShort) == 0)
        {
            return this with { Found = found };
        }

        var loss = Loss with
        {
            Remarks =
            [
                .. Loss.Remarks.Where(remark => remark.Kind != RemarkKind.CutShort),
                .. crowded.Select(subject => new Remark(
                    RemarkKind.CutShort, subject.At, $"More than {AlertScreening.MostMatches} listed entries are alike enough for a hit; hits were raised for the {AlertScreening.MostMatches} most alike only.")),
            ],
        };
        return this with { Found = found, Loss = loss, PackedLoss = Packed.Pack(DeclarationJson.Write(loss)) };
    }

    /// <summary>
    /// A local reference is unique for its declarant only, and where none is named, for the channel: two traders may both number from 1.
    /// Hashed, so that what a sender writes neither bounds nor fills the index.
    /// </summary>
    internal static string KeyOf(Declaration declaration, string channel)
    {
        var declarant = declaration.Parties.FirstOrDefault(party => party.Role is PartyRole.Declarant && party.Identifiers.Count > 0)?.Identifiers[0].Value;
        var key = string.Join(
            '\u001f',
            declaration.Kind, declaration.Function, declaration.NotificationCode, declaration.Reference,
            declaration.Version.ToString(CultureInfo.InvariantCulture), declarant ?? $"channel:{channel}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)).AsSpan(0, 16));
    }
}

using System.Globalization;
using Entente.Node.Platform;
using Entente.TradeData;

namespace Entente.Node.Selectivity.Declarations;

/// <summary>Declarations as stored: one row each, their content, and the terms they are found by.</summary>
internal sealed class DeclarationBook(Database database)
{
    /// <summary>The declaration that took this key before.</summary>
    public static Known? Find(Session session, string duplicateKey) =>
        session.Find<Known>("SELECT id, content_hash FROM declaration WHERE duplicate_key = @duplicateKey", new { duplicateKey });

    public void Add(Session session, PreparedDeclaration prepared, DeclarationId id, Submission submission, int hits)
    {
        var seq = session.Next("SELECT MAX(seq) FROM declaration");
        var (declaration, head) = (prepared.Declaration, prepared.Head);
        session.Execute(
            """
            INSERT INTO declaration (seq, id, duplicate_key, content_hash, received_at, channel, submitted_by, kind, function, reference, version,
                procedure_code, lodged_at, office, declarant, sender, receiver, origin, destination, origin_country, destination_country,
                transport_mode, goods, hs, goods_lines, containers, gross_mass, subjects, hits, suspect, not_carried, simulated)
            VALUES (@seq, @id, @duplicateKey, @contentHash, @receivedAt, @channel, @submittedBy, @kind, @function, @reference, @version,
                @procedureCode, @lodgedAt, @office, @declarant, @sender, @receiver, @origin, @destination, @originCountry, @destinationCountry,
                @transportMode, @goods, @hs, @goodsLines, @containers, @grossMass, @subjects, @hits, @suspect, @notCarried, @simulated)
            """,
            new
            {
                seq,
                id = id.Value,
                duplicateKey = prepared.DuplicateKey,
                contentHash = prepared.ContentHash,
                receivedAt = session.Now,
                channel = submission.Channel,
                submittedBy = submission.Actor.Officer,
                kind = declaration.Kind.ToString(),
                function = declaration.Function.ToString(),
                reference = declaration.Reference,
                version = (long)declaration.Version,
                procedureCode = declaration.Procedure,
                lodgedAt = declaration.LodgedAt,
                office = head.Office,
                declarant = head.Declarant,
                sender = head.Sender,
                receiver = head.Receiver,
                origin = head.Origin,
                destination = head.Destination,
                originCountry = head.OriginCountry,
                destinationCountry = head.DestinationCountry,
                transportMode = head.Mode?.ToString(),
                goods = head.Goods,
                hs = head.Hs,
                goodsLines = (long)head.GoodsLines,
                containers = (long)head.Containers,
                grossMass = (double?)head.GrossMass,
                subjects = (long)prepared.Subjects.Count,
                hits = (long)hits,
                suspect = (long)prepared.Loss.Count(RemarkKind.Suspect),
                notCarried = (long)prepared.Loss.Count(RemarkKind.NotCarried),
                simulated = declaration.Simulated ? 1L : 0L,
            });
        session.Execute(
            "INSERT INTO declaration_content (seq, source, source_bytes, parsed, loss) VALUES (@seq, @source, @sourceBytes, @parsed, @loss)",
            new { seq, source = prepared.Source, sourceBytes = (long)prepared.SourceBytes, parsed = prepared.Parsed, loss = prepared.PackedLoss });
        AddTerms(session, seq, Terms(prepared, hits));
    }

    private static IEnumerable<long> Terms(PreparedDeclaration prepared, int hits)
    {
        IEnumerable<long> terms = prepared.Terms;
        if (hits > 0)
        {
            terms = terms.Append(SearchTerms.Of(TermField.Flag, TermValues.Hit)!.Value);
        }

        return prepared.Loss.Count(RemarkKind.Suspect) > 0 ? terms.Append(SearchTerms.Of(TermField.Flag, TermValues.Suspect)!.Value) : terms;
    }

    /// <summary>All terms in one statement, each dialect with its own way of making rows out of one value.</summary>
    private void AddTerms(Session session, long seq, IEnumerable<long> ids)
    {
        var terms = string.Join(',', ids.Select(id => id.ToString(CultureInfo.InvariantCulture)));
        if (database.Dialect == Dialect.Sqlite)
        {
            session.Execute("INSERT INTO declaration_term (term, seq) SELECT value, @seq FROM json_each('[' || @terms || ']')", new { seq, terms });
        }
        else
        {
            session.Execute("INSERT INTO declaration_term (term, seq) SELECT unnest(string_to_array(@terms, ',')::bigint[]), @seq", new { seq, terms });
        }
    }

    internal sealed record Known
    {
        public Guid Id { get; init; }

        public string ContentHash { get; init; } = "";
    }
}

using System.Globalization;
using System.Text;
using Dapper;
using Entente.Cli.Demonstration;
using Entente.Node.Alerts;
using Entente.Node.Evidence;
using Entente.Node.Selectivity;
using Entente.Protocol.Alerts;
using Entente.Simulation;
using Entente.TradeData;
using Microsoft.Data.Sqlite;

namespace Entente.Benchmarks;

/// <summary>
/// A store with so many alerts, declarations and records that only indexes can save its pages. A few thousand come in by the node's own
/// ways; those are multiplied inside the store: what is rare among them, such as a reference, stays rare, and what is common stays common.
/// </summary>
internal static class ScaleStore
{
    private const int Seeds = 2_000;
    private const int Refusals = 200;

    public static async Task FillAsync(string directory, long rows, string data)
    {
        await using (var node = await MeasuredNode.StartAsync(directory))
        {
            var world = TradeWorld.Create(new() { Administration = "NL" });
            await WatchList.EnterAsync(node.Database, world.WatchList, isOurs: null, CancellationToken.None);
            foreach (var (kind, path) in PublicLists.In(data))
            {
                await node.ImportAsync(kind, path);
            }

            var submission = new Submission(Actor.Node("figures"), "figures");
            foreach (var body in SimulatedLoad.Bodies(world, Seeds))
            {
                await TakeInAsync(node, body.Bytes, body.Format, submission);
            }

            for (var refusal = 0; refusal < Refusals; refusal++)
            {
                await TakeInAsync(node, Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"<Unknown n='{refusal}'/>")), TradeFormat.Detect, submission);
            }
        }

        using var store = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path.Combine(directory, "entente.db"), Pooling = false }.ToString());
        await store.OpenAsync();
        await store.ExecuteAsync("PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; PRAGMA cache_size = -400000; PRAGMA temp_store = MEMORY; PRAGMA wal_autocheckpoint = 100000;");
        var seeds = await store.ExecuteScalarAsync<long>("SELECT MAX(seq) FROM declaration");
        Multiply(store, "declaration", Declarations, rows, seeds);

        // Read one at a time by its key; those of the first declarations tell as much as all.
        Multiply(store, "declaration_content", Contents, Math.Min(rows, 50_000), seeds);
        Terms(store, rows);
        Multiply(store, "hit", Hits, rows / 20, seeds);
        await store.ExecuteAsync(Pairs);
        Multiply(store, "refusal", Refused, rows / 20, seeds);
        Multiply(store, "record", Records, rows, seeds);
        Alerts(store, rows);
        await store.ExecuteAsync(Flows);
        foreach (var table in new[] { "declaration", "declaration_term", "alert", "hit", "hit_pair", "refusal", "record", "flow" })
        {
            var count = await store.ExecuteScalarAsync<long>($"SELECT COUNT(*) FROM {table}");
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {table}: {count:N0} rows"));
        }

        await store.ExecuteAsync("PRAGMA wal_checkpoint(TRUNCATE)");
    }

    private static async Task TakeInAsync(MeasuredNode node, byte[] bytes, TradeFormat format, Submission submission)
    {
        using var input = new MemoryStream(bytes);
        await foreach (var _ in node.Get<Intake>().ReceiveAsync(input, format, null, submission))
        {
        }
    }

    /// <summary>Copies the first rows of a table behind them, again and again, with <c>@by</c> added to their numbers.</summary>
    private static void Multiply(SqliteConnection store, string table, string copy, long rows, long declarations)
    {
        var spent = Spent.Start();
        var key = table is "hit" ? "number" : "seq";
        var seeds = store.ExecuteScalar<long>($"SELECT MAX({key}) FROM {table}");
        using (var transaction = store.BeginTransaction())
        {
            for (var by = seeds; seeds > 0 && by < rows; by += seeds)
            {
                store.Execute(copy, new { by, seeds, rows, round = by / seeds, copied = by / seeds * declarations }, transaction);
            }

            transaction.Commit();
        }

        Console.WriteLine($"  {table}: {spent()}");
    }

    // Version 7 in form, and in the order of the numbers, as ids of declarations are; one received every two seconds up to now.
    private const string Declarations = """
        INSERT INTO declaration (seq, id, duplicate_key, content_hash, received_at, channel, submitted_by, kind, function, reference, version, procedure_code,
            lodged_at, office, declarant, sender, receiver, origin, destination, origin_country, destination_country, transport_mode, goods, hs, goods_lines,
            containers, gross_mass, subjects, hits, suspect, not_carried, simulated)
        SELECT seq + @by, printf('f%07x-%04x-7000-8000-%012x', (seq + @by) / 65536, (seq + @by) % 65536, seq + @by), lower(hex(randomblob(16))), content_hash,
            received_at + (@by * 2000000 / (@rows / 50000 + 1)), channel, submitted_by, kind, function, reference || '-' || @round, version, procedure_code,
            lodged_at, office, declarant, sender, receiver, origin, destination, origin_country, destination_country, transport_mode, goods, hs, goods_lines,
            containers, gross_mass, subjects, hits, suspect, not_carried, simulated
        FROM declaration WHERE seq <= @seeds
        """;

    private const string Contents =
        "INSERT INTO declaration_content (seq, source, source_bytes, parsed, loss) SELECT seq + @by, source, source_bytes, parsed, loss FROM declaration_content WHERE seq <= @seeds";

    private const string Hits = """
        INSERT INTO hit (number, id, state, changed, raised_at, alert_number, alert_id, alert_version, alert_hash, alert_owner, audience, action, category,
            list_version, consignment_kind, consignment_reference, declaration_id, path, role, declared_title, listed_title, score, subject, match, alert,
            subject_hash, reported)
        SELECT number + @by, printf('f%07x-%04x-7000-9000-%012x', (number + @by) / 65536, (number + @by) % 65536, number + @by),
            CASE @round % 5 WHEN 0 THEN 'Open' WHEN 1 THEN 'True' ELSE 'False' END, changed + @by, raised_at, alert_number, alert_id, alert_version, alert_hash,
            alert_owner, audience, action, category, list_version, consignment_kind, consignment_reference || '-' || @round,
            COALESCE((SELECT copy.id FROM declaration seed JOIN declaration copy ON copy.seq = seed.seq + @copied WHERE seed.id = hit.declaration_id),
                printf('f%07x-0000-7000-b000-%012x', @round, number)),
            path, role, declared_title, listed_title, score, subject, match, alert, CASE number % 2 WHEN 0 THEN subject_hash ELSE subject_hash || (@round % 500) END, reported
        FROM hit WHERE number <= @seeds
        """;

    // Half of the hits are of few pairs with hundreds of open hits, the other half of many pairs with few.
    private const string Pairs = """
        DELETE FROM hit_pair;
        INSERT INTO hit_pair (alert_number, subject_hash, alert_hash, open, oldest, newest, directive, category, audience)
        SELECT alert_number, subject_hash, alert_hash, COUNT(*), MIN(number), MAX(number), CASE MAX(action) WHEN 'Seize' THEN 'Stop' WHEN 'SightAndReport' THEN 'LetPass' ELSE 'Look' END,
            MAX(category), MAX(audience)
        FROM hit WHERE state = 'Open' GROUP BY alert_number, subject_hash, alert_hash
        """;

    private const string Refused = """
        INSERT INTO refusal (seq, refused_at, channel, submitted_by, ordinal, fault, detail, place, reference, source, source_bytes)
        SELECT seq + @by, refused_at, channel, submitted_by, ordinal, fault, detail, place, reference, source, source_bytes FROM refusal WHERE seq <= @seeds
        """;

    private const string Records = """
        INSERT INTO record_entry (seq, at, act, officer, authority_id, authority, purpose, case_reference, subject_kind, leaf)
        SELECT seq + @by, at + @by * 1000000, act, officer, authority_id, authority, purpose, case_reference, subject_kind, leaf FROM record_entry WHERE seq <= @seeds;
        INSERT INTO record_content (seq, subject_id, detail, salt)
        SELECT seq + @by, subject_id || '-' || @round, detail, salt FROM record_content WHERE seq <= @seeds
        """;

    private const string Flows = """
        DELETE FROM flow;
        INSERT INTO flow (hour, origin, destination, simulated, declarations, hits, gross_mass)
        SELECT received_at / 3600000000, origin, destination, simulated, COUNT(*), SUM(hits), SUM(COALESCE(gross_mass, 0)) FROM declaration
        WHERE origin IS NOT NULL AND destination IS NOT NULL GROUP BY 1, 2, 3, 4;
        """;

    /// <summary>In the order of the key, so that a million declarations' terms are appended rather than sorted.</summary>
    private static void Terms(SqliteConnection store, long rows)
    {
        var spent = Spent.Start();
        using (var transaction = store.BeginTransaction())
        {
            var sql = store.ExecuteScalar<string>("SELECT sql FROM sqlite_master WHERE name = 'declaration_term'", transaction: transaction);
            var seeds = store.ExecuteScalar<long>("SELECT MAX(seq) FROM declaration_term", transaction: transaction);
            store.Execute($"ALTER TABLE declaration_term RENAME TO term_seed; {sql}", transaction: transaction);
            store.Execute(
                """
                INSERT OR IGNORE INTO declaration_term (term, seq)
                WITH RECURSIVE round(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM round WHERE n + 1 < @rounds)
                SELECT CASE WHEN seed.uses <= 2 THEN seed.term + round.n ELSE seed.term END, one.seq + round.n * @seeds
                FROM (SELECT term, COUNT(*) AS uses FROM term_seed GROUP BY term ORDER BY term) AS seed
                CROSS JOIN round CROSS JOIN term_seed AS one ON one.term = seed.term
                """,
                new { rounds = Math.Max(1, (rows + seeds - 1) / seeds), seeds },
                transaction,
                commandTimeout: 600);
            store.Execute("DROP TABLE term_seed", transaction: transaction);
            transaction.Commit();
        }

        Console.WriteLine($"  declaration_term: {spent()}");
    }

    /// <summary>Persons with names put together from the words of listed ones.</summary>
    private static void Alerts(SqliteConnection store, long rows)
    {
        var spent = Spent.Start();
        using var transaction = store.BeginTransaction();
        var names = store.Query<string>("SELECT title FROM alert WHERE category NOT LIKE '%Transport%'", transaction: transaction)
            .Select(title => title.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries)).Where(words => words.Length > 1).ToArray();
        var last = store.QuerySingle<(long Number, long Changed)>("SELECT MAX(number), MAX(changed) FROM alert", transaction: transaction);
        var random = new Random(20260101);
        using var insert = store.CreateCommand();
        insert.Transaction = transaction;
        insert.CommandText = """
            INSERT INTO alert (number, id, version, state, changed, category, action, title, case_reference, review_by, owner, audience, terms, content_hash, created_at, changed_at)
            SELECT $number, printf('f%07x-%04x-7000-a000-%012x', $number / 65536, $number % 65536, $number), 1, $state, changed, $category, $action, $title, $case, '2027-06-30', 'customs',
                $audience, $terms, $hash, created_at, changed_at FROM alert WHERE number = $like
            """;
        string[] columns = ["$number", "$state", "$category", "$action", "$title", "$case", "$audience", "$terms", "$hash", "$like"];
        var values = columns.ToDictionary(name => name, name => insert.Parameters.Add(name, name is "$number" or "$like" ? SqliteType.Integer : SqliteType.Text), StringComparer.Ordinal);
        values["$like"].Value = last.Number;
        for (var number = last.Number + 1; number <= rows; number++)
        {
            var name = string.Join(' ', names[random.Next(names.Length)].SkipLast(1).Take(3).Append(names[random.Next(names.Length)][^1]));
            var action = number % 10 == 0 ? RequestedAction.SightAndReport : RequestedAction.SpecificCheck;
            var alert = new Alert
            {
                Content = new PersonAlert { Person = new PersonFields { Name = name, Nationalities = ["NL"] } },
                Action = action,
                Reason = "Put together for measuring.",
                CaseReference = string.Create(CultureInfo.InvariantCulture, $"FIGURES-{number / 10}"),
            };
            var terms = AlertRow.Write(alert);
            values["$number"].Value = number;
            values["$state"].Value = number % 20 == 0 ? nameof(AlertState.Withdrawn) : nameof(AlertState.Active);
            values["$category"].Value = alert.Content.Category.ToString();
            values["$action"].Value = action.ToString();
            values["$title"].Value = name;
            values["$case"].Value = alert.CaseReference;
            values["$audience"].Value = number % 50 == 0 ? ",customs," : "*";
            values["$terms"].Value = terms;
            values["$hash"].Value = AlertRow.Hash(terms);
            insert.ExecuteNonQuery();
        }

        transaction.Commit();
        Console.WriteLine($"  alert: {spent()}");
    }
}

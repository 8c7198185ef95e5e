using Entente.Node.Federation;
using Entente.Scenarios.Faults;
using Entente.Tests.As4.Independent;

namespace Entente.Tests.Node.Federation.Faults;

/// <summary>
/// Bad lines between two whole nodes: nothing is lost, nothing has its effect twice, conversations keep their order, receipts prove what they say, and the
/// books of both nodes agree. Each fault is shown to have taken place by the line itself; <see cref="BrokenNodesTests"/> shows that the comparison sees what is wrong.
/// </summary>
public sealed class FaultsInTransitTests(ITestOutputHelper output)
{
    private static readonly (string, string)[] Impatient = [("Federation:AnswerSeconds", "2")];

    private static readonly Dictionary<string, BadLine> Lines = new()
    {
        ["three of ten connections are refused, and three of ten pieces come late"] = new(
            passage => new Random(passage.Number).NextDouble() < 0.3 ? Mishap.Refusal : new Mishap { StallChance = 0.3, Seed = passage.Number },
            tally => tally.Of(Happened.Refused) >= 5 && tally.Of(Happened.Stalled) >= 30) { Conversations = 40, Heals = false },
        ["every piece is two seconds late"] = new(
            _ => new Mishap { Delay = TimeSpan.FromSeconds(2) },
            tally => tally.Of(Happened.Delayed) >= 60) { Conversations = 10, Messages = 2, Heals = false, Patience = 60 },
        ["nobody listens"] = new(_ => Mishap.None, _ => true) { Closed = true },
        ["connections are taken and never answered"] = new(_ => Mishap.Silence, tally => tally.Of(Happened.Silent) >= 4),
        ["the receiver vanishes in the middle of a message"] = new(_ => new Mishap { At = (Way.There, 4000, Deed.Freeze) }, tally => tally.Of(Happened.Frozen) >= 4),
        ["the receiver vanishes in the middle of the receipt"] = new(_ => new Mishap { At = (Way.Back, 3500, Deed.Freeze) }, tally => tally.Of(Happened.Frozen) >= 4),
        ["messages pass and receipts do not"] = new(_ => new Mishap { At = (Way.There, 4000, Deed.SwallowBack) }, tally => tally.Of(Happened.Cut) >= 4 && tally.Swallowed >= 4 * 3000) { IsTaken = true },
        ["receipts could pass and messages do not"] = new(_ => new Mishap { At = (Way.There, 4000, Deed.SwallowThere) }, tally => tally.Of(Happened.Cut) >= 4 && tally.Swallowed >= 4 * 1000),
        ["every connection comes twice"] = new(_ => Mishap.Twice, tally => tally.Of(Happened.Doubled) >= 3) { Heals = false },
        ["connections are reset wherever they are"] = new(
            passage => passage.Number % 4 == 0 ? Mishap.None : Mishap.ResetAfter((Way)(passage.Number % 2), new Random(passage.Number).Next(10_000)),
            tally => tally.Resets.Count >= 20) { Conversations = 30 },
    };

    public static TheoryData<string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (var line in Lines.Keys)
            {
                cases.Add(line, "sqlite");
            }

            cases.Add("messages pass and receipts do not", "postgres");
            cases.Add("connections are reset wherever they are", "postgres");
            return cases;
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public async Task Nothing_is_lost_doubled_or_unproven_when(string line, string store)
    {
        var bad = Lines[line];
        await using var crossing = await Crossing.StartAsync(store, settings: bad.Patience is { } seconds ? [("Federation:AnswerSeconds", $"{seconds}")] : Impatient);
        crossing.Line.Plan = bad.Plan;
        if (bad.Closed)
        {
            crossing.Line.Close();
        }

        await crossing.QueueAsync(bad.Conversations, bad.Messages);
        if (bad.Heals)
        {
            await crossing.UntilAsync(async () => bad.TookPlace(crossing.Line.Tally) && (await crossing.Pair.SentAsync()).Count(sent => sent.Attempts > 0) >= 3, "the fault takes place");
            (await crossing.Pair.SentAsync()).Where(sent => sent.Attempts > 0 && sent.State == OutboxState.Ready).ShouldAllBe(sent => sent.Reason!.StartsWith("federation-", StringComparison.Ordinal));
            var taken = await crossing.Pair.Ca.Database.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM inbox"));
            bad.IsTaken.ShouldBeOneOf(null, taken > 0);
            crossing.Line.Heal();
        }

        await crossing.ArrivedAsync();

        output.WriteLine($"{crossing.Queued.Count} messages; the line: {crossing.Line.Tally}");
        bad.TookPlace(crossing.Line.Tally).ShouldBeTrue($"{crossing.Line.Tally}");
        (await crossing.DifferencesAsync()).ShouldBeEmpty();
        if (await IndependentVerifier.IsThereAsync())
        {
            await ProvenByOthersAsync(crossing.Books);
        }
    }

    /// <summary>A sample of the stored receipts, read by a program that shares nothing with us.</summary>
    private static async Task ProvenByOthersAsync(Reconciliation books)
    {
        var signer = (await books.SignersAsync()).Single(certificate => certificate.PublicKey.Algorithm == Entente.As4.Security.KeyAlgorithm.Ed25519);
        foreach (var proof in (await books.ProofsAsync()).Take(3))
        {
            var verdict = await IndependentVerifier.JudgeAsync(proof.ReceiptType, proof.Receipt, signer);
            verdict.GetProperty("good").GetBoolean().ShouldBeTrue($"{verdict}");
        }
    }

    /// <param name="Plan">What befalls each connection.</param>
    /// <param name="TookPlace">Whether it has, by what the line counted.</param>
    private sealed record BadLine(Func<Passage, Mishap> Plan, Func<Tally, bool> TookPlace)
    {
        public int Conversations { get; init; } = 12;

        public int Messages { get; init; } = 3;

        /// <summary>Whether the line has to become good before anything can arrive at all.</summary>
        public bool Heals { get; init; } = true;

        public bool Closed { get; init; }

        /// <summary>Whether the receiver has the messages before the line is good again; where it is known.</summary>
        public bool? IsTaken { get; init; }

        /// <summary>How many seconds the sender waits for an answer, where it is not two.</summary>
        public int? Patience { get; init; }
    }
}

using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using static Entente.Scenarios.Borders.Member;

namespace Entente.Scenarios.Borders;

/// <summary>What a court gets: a file of a case, made by two officers, verified with the command line where no node runs.</summary>
public sealed class EvidenceFileTests(ITestOutputHelper output)
{
    private const string Invoice = "Invoice NC-5120: 41 200 CAD";

    public static TheoryData<string> Stores => Place.Both;

    [Theory, MemberData(nameof(Stores))]
    public async Task A_case_leaves_as_a_file_that_the_command_line_verifies_when_both_nodes_are_gone(string store)
    {
        await using var desk = await Desk.StartAsync(store);
        var number = await desk.GiveEvidenceAsync(1, Invoice);
        await UntilAsync(
            () => desk.Nl.Place.ReadAsync(async session => await session.ScalarAsync<long>("SELECT COALESCE(MAX(size), 0) FROM log_checkpoint WHERE witnessed = 1")
                >= await session.ScalarAsync<long>("SELECT MAX(seq) FROM record_entry WHERE subject_kind IN ('message', 'assistance', 'partner')")),
            "Canada has witnessed the records of the case");

        var asked = await desk.Nl.PostAsync("/api/evidence", new { kind = "assistance", id = number.ToString(CultureInfo.InvariantCulture), recipient = "District court of Rotterdam, 10/2026-114" });
        var waits = (await desk.Nl.ListAsync("/api/evidence", "requests")).ShouldHaveSingleItem()!;
        (waits["state"]!.GetValue<string>(), waits["isOwn"]!.GetValue<bool>()).ShouldBe(("waiting", true));
        await desk.Nl.PostAsSecondAsync($"/api/evidence/{asked["number"]}/decision", new { digest = asked["digest"], approved = true });
        var file = await desk.Nl.Officer.GetByteArrayAsync($"/api/evidence/{asked["number"]}/file");
        var (ours, theirs) = (await FingerprintAsync(desk.Nl), await FingerprintAsync(desk.Ca));
        await desk.Nl.Process.StopAsync();
        await desk.Ca.Process.StopAsync();
        (desk.Nl.IsGone, desk.Ca.IsGone).ShouldBe((true, true));

        await using var elsewhere = await Place.CreateAsync("sqlite");
        var (code, told) = await VerifyAsync(elsewhere, file, "--card", ours);
        output.WriteLine(told);
        code.ShouldBe(0, told);
        told.ShouldContain("what you named vouches for the node that made the file");
        told.ShouldContain("assistance.replied/1: signed by CA");
        told.ShouldContain("NL-CA-MLAT/1 5(1)");
        told.ShouldContain("every checkpoint was cosigned by");
        Directory.GetFiles(elsewhere.Directory, "*.db").ShouldBeEmpty("it needs no store");

        // What the partner gave is in it, byte for byte.
        file.AsSpan().IndexOf(Encoding.UTF8.GetBytes(Invoice)).ShouldBeGreaterThan(0);

        (await VerifyAsync(elsewhere, file, "--card", theirs)).Code.ShouldBe(1, "Canada did not make it");
        foreach (var at in (int[])[0, file.Length / 3, file.Length - 1])
        {
            byte[] changed = [.. file];
            changed[at] ^= 1;
            var (refused, why) = await VerifyAsync(elsewhere, changed, "--card", ours);
            refused.ShouldBe(1, $"byte {at}: {why}");
            why.ShouldContain("FAILS");
            why.ShouldContain("The file is refused");
        }
    }

    private static async Task<string> FingerprintAsync(Member member) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes((await member.Officer.GetStringAsync("/api/partners/card")).Split('\n')[0])));

    private static async Task<(int Code, string Told)> VerifyAsync(Place place, byte[] file, params string[] trusted)
    {
        var path = Path.Combine(place.Directory, "case.asice");
        await File.WriteAllBytesAsync(path, file, TestContext.Current.CancellationToken);
        await using var verify = NodeProcess.Start(Built.Cli, ["verify", path, .. trusted], place, Ports.Free());
        var code = await verify.WaitAsync(TestContext.Current.CancellationToken);
        return (code, verify.Output);
    }
}

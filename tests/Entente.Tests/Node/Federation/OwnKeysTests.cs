using Entente.As4.Security;
using Entente.Node.Federation;
using Entente.Protocol.Federation;
using Entente.Tests.Node.Access;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Node.Federation;

public sealed class OwnKeysTests
{
    private const UnixFileMode OwnFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static readonly (string, string)[] On = [("Federation:Listen", "https://127.0.0.1:0"), ("Federation:Endpoint", "https://127.0.0.1:5443/as4")];

    public static TheoryData<string> Stores => Store.Both;

    [Theory, MemberData(nameof(Stores))]
    public async Task A_node_makes_its_keys_once_and_only_it_can_read_them(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        List<string> first;
        await using (var node = await Given.StartAsync(store, settings: On))
        {
            var keys = Keys(node).Current;
            first = [.. keys.Keys.Select(key => key.Id)];
            foreach (var suite in SecuritySuite.All.Values)
            {
                keys.Signing(suite).Chain[0].PublicKey.Algorithm.ShouldBe(suite.Signing);
                keys.Decryption.Count(key => key.Certificate.PublicKey.Algorithm == suite.Encryption).ShouldBe(1);
            }

            keys.Tls.HasPrivateKey.ShouldBeTrue();
            var folder = Path.Combine(store.Directory, "keys");
            Directory.GetFiles(folder).Length.ShouldBe(7);
            Directory.GetFiles(folder).Select(file => new FileInfo(file).UnixFileMode).Distinct().ShouldBe([OwnFile]);
            new DirectoryInfo(folder).UnixFileMode.ShouldBe(OwnFile | UnixFileMode.UserExecute);
            (await node.Database.ReadAsync(session => session.QueryAsync<string>("SELECT detail FROM record"))).ShouldAllBe(detail => !detail.Contains("PRIVATE"));
        }

        await using var again = await Given.StartAsync(store, settings: On);
        Keys(again).Current.Keys.Select(key => key.Id).ShouldBe(first);
        (await Card(again).FindAsync())!.Card.Version.ShouldBe(1); // Nothing changed, so no new card
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Of_two_replicas_that_start_at_once_the_keys_of_one_count(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        var nodes = await Task.WhenAll(Given.StartAsync(store), Given.StartAsync(store));

        await Task.WhenAll(nodes.Select(node => Task.Run(() => Keys(node).EnsureAsync())));

        Keys(nodes[0]).Current.Keys.Select(key => key.Id).ShouldBe(Keys(nodes[1]).Current.Keys.Select(key => key.Id));
        Directory.GetFiles(Path.Combine(store.Directory, "keys")).Length.ShouldBe(7);
        foreach (var node in nodes)
        {
            await node.DisposeAsync();
        }
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_node_that_exchanges_with_nobody_has_neither_keys_nor_card(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await Given.StartAsync(store);

        Keys(node).Current.IsEmpty.ShouldBeTrue();
        Directory.Exists(Path.Combine(store.Directory, "keys")).ShouldBeFalse();
        (await Card(node).FindAsync()).ShouldBeNull();
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Keys_are_changed_with_overlap(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await Given.StartAsync(store, settings: On);
        await using var replica = await Given.StartAsync(store, settings: On);
        var change = node.Services.GetRequiredService<KeyChange>();
        var partner = new OtherNode("CA", TimeProvider.System.GetUtcNow());
        await node.ApprovedAsync(partner.File());
        var old = Keys(node).Current;

        var made = await change.RotateAsync(PartnerDesk.CommandLine, purpose: null, default);

        made.Count.ShouldBe(7);
        (await change.RotateAsync(PartnerDesk.CommandLine, KeyPurpose.Tls, default)).ShouldBeEmpty(); // Successors wait already
        Keys(node).Current.Newest.Id.ShouldBe(old.Newest.Id);
        Keys(node).Current.Decryption.Count.ShouldBe(6);
        var card = (await Card(node).FindAsync())!;
        card.Card.Version.ShouldBe(2);
        card.Card.Keys.Count.ShouldBe(14);
        CertifiedCard.Read(card, out _)!.Signer!.Certificate.ShouldBe(old.Newest.Certificate); // Partners know the key that vouches for its successor

        (await change.SwitchAsync(PartnerDesk.CommandLine, default)).Order().ShouldBe(made.Order());
        Keys(node).Current.Newest.Id.ShouldNotBe(old.Newest.Id);
        Keys(node).Current.Tls.Thumbprint.ShouldNotBe(old.Tls.Thumbprint);
        Keys(node).Current.Decryption.Count.ShouldBe(6);

        (await change.RetireAsync(PartnerDesk.CommandLine, default)).Order().ShouldBe(old.Keys.Select(key => key.Id).Order());
        Keys(node).Current.Keys.Select(key => key.Id).Order().ShouldBe(made.Order());
        Directory.GetFiles(Path.Combine(store.Directory, "keys")).Select(Path.GetFileNameWithoutExtension).Order().ShouldBe(made.Order());
        (await Card(node).FindAsync())!.Card.Keys.Count.ShouldBe(7);

        // The directory was signed anew before its signer went, and the other replica follows both.
        await replica.Directory().FollowedAsync(2, new CancellationTokenSource(TimeSpan.FromSeconds(60)).Token);
        Keys(replica).Current.Newest.Id.ShouldBe(Keys(node).Current.Newest.Id);
        replica.Directory().Alarm.ShouldBeNull();
        await using var later = await Given.StartAsync(store, settings: On);
        await later.Directory().Ready;
        later.Directory().Find("CA").ShouldNotBeNull();
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_replica_without_the_key_files_does_not_start(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using (await Given.StartAsync(store, settings: On))
        {
        }

        File.Delete(Directory.GetFiles(Path.Combine(store.Directory, "keys"), "tls-*").Single());

        var problem = await Should.ThrowAsync<FileNotFoundException>(() => Given.StartAsync(store, settings: On));
        problem.Message.ShouldContain("Replicas of a node share this folder");
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task The_card_says_what_the_settings_and_modules_say_and_another_node_can_read_it(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        var clock = new SetClock(Given.Now);
        await using (var node = await Given.StartAsync(store, clock, settings: [.. On, ("Administration", "Customs, \"North\""), ("Federation:PartyId", "NL.north")]))
        {
            var card = (await Card(node).FindAsync())!;

            card.Card.Party.ShouldBe("NL.north");
            card.Card.Name.ShouldBe("Customs, \"North\"");
            card.Card.Endpoint.ShouldBe("https://127.0.0.1:5443/as4");
            PartnerDesk.Read(System.Text.Encoding.UTF8.GetBytes(card.ToString())).Card!.UnusableAt(Given.Now).ShouldBeNull();
        }

        await using var changed = await Given.StartAsync(store, clock, settings: [("Federation:Listen", "https://127.0.0.1:0"), ("Federation:Endpoint", "https://other.example/as4"), ("Federation:PartyId", "NL.north")]);
        (await Card(changed).FindAsync())!.Card.ShouldSatisfyAllConditions(
            card => card.Version.ShouldBe(2),
            card => card.Endpoint.ShouldBe("https://other.example/as4"));
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Keys_of_rsa_are_as_long_as_the_setting_says(string kind)
    {
        await using var store = await Store.CreateAsync(kind);

        // With the keys that a node makes itself, not the shorter ones of most tests.
        await using var node = await TestNode.StartAsync(store, settings: [.. On, ("Federation:RsaBits", "2048")]);

        Keys(node).Current.Keys.Where(key => key.Certificate.PublicKey.Algorithm == KeyAlgorithm.Rsa).Select(key => key.Certificate.PublicKey.Bits).ShouldBe([2048, 2048]);
        new FederationOptions().RsaBits.ShouldBe(3072);
    }

    [Theory]
    [OnBoth("Federation:Listen", "http://127.0.0.1:0")] // Partners are spoken to over TLS only
    [OnBoth("Federation:Listen", "nonsense")]
    [OnBoth("Federation:PartyId", "nl")]
    [OnBoth("Federation:Endpoint", "http://exchange.example/as4")]
    [OnBoth("Federation:Suite", "1.0")]
    [OnBoth("Federation:RsaBits", "1024")]
    [OnBoth("Listen", "https://127.0.0.1:0")] // The console would be shown to partners
    public async Task Settings_that_cannot_be_stop_the_start(string kind, string name, string value)
    {
        await using var store = await Store.CreateAsync(kind);

        await Should.ThrowAsync<System.ComponentModel.DataAnnotations.ValidationException>(() => Given.StartAsync(store, settings: [.. On, (name, value)]));
    }

    private static OwnKeys Keys(TestNode node) => node.Services.GetRequiredService<OwnKeys>();

    private static OwnCard Card(TestNode node) => node.Services.GetRequiredService<OwnCard>();
}

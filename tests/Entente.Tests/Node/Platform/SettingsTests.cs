using System.ComponentModel.DataAnnotations;
using Entente.Node;
using Entente.Node.Platform;

namespace Entente.Tests.Node.Platform;

public sealed class SettingsTests
{
    [Theory]
    [InlineData("Lisen", "http://localhost:1", "Lisen")]                    // misspelt
    [InlineData("Limits:Concurent", "3", "Limits:Concurent")]
    [InlineData("Nowhere:At:All", "1", "Nowhere:At:All")]
    [InlineData("Limits:Concurrent", "0", "Concurrent")]                    // out of range
    [InlineData("Limits:Concurrent", "many", "Concurrent")]                 // not a number
    [InlineData("Country", "Netherlands", "Country")]
    [InlineData("LogLevel", "Loud", "LogLevel")]
    public void A_setting_that_is_unknown_or_cannot_be_is_refused_by_name(string name, string value, string named) =>
        Should.Throw<ValidationException>(() => NodeHost.Build(OptionTable.Read(file: null, [new(name, value)]), TimeProvider.System))
            .Message.ShouldContain(named);

    [Fact]
    public void The_caller_overrides_the_file()
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, """{ "Administration": "From the file", "Country": "FR", "Limits": { "Waiting": 7 } }""");
        var table = OptionTable.Read(file, [new("Country", "KE")]);

        var options = table.Bind<NodeOptions>("");
        (options.Administration, options.Country, table.Bind<LimitOptions>("Limits").Waiting).ShouldBe(("From the file", "KE", 7));
        File.Delete(file);
    }

    [Fact]
    public void A_file_that_is_not_there_or_not_json_is_refused()
    {
        Should.Throw<IOException>(() => OptionTable.Read("/nowhere/entente.json", []));
        var file = Path.GetTempFileName();
        File.WriteAllText(file, "{ not json");
        Should.Throw<InvalidDataException>(() => OptionTable.Read(file, [])).Message.ShouldContain(file);
        File.Delete(file);
    }

    [Theory, MemberData(nameof(Store.Both), MemberType = typeof(Store))]
    public async Task A_route_without_a_policy_or_with_one_that_nobody_registered_stops_the_start(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        (await Should.ThrowAsync<InvalidOperationException>(() => TestNode.StartAsync(store, routes: routes => Map(routes, "/open")))).Message.ShouldContain("/open");
        (await Should.ThrowAsync<InvalidOperationException>(() => TestNode.StartAsync(store, routes: routes => Map(routes, "/odd").Requires("no.such"))))
            .Message.ShouldContain("/odd");

        static Microsoft.AspNetCore.Builder.RouteHandlerBuilder Map(Microsoft.AspNetCore.Routing.IEndpointRouteBuilder routes, string address) =>
            Microsoft.AspNetCore.Builder.EndpointRouteBuilderExtensions.MapGet(routes, address, () => "x");
    }
}

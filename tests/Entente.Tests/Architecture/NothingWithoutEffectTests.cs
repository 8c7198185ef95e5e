using System.ComponentModel;
using System.Reflection;
using Entente.Node;
using Entente.Node.Platform;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Architecture;

/// <summary>What an administration grants or sets has an effect: no permission that nothing asks for, no setting that nothing reads.</summary>
public sealed class NothingWithoutEffectTests
{
    /// <summary>What the compiler makes for every record, and what only looks whether a value is in its range.</summary>
    private static readonly HashSet<string> Mechanical = ["PrintMembers", "ToString", "Equals", "GetHashCode", "<Clone>$", "Validate", ".ctor", ".cctor"];

    private static readonly Assembly[] Product = [typeof(NodeHost).Assembly, Assembly.Load("entente")];

    private static List<MethodBase> Methods { get; } = [.. Product.SelectMany(assembly => assembly.GetTypes()).SelectMany(References.MethodsOf)];

    [Fact]
    public void Every_permission_that_is_granted_is_required_by_a_route_a_page_or_a_check()
    {
        var table = OptionTable.Read(file: null, [new("Directory", Path.GetTempPath()), new("Listen", "http://127.0.0.1:0")]);
        var granted = NodeHost.Build(table, TimeProvider.System).Services.GetServices<Permission>().Select(permission => permission.Id).ToList();

        granted.Count.ShouldBeGreaterThan(20);
        Unasked(granted, [.. Product.SelectMany(assembly => assembly.GetTypes())], Methods).ShouldBeEmpty();
    }

    [Fact]
    public void Every_setting_that_is_bound_is_read_somewhere()
    {
        var bound = Methods.SelectMany(References.Calls).Where(call => call.Name == nameof(OptionTable.Bind) && call.DeclaringType == typeof(OptionTable))
            .Select(call => call.GetGenericArguments()[0]).Where(type => !type.IsGenericParameter).Distinct().ToList();

        bound.Count.ShouldBeGreaterThan(8);
        Unread(bound, Methods).ShouldBeEmpty();
    }

    [Fact]
    public void The_rules_see_a_permission_that_nothing_asks_for_and_a_setting_that_nothing_reads()
    {
        var methods = new[] { typeof(Planted), typeof(PlantedOptions) }.SelectMany(References.MethodsOf).ToList();

        Unasked(["planted.asked", "planted.granted"], [], methods).ShouldBe(["planted.granted"]);
        Unread([typeof(PlantedOptions)], methods).ShouldBe(["PlantedOptions.Unread"]);
    }

    /// <summary>The permissions that stand only where they are granted.</summary>
    private static IEnumerable<string> Unasked(List<string> granted, List<Type> types, List<MethodBase> methods) => granted
        .Except(types.SelectMany(type => type.GetCustomAttributes<RequiresAttribute>()).Select(requires => requires.Permission))
        .Except(methods.Where(method => References.Calls(method).All(call => call.Name != "AddPermission")).SelectMany(References.Texts));

    private static IEnumerable<string> Unread(List<Type> bound, List<MethodBase> methods)
    {
        var read = methods.SelectMany(method => References.Calls(method).Where(call => call.DeclaringType != method.DeclaringType || !Mechanical.Contains(method.Name)))
            .Where(call => call.IsSpecialName).Select(call => (call.DeclaringType, call.Name)).ToHashSet();
        return from type in bound
               from property in type.GetProperties()
               where property.GetCustomAttribute<DescriptionAttribute>() is not null && !read.Contains((type, property.GetMethod!.Name))
               select $"{type.Name}.{property.Name}";
    }

    private static class Planted
    {
        public static void Grant(IServiceCollection services) => services.AddPermission("planted.granted", "", []).AddPermission("planted.asked", "", []);

        public static bool Asks(string permission, PlantedOptions options) => permission == "planted.asked" && options.Read > 0;
    }

    private sealed record PlantedOptions
    {
        [Description("Read.")]
        public int Read { get; init; }

        [Description("Only printed.")]
        public int Unread { get; init; }
    }
}

using System.Text.Json.Nodes;
using Entente.Protocol.Faults;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerUI;

namespace Entente.Node.Platform.Operations;

/// <summary>The description of the public API, made from the routes themselves, and a page to browse it.</summary>
internal static class ApiDocument
{
    public const string Address = "/openapi/v1.json";

    /// <summary>The page's own script sets one style element, known by its hash; a test in a browser tells when a new version sets another.</summary>
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self' 'sha256-RL3ie0nH+Lzz2YNqQN83mnU0J1ot4QL7b99vMdIX99w='; img-src 'self' data:; " +
        "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static readonly FaultCode[] Always = [FaultCode.Busy, FaultCode.TooMany, FaultCode.StoreAway, FaultCode.Defect];

    public static void Add(IServiceCollection services, NodeOptions options) => services.AddOpenApi("v1", document =>
    {
        document.AddDocumentTransformer((openApi, _, _) =>
        {
            openApi.Info = new OpenApiInfo
            {
                Title = $"Entente: {options.Administration}",
                Version = "1",
                Description = "Every refusal is a problem (RFC 9457) whose `code` has a page at its `type`.",
            };
            return Task.CompletedTask;
        });
        document.AddOperationTransformer((operation, context, _) => Describe(operation, context));
    });

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapOpenApi("/openapi/{documentName}.json").Public("The API is published; its description holds no content.");
        routes.MapGet("/openapi", () => TypedResults.Redirect("/openapi/index.html")).Public("Leads to the description of the API.").ExcludeFromDescription();
        routes.MapGet("/openapi/{file}", Browser(routes)).Public("The API is published; its description holds no content.").ExcludeFromDescription();
    }

    private static RequestDelegate Browser(IEndpointRouteBuilder routes)
    {
        var branch = routes.CreateApplicationBuilder();

        // Static files step aside for an endpoint; here they are its answer.
        branch.Use((context, next) =>
        {
            context.SetEndpoint(null);
            context.Response.Headers.ContentSecurityPolicy = Policy;
            return next(context);
        });
        branch.UseSwaggerUI(page =>
        {
            page.RoutePrefix = "openapi";
            page.SwaggerEndpoint(Address, "v1");
            page.DocumentTitle = "Entente: API";
            page.DocExpansion(DocExpansion.List);
            page.SupportedSubmitMethods();
        });
        return branch.Build();
    }

    private static Task Describe(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        var services = context.ApplicationServices;
        var faults = metadata.OfType<RefusesAttribute>().SelectMany(refuses => refuses.Codes).Concat(Always).ToList();
        var words = new List<string>();
        if (metadata.OfType<PublicAttribute>().FirstOrDefault() is { } open)
        {
            words.Add($"**Open to anybody.** {open.Reason}");
        }

        foreach (var requires in metadata.OfType<RequiresAttribute>())
        {
            var permission = services.GetServices<Permission>().First(one => one.Id == requires.Permission);
            words.Add($"**Permission `{permission.Id}`.** {permission.Means} Roles: {string.Join(", ", permission.Roles)}. Authorities: {string.Join(", ", permission.Authorities)}.");
            (operation.Extensions ??= new Dictionary<string, IOpenApiExtension>()).Add("x-permission", new JsonNodeExtension(JsonValue.Create(permission.Id)));
            faults.Add(FaultCode.NotFound);
            if (permission.StatesPurpose)
            {
                words.Add("The purpose is stated, and the case where the purpose needs one.");
                AddHeader(operation, PurposeHeaders.Purpose, "Why this is asked for; recorded with the answer. Absent: the purpose the session works for.");
                AddHeader(operation, PurposeHeaders.CaseReference, "The case it belongs to; needed for some purposes.");
            }
        }

        words.Add("Refusals: " + string.Join(", ", faults.Distinct().OrderBy(fault => fault.Id, StringComparer.Ordinal).Select(fault => $"`{fault.Id}` ({fault.HttpStatus})")) + ".");
        operation.Description = string.Join("\n\n", words.Prepend(operation.Description ?? "").Where(line => line.Length > 0));
        foreach (var sameStatus in faults.Distinct().GroupBy(fault => fault.HttpStatus))
        {
            operation.Responses ??= [];
            operation.Responses.TryAdd($"{sameStatus.Key}", new OpenApiResponse
            {
                Description = string.Join(" ", sameStatus.Select(fault => $"`{fault.Id}`: {fault.Title}")),
                Content = new Dictionary<string, OpenApiMediaType> { ["application/problem+json"] = new() },
            });
        }

        return Task.CompletedTask;
    }

    private static void AddHeader(OpenApiOperation operation, string name, string means) => (operation.Parameters ??= []).Add(new OpenApiParameter
    {
        Name = name,
        In = ParameterLocation.Header,
        Description = means,
        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
    });
}

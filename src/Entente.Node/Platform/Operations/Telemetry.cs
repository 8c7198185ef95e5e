using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Entente.Node.Platform.Operations;

/// <summary>Sends traces, metrics and logs to the collector that the operator names (OTLP over HTTP); without one it does nothing.</summary>
internal sealed class Telemetry(NodeOptions options) : IHostedService, IDisposable
{
    private TracerProvider? traces;
    private MeterProvider? metrics;

    public static void AddLogs(ILoggingBuilder logging, NodeOptions options)
    {
        if (options.Otlp.Length > 0)
        {
            logging.AddOpenTelemetry(logs => logs.SetResourceBuilder(Node(options)).AddOtlpExporter(exporter => SendTo(exporter, options, "v1/logs")));
        }
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Otlp.Length > 0)
        {
            traces = Sdk.CreateTracerProviderBuilder()
                .SetResourceBuilder(Node(options))
                .AddSource("Microsoft.AspNetCore", "Npgsql", "Entente.*")
                .AddOtlpExporter(exporter => SendTo(exporter, options, "v1/traces"))
                .Build();
            metrics = Sdk.CreateMeterProviderBuilder()
                .SetResourceBuilder(Node(options))
                .AddMeter("System.Runtime", "Microsoft.AspNetCore.*", "Npgsql", "Entente.*")
                .AddOtlpExporter(exporter => SendTo(exporter, options, "v1/metrics"))
                .Build();
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        traces?.ForceFlush(2000);
        metrics?.ForceFlush(2000);
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        traces?.Dispose();
        metrics?.Dispose();
    }

    private static ResourceBuilder Node(NodeOptions options) => ResourceBuilder.CreateEmpty()
        .AddService("entente", serviceNamespace: options.Country, serviceVersion: typeof(Telemetry).Assembly.GetName().Version?.ToString(3), autoGenerateServiceInstanceId: true);

    private static void SendTo(OtlpExporterOptions exporter, NodeOptions options, string path)
    {
        exporter.Protocol = OtlpExportProtocol.HttpProtobuf;
        exporter.Endpoint = new Uri(new Uri(options.Otlp.TrimEnd('/') + "/"), path);
    }
}

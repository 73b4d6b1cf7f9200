using System.CommandLine;
using StrategyHost.Cli.Output;
using StrategyHost.Live.Notices;

namespace StrategyHost.Cli.Commands;

/// <summary><c>notify test</c>: whether notices arrive.</summary>
internal sealed class NotifyCommand(Terminal terminal, ErrorBoundary boundary)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private readonly Option<string> file = LiveOptions.Notifications();

    public Command Build()
    {
        var test = new Command("test",
            "Send a notice to everybody whom the file names, whatever events they want, and say whether it was taken.\n\nExample:\n  "
                + "strategyhost notify test") { file };
        test.SetAction((arguments, cancellation) => boundary.RunAsync(arguments, () => RunAsync(arguments, cancellation)));
        return new Command("notify", "Try out notices.") { test };
    }

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellation)
    {
        string path = arguments.GetRequiredValue(file);
        var routes = NotificationFile.Read(path);
        if (routes.Count == 0) throw new UsageException($"Nobody is told anything: there is no {path}, or it is empty.");
        int code = ExitCode.Done;
        var notice = new Notice(NoticeKind.Warning, "test", TimeProvider.System.GetUtcNow().UtcDateTime,
            "A test: notices of this host arrive here.");
        foreach (var route in routes)
        {
            try
            {
                using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
                patience.CancelAfter(Patience);
                await route.Notifier.SendAsync(notice, patience.Token);
                terminal.Print($"{route.Notifier.Name}: taken");
            }
            catch (Exception failure) when (!cancellation.IsCancellationRequested)
            {
                terminal.Fail(
                    $"{route.Notifier.Name}: {(failure is OperationCanceledException ? "no answer within 15 s" : failure.Message)}");
                code = ExitCode.RunFailed;
            }
            finally
            {
                (route.Notifier as IDisposable)?.Dispose();
            }
        }

        return code;
    }
}

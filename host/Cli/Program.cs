using System.Text;
using StrategyHost.Cli.Commands;
using StrategyHost.Cli.Output;

Console.OutputEncoding = Encoding.UTF8;
return await new CommandTree(Terminal.OfProcess()).RunAsync(args);

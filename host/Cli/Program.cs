using System.Text;
using StrategyHost.Cli.Commands;
using StrategyHost.Cli.Output;
using StrategyHost.Scripting;

Console.OutputEncoding = Encoding.UTF8;
return await new CommandTree(Terminal.OfProcess(), ScriptLoader.UserCache).RunAsync(args);

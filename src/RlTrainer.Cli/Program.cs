return await RlTrainer.Cli.RlTrainerCommand.RunAsync(args).ConfigureAwait(false);

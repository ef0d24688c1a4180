namespace RlTrainer.Notebooks.Jupyter;

/// <summary>Asks the reader for a line and waits for the answer, unless the cell is stopped meanwhile.</summary>
internal sealed class KernelInput(KernelSockets sockets)
{
    /// <summary>The reader's answer to the prompt.</summary>
    /// <exception cref="NotSupportedException">The client does not answer questions.</exception>
    public string Ask(JupyterMessage request, string prompt, bool isPassword, CancellationToken cancellationToken)
    {
        if (!request.Flag("allow_stdin", otherwise: false))
            throw new NotSupportedException(
                "The cell asked for input, but this client does not pass questions on to its reader (allow_stdin is false).");
        while (sockets.Stdin.TryRead(out _))
        {
            // An answer to a question that was given up is no answer to this one.
        }

        if (!sockets.Ask(request, prompt, isPassword))
            throw new NotSupportedException(
                "The cell asked for input, but the client that runs it has no connection for questions.");
        while (true)
        {
            JupyterMessage answer = sockets.Stdin.ReadAsync(cancellationToken).AsTask().GetAwaiter().GetResult();
            if (answer.Type == "input_reply")
                return answer.Text("value");
        }
    }
}

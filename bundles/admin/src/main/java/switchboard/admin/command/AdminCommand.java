package switchboard.admin.command;

/** A command, or a family with one form. Called on a thread that may wait, by many sessions at once. */
public interface AdminCommand {
    /**
     * Runs it if it is meant.
     *
     * @param text the statement with single blanks, without trailing semicolons (ProxySQL 2.7, normalisation)
     * @param original as it was typed, without comments before it
     * @return null if this is another command
     */
    Reply run(String text, String original, Caller caller);
}

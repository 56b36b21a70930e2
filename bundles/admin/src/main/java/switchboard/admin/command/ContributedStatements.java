package switchboard.admin.command;

import java.util.Collections;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import switchboard.api.admin.AdminActionException;
import switchboard.api.admin.AdminStatements;
import switchboard.api.admin.AdminStatements.Answer;

/** Commands with arguments that other bundles bring ({@link AdminStatements}). */
final class ContributedStatements implements AdminCommand {
    private static final Logger LOG = LoggerFactory.getLogger(ContributedStatements.class);
    private static final String CLUSTER = "PROXYSQL CLUSTER_NODE_UUID ";

    private final Services services;

    ContributedStatements(Services services) {
        this.services = services;
    }

    @Override
    public Reply run(String text, String original, Caller caller) {
        for (AdminStatements each : services.statements()) {
            try {
                Answer answer = each.run(text, caller);
                if (answer != null) {
                    return reply(answer);
                }
            } catch (AdminActionException refused) {
                return Reply.Err.of(refused.getMessage());
            } catch (LinkageError gone) { // a class of a bundle that is being taken out
                LOG.warn("A module that brings commands is being replaced: {}", gone.toString());
            }
        }
        return CommandText.startsWith(text, CLUSTER) || CommandText.startsWith(text, "PROXY_SELECT ")
                || text.equalsIgnoreCase("SHOW CLUSTER")
                        ? Reply.Err.of(Stopped.message("cluster"))
                        : null;
    }

    private static Reply reply(Answer answer) {
        return switch (answer) {
            case Answer.Ok ok -> new Reply.Ok(0, ok.message());
            case Answer.Table table -> new Reply.Table(table.columns(), Collections.<Object[]>unmodifiableList(
                    table.rows()));
            case Answer.Later later -> new Reply.Later(later.answer().thenApply(ContributedStatements::reply));
            case Answer.Farewell farewell -> new Reply.Farewell(farewell.error());
        };
    }
}

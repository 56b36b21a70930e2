package switchboard.admin.command.route;

import java.util.ArrayList;
import java.util.List;
import switchboard.admin.command.AdminCommand;
import switchboard.admin.command.Caller;
import switchboard.admin.command.CommandText;
import switchboard.admin.command.Reply;
import switchboard.admin.command.Services;
import switchboard.admin.command.Stopped;
import switchboard.admin.sql.syntax.SqliteException;
import switchboard.api.query.RouteExplainer;
import switchboard.api.query.RouteQuestion;
import switchboard.api.query.RouteStep;

/** {@code EXPLAIN ROUTE FOR '<sql>' ...}: ours, not ProxySQL's. */
public final class ExplainRouteCommand implements AdminCommand {
    private final Services services;

    public ExplainRouteCommand(Services services) {
        this.services = services;
    }

    @Override
    public Reply run(String text, String original, Caller caller) {
        if (!CommandText.startsWith(text, "EXPLAIN ROUTE")) {
            return null;
        }
        RouteQuestion question;
        try {
            question = RouteForm.read(original);
        } catch (SqliteException wrong) {
            return Reply.Err.of(wrong.getMessage());
        }
        RouteExplainer explainer = services.routeExplainer();
        return explainer == null ? Reply.Err.of(Stopped.message("mysql-proxy")) : table(explainer.explain(question));
    }

    private static Reply table(List<RouteStep> steps) {
        List<Object[]> rows = new ArrayList<>();
        for (RouteStep step : steps) {
            rows.add(new Object[]{step.step(), step.item(), step.result(), step.reason()});
        }
        return new Reply.Table(List.of("step", "item", "result", "reason"), rows);
    }
}

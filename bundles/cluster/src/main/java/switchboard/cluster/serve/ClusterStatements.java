package switchboard.cluster.serve;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import switchboard.api.admin.AdminStatements;
import switchboard.api.checksum.ModuleChecksum;
import switchboard.api.config.LoadedModules;
import switchboard.api.table.Rows;
import switchboard.cluster.mesh.MeshView;
import switchboard.cluster.peer.CarriedRows;
import switchboard.cluster.peer.ChecksumRows;
import switchboard.cluster.peer.ShortChecks;
import switchboard.cluster.peer.Subscription;
import switchboard.cluster.primary.News;
import switchboard.cluster.pull.WholeModule;

/** The cluster's commands on the admin port. */
public final class ClusterStatements implements AdminStatements {
    private static final Logger LOG = LoggerFactory.getLogger("switchboard.cluster");
    private static final String NODE_UUID = "PROXYSQL CLUSTER_NODE_UUID ";
    private static final String NAME = "PROXYSQL CLUSTER_NAME ";
    private static final String SHOW = "SHOW CLUSTER";
    private static final String SHOW_PRIMARY = "SHOW CLUSTER PRIMARY";
    private static final Pattern WAIT = Pattern.compile(
            Subscription.COMMAND + "'(\\w{0,64})' (\\d{1,18}) (\\d{1,6})(" + Subscription.WITH_ROWS + ")?",
            Pattern.CASE_INSENSITIVE);
    private static final FreshRows.News NOTHING = new FreshRows.News(List.of(), CarriedRows.NONE);

    private final ClientLinks links;
    private final Supplier<LoadedModules> modules;
    private final Supplier<MeshView> view;
    private final Supplier<String> name;
    private final LongSupplier epochSeconds;
    private final News news;
    private final Supplier<Answer> primary;
    private final FreshRows fresh;

    /**
     * @param name of the cluster, as it is now
     * @param primary the answer to SHOW CLUSTER PRIMARY
     * @param fresh the checksums of this node, and rows that are told with them
     */
    public ClusterStatements(ClientLinks links, Supplier<LoadedModules> modules, Supplier<MeshView> view,
            Supplier<String> name, LongSupplier epochSeconds, News news, Supplier<Answer> primary,
            FreshRows fresh) {
        this.fresh = fresh;
        this.news = news;
        this.primary = primary;
        this.links = links;
        this.modules = modules;
        this.view = view;
        this.name = name;
        this.epochSeconds = epochSeconds;
    }

    @Override
    public Answer run(String text, Session session) {
        links.seen(session, epochSeconds.getAsLong());
        if (text.equalsIgnoreCase(ShortChecks.CHECKSUM)) {
            return new Answer.Ok(checksum());
        }
        if (text.equalsIgnoreCase(ChecksumRows.QUESTION)) {
            return list();
        }
        if (text.equalsIgnoreCase(ShortChecks.CLOCK)) {
            return new Answer.Ok(Long.toString(epochSeconds.getAsLong()));
        }
        if (startsWith(text, NODE_UUID)) {
            return links.identify(text.substring(NODE_UUID.length()), session, epochSeconds.getAsLong());
        }
        if (startsWith(text, NAME)) {
            return name(text.substring(NAME.length()), session);
        }
        if (text.equalsIgnoreCase(SHOW_PRIMARY)) {
            return primary.get();
        }
        if (startsWith(text, WholeModule.COMMAND)) {
            return WholeRows.answer(text, modules.get());
        }
        Matcher wait = WAIT.matcher(text);
        if (wait.matches()) {
            return news(wait.group(1), Long.parseLong(wait.group(2)), Long.parseLong(wait.group(3)),
                    wait.group(4) != null);
        }
        return text.equalsIgnoreCase(SHOW) ? ShowCluster.of(view.get()) : SnapshotRows.answer(text, modules.get());
    }

    /** Empty, which no peer takes for an answer, while nobody computes it. */
    private String checksum() {
        long sum = news.globalChecksum();
        return sum == 0 ? "" : Long.toString(sum);
    }

    /** As the table says, without the database: all peers ask for it after each LOAD. Null while nobody computes it. */
    private Answer list() {
        List<ModuleChecksum> values = fresh.checksums();
        return values.isEmpty() ? null : new Answer.Table(ChecksumRows.COLUMNS, ChecksumRows.of(values));
    }

    /** No row, which no peer takes for an answer, if too many wait: it asks at intervals then. */
    private Answer news(String known, long designation, long millis, boolean rows) {
        List<ModuleChecksum> before = rows ? fresh.checksums() : List.of();
        CompletionStage<News.Item> item = news.await(known, designation,
                Math.min(millis, Subscription.LONGEST_WAIT_MS), rows);
        return item == null
                ? table(Subscription.refusal())
                : new Answer.Later(item.thenApply(news -> row(news, before)));
    }

    /** With the list, and the rows: the next questions would be for them. */
    private Answer row(News.Item item, List<ModuleChecksum> before) {
        FreshRows.News now = item.waited() ? NOTHING : fresh.since(before);
        return table(new Subscription(item.globalChecksum(), item.primary().name(), item.primary().designation(),
                item.waited(), now.checksums(), now.rows()).answer());
    }

    private static Answer table(Rows rows) {
        return new Answer.Table(rows.columns(), rows.values());
    }

    private Answer name(String quoted, Session session) {
        String theirs = quoted.replaceAll("^'|'$", "");
        String own = name.get();
        if (theirs.equals(own)) {
            return new Answer.Ok("");
        }
        LOG.warn(
                "Cluster: node {} refused: it belongs to cluster '{}', this node to '{}'. Set switchboard-cluster_name "
                        + "alike on all nodes of a cluster",
                session.address(), theirs, own);
        return new Answer.Farewell("this node belongs to cluster '" + own + "', not to '" + theirs
                + "'. Set switchboard-cluster_name alike on all nodes of a cluster");
    }

    private static boolean startsWith(String text, String prefix) {
        return text.regionMatches(true, 0, prefix, 0, prefix.length());
    }
}

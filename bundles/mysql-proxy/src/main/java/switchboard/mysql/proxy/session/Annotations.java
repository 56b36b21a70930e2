package switchboard.mysql.proxy.session;

import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import switchboard.mysql.proxy.gtid.Gtids;
import switchboard.mysql.proxy.loop.ProxyLoop;

/**
 * What a statement's first comment asks of the proxy (ProxySQL 2.7 manual, query annotations): {@code min_gtid=uuid:7;...}.
 * One object for a session.
 */
final class Annotations {
    private static final Logger LOG = LoggerFactory.getLogger(Annotations.class);
    private static final String MIN_GTID = "min_gtid";
    private static final long LOG_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final int SHOWN = 100;

    private final ProxyLoop loop;
    private boolean logged;
    private long loggedNanos;

    Annotations(ProxyLoop loop) {
        this.loop = loop;
    }

    /** The transaction that the statement's server must have executed; null if none is named. */
    Gtids minGtid(String comment) {
        if (!comment.contains(MIN_GTID)) {
            return null;
        }
        for (String part : comment.split(";")) {
            int equals = part.indexOf('=');
            if (equals > 0 && part.substring(0, equals).strip().equalsIgnoreCase(MIN_GTID)) {
                return read(part.substring(equals + 1).strip());
            }
        }
        return null;
    }

    private Gtids read(String value) {
        Gtids read = Gtids.parse(value);
        if (read == null && (!logged || loop.nanos() - loggedNanos > LOG_NANOS)) {
            logged = true;
            loggedNanos = loop.nanos();
            LOG.warn("Invalid gtid value={}",
                    value.substring(0, Math.min(SHOWN, value.length())).replaceAll("\\p{Cntrl}", "?"));
        }
        return read;
    }
}

package switchboard.api.query;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Tells how a statement would be routed now (service of the proxy): asked of the modules that route, nothing is sent and
 * nothing is counted.
 */
@ProviderType
public interface RouteExplainer {
    /** In the order of a query's way. On a thread that may wait, never on an event loop. */
    List<RouteStep> explain(RouteQuestion question);
}

package switchboard.api.query;

import org.osgi.annotation.versioning.ProviderType;

/** Decides where queries go (ProxySQL manual, mysql_query_rules). */
@ProviderType
public interface QueryRouter {
    /** Every query goes to its user's default hostgroup: while no module is there. */
    QueryRouter DEFAULT_HOSTGROUP = () -> RuleSet.EMPTY;

    /** The rules in force, immutable: one volatile read. A query takes them once, at its beginning. */
    RuleSet rules();
}

package switchboard.mysql.query.rules;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import switchboard.api.config.ConfigModule;
import switchboard.api.config.ConfigTable;
import switchboard.api.config.Rejection;
import switchboard.api.query.QueryRouter;
import switchboard.api.query.RuleSet;
import switchboard.api.stats.StatusVariables;
import switchboard.api.table.Rows;
import switchboard.api.variables.VariableValues;
import switchboard.api.variables.VariablesListener;

/**
 * The module MYSQL QUERY RULES. It registers its router by the {@link BundleContext}, with the first rules that are
 * published: DS would register it with the component, and during a replacement queries would go by no rules at all.
 */
@Component(service = {ConfigModule.class, VariablesListener.class,
        StatusVariables.class}, immediate = true) // keeps the rules
public final class QueryRulesModule implements ConfigModule, QueryRouter, VariablesListener, StatusVariables {
    private final Function<QueryRouter, Runnable> offer;
    private volatile RunningRules running = new RunningRules(List.of(), FastRouting.of(new Rows(List.of(), List.of())),
            0,
            Map.of());
    private volatile int engine = 1;
    private volatile int iterations;
    private Runnable withdraw; // guarded by this, as is stopped
    private boolean stopped;

    @Activate
    public QueryRulesModule(BundleContext context) {
        this(router -> {
            ServiceRegistration<QueryRouter> registered = context.registerService(QueryRouter.class, router, null);
            return registered::unregister;
        });
    }

    /** @param offer registers the router and returns what takes it back */
    QueryRulesModule(Function<QueryRouter, Runnable> offer) {
        this.offer = offer;
    }

    @Deactivate
    void stop() {
        Runnable last;
        synchronized (this) {
            stopped = true;
            last = withdraw;
            withdraw = null;
        }
        if (last != null) {
            last.run();
        }
    }

    @Override
    public void variablesChanged(VariableValues now) {
        engine = (int) now.number("mysql-query_processor_regex"); // for the rules loaded next, as in ProxySQL
        iterations = (int) now.number("mysql-query_processor_iterations");
    }

    @Override
    public String name() {
        return "MYSQL QUERY RULES";
    }

    @Override
    public List<ConfigTable> tables() {
        return List.of(RuleTables.RULES_TABLE, RuleTables.FAST_ROUTING_TABLE);
    }

    @Override
    public Prepared prepare(Map<String, Rows> rows) {
        Rows rules = rows.get(RuleTables.RULES);
        Rows fast = rows.get(RuleTables.FAST_ROUTING);
        RuleReader reader = new RuleReader(engine).read(rules);
        RunningRules next = new RunningRules(reader.rules(), FastRouting.of(fast), iterations, Map.of(RuleTables.RULES,
                new Rows(rules.columns(), reader.taken()), RuleTables.FAST_ROUTING, fast));
        List<Rejection> rejections = List.copyOf(reader.rejections());
        return new Prepared() {
            @Override
            public List<Rejection> rejections() {
                return rejections;
            }

            @Override
            public void publish() {
                running = next;
                offerOnce();
            }
        };
    }

    /** Registered outside of the lock: whoever binds it may ask at once. */
    private void offerOnce() {
        synchronized (this) {
            if (stopped || withdraw != null) {
                return;
            }
            withdraw = () -> {
            };
        }
        Runnable registered = offer.apply(this);
        boolean late;
        synchronized (this) {
            late = stopped;
            withdraw = late ? null : registered;
        }
        if (late) {
            registered.run();
        }
    }

    @Override
    public Map<String, Rows> running() {
        return running.rows();
    }

    @Override
    public Table statusTable() {
        return Table.MEMORY_METRICS;
    }

    @Override
    public Map<String, Long> statusVariables() {
        return Map.of("mysql_query_rules_memory", running.bytes());
    }

    @Override
    public RuleSet rules() {
        return running;
    }
}

package switchboard.query.cache;

import com.github.benmanes.caffeine.cache.Ticker;
import java.util.Map;
import org.osgi.service.component.annotations.Component;
import switchboard.api.admin.AdminAction;
import switchboard.api.query.CacheKey;
import switchboard.api.query.ResultCache;
import switchboard.api.stats.StatusVariables;
import switchboard.api.variables.VariableValues;
import switchboard.api.variables.VariablesListener;

/** The query cache. */
@Component(service = {ResultCache.class, StatusVariables.class, AdminAction.class,
        VariablesListener.class}, immediate = true) // keeps the answers
public final class QueryCacheModule implements ResultCache, StatusVariables, AdminAction, VariablesListener {
    private final Answers answers = new Answers(Ticker.systemTicker());

    @Override
    public void variablesChanged(VariableValues now) {
        answers.follow(CacheSettings.of(now));
    }

    @Override
    public byte[] find(CacheKey key, long ttlMs) {
        return answers.find(key, ttlMs);
    }

    @Override
    public boolean storesEmpty() {
        return answers.storesEmpty();
    }

    @Override
    public int maxBytes() {
        return answers.maxBytes();
    }

    @Override
    public void store(CacheKey key, byte[] answer, long ttlMs) {
        answers.store(key, answer, ttlMs);
    }

    @Override
    public Table statusTable() {
        return Table.MYSQL_GLOBAL;
    }

    @Override
    public Map<String, Long> statusVariables() {
        return answers.status();
    }

    @Override
    public String command() {
        return "PROXYSQL FLUSH QUERY CACHE";
    }

    @Override
    public Outcome run() {
        answers.flush();
        return new Outcome(0, "");
    }
}

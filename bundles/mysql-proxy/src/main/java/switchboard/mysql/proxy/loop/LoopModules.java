package switchboard.mysql.proxy.loop;

import java.util.List;
import java.util.function.Supplier;
import switchboard.api.query.QueryDigester;
import switchboard.api.query.QueryObserver;
import switchboard.api.query.QueryRouter;
import switchboard.api.query.ResultCache;
import switchboard.api.server.ServerDirectory;
import switchboard.api.user.UserDirectory;
import switchboard.mysql.proxy.backend.BackendSettings;

/** The modules and settings in force: each supplier is one volatile read. */
public record LoopModules(Supplier<QueryRouter> router, Supplier<QueryDigester> digester,
        Supplier<List<QueryObserver>> observers, Supplier<ServerDirectory> servers, Supplier<UserDirectory> users,
        Supplier<ProxySettings> settings, Supplier<BackendSettings> backendSettings, Supplier<ResultCache> cache) {
}

package switchboard.launcher;

import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** {@code %module}: the bundle's name from the logger's, {@code mysql-proxy} for switchboard.mysql.proxy.session.X. */
public final class ModuleConverter extends ClassicConverter {
    private static final String OURS = "switchboard.";
    private static final String[] TWO_WORDS = {"mysql.proxy", "mysql.servers", "mysql.users", "mysql.protocol",
            "config.store", "config.file", "global.variables", "proxysql.servers", "query.digest", "stats.history",
            "h2.server"};

    private final Map<String, String> modules = new ConcurrentHashMap<>();

    @Override
    public String convert(ILoggingEvent event) {
        return modules.computeIfAbsent(event.getLoggerName(), ModuleConverter::module);
    }

    static String module(String logger) {
        if (!logger.startsWith(OURS)) {
            return logger.substring(logger.lastIndexOf('.') + 1);
        }
        String name = logger.substring(OURS.length());
        if (name.startsWith("mysql.query.rules")) {
            return "mysql-query-rules";
        }
        for (String words : TWO_WORDS) {
            if (name.startsWith(words)) {
                return words.replace('.', '-');
            }
        }
        int dot = name.indexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }
}

package switchboard.launcher;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.joran.spi.JoranException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/** Starts logging as {@code config/logback.xml} says; the log is in the data folder. */
final class LogSetup {
    private LogSetup() {
    }

    static void begin(Installation installation) throws StartException {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        Path file = installation.home().resolve("config/logback.xml");
        context.reset();
        context.putProperty("switchboard.datadir", installation.datadir().toString());
        if (!Files.isReadable(file)) {
            throw new StartException(file + " can't be read; it says where the log goes");
        }
        try {
            JoranConfigurator configurator = new JoranConfigurator();
            configurator.setContext(context);
            configurator.doConfigure(file.toFile());
        } catch (JoranException wrong) {
            throw new StartException(file + ": " + wrong.getMessage(), wrong);
        }
    }

    /** What was logged is written before the process ends. */
    static void end() {
        ((LoggerContext) LoggerFactory.getILoggerFactory()).stop();
    }
}

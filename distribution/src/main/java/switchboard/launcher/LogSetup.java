package switchboard.launcher;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.joran.spi.JoranException;
import ch.qos.logback.core.spi.AppenderAttachable;
import java.io.IOException;
import java.io.UncheckedIOException;
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

    /** Opens the files anew, after somebody has moved them away. A line that is written meanwhile waits. */
    static void reopen() {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        for (Logger logger : context.getLoggerList()) {
            reopen(logger);
        }
    }

    private static void reopen(AppenderAttachable<ILoggingEvent> attached) {
        attached.iteratorForAppenders().forEachRemaining(appender -> {
            if (appender instanceof AsyncAppender async) {
                reopen(async);
            } else if (appender instanceof FileAppender<ILoggingEvent> file) {
                try {
                    file.openFile(file.getFile());
                } catch (IOException failed) {
                    throw new UncheckedIOException("cannot open " + file.getFile() + ": " + failed.getMessage(),
                            failed);
                }
            }
        });
    }

    /** What was logged is written before the process ends. */
    static void end() {
        ((LoggerContext) LoggerFactory.getILoggerFactory()).stop();
    }
}

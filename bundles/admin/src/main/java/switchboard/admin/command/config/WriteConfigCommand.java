package switchboard.admin.command.config;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import switchboard.admin.command.AdminCommand;
import switchboard.admin.command.Caller;
import switchboard.admin.command.CommandText;
import switchboard.admin.command.Reply;
import switchboard.admin.command.Services;
import switchboard.api.config.ConfigRefusedException;

/** {@code SELECT CONFIG INTO OUTFILE path}, {@code SAVE CONFIG TO FILE path}; the file is for its owner's eyes only. */
public final class WriteConfigCommand implements AdminCommand {
    private static final Logger LOG = LoggerFactory.getLogger(WriteConfigCommand.class);
    private static final Pattern FORM = Pattern
            .compile("(?i)(SELECT CONFIG INTO OUTFILE|SAVE CONFIG TO FILE)(?: (.*))?");

    private final ConfigText config;

    public WriteConfigCommand(Services services) {
        this.config = new ConfigText(services);
    }

    @Override
    public Reply run(String text, String original, Caller caller) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return null;
        }
        String name = form.group(2) == null ? "" : CommandText.unquoted(form.group(2));
        if (name.isEmpty()) {
            return Reply.Err.of("empty file name");
        }
        try {
            byte[] content = config.write().getBytes(StandardCharsets.UTF_8);
            Reply failure = write(name, content);
            if (failure != null) {
                return failure;
            }
            LOG.info("Configuration written file={} bytes={}", name, content.length);
            boolean counted = CommandText.startsWith(text, "SELECT");
            return new Reply.Ok(counted ? content.length : 0, "File " + name + " is saved.");
        } catch (ConfigRefusedException refused) {
            return Reply.Err.of(refused.getMessage());
        }
    }

    private static Reply write(String name, byte[] content) {
        try {
            Path file = Path.of(name);
            if (Files.notExists(file)) {
                Files.createFile(file,
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
            OutputStream opened = Files.newOutputStream(file);
            try (OutputStream out = opened) {
                out.write(content);
            } catch (IOException failed) {
                LOG.warn("Configuration not written file={}: {}", name, failed.toString());
                return Reply.Err.of("Error writing file " + name);
            }
            return null;
        } catch (IOException | InvalidPathException | UnsupportedOperationException failed) {
            LOG.warn("Configuration not written file={}: {}", name, failed.toString());
            return Reply.Err.of("Cannot open file " + name);
        }
    }
}

package switchboard.config.file;

import java.nio.file.Path;
import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import switchboard.api.config.ConfigFile;
import switchboard.api.config.ConfigRefusedException;

/** Reads and writes config files; keeps nothing, any thread. */
@Component(immediate = true)
public final class ConfigFileModule implements ConfigFile {
    private static final Logger LOG = LoggerFactory.getLogger(ConfigFileModule.class);

    @Override
    public Content read(Path file) throws ConfigRefusedException {
        ContentPlan plan = new ContentPlan(Parser.parse(file));
        plan.remarks().forEach(LOG::warn);
        return plan.content();
    }

    @Override
    public String write(List<SectionRows> sections) {
        LibconfigText written = new LibconfigText(sections);
        written.leftOut().forEach(name -> LOG
                .warn("Left out of the config file name={}: a name has letters, digits, '-' and '_' only", name));
        return written.text();
    }
}
